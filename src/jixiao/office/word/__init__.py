"""Word documents, read from their own structure."""
