"""Files that have pages, of whatever format, opened."""
