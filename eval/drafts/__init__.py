"""How good drafts and their guard are."""
