"""Checks of what a goal says."""
