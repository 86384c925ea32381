"""Checks of amounts, prices and what they come to."""
