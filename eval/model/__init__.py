"""The language model's part, measured from recordings."""
