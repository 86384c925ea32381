"""The ruled lines of a page picture, and those that are none."""
