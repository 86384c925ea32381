"""Text lines found and read, and the ink that was missed."""
