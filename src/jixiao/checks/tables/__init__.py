"""Checks of published tables, and of the text beside them."""
