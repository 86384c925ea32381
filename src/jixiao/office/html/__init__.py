"""Saved web pages, and workbooks and documents that are web pages inside."""
