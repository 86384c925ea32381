"""Workbooks, their cells as they are displayed."""
