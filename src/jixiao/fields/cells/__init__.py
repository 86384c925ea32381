"""What each cell of a form holds, as a trained network sees it: a second witness beside the rules."""
