"""Checks of a form as a whole: one place held against all others, whatever the project."""
