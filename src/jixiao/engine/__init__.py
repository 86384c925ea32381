"""The pipeline over many sources: processes that are watched, files written whole, an earlier run taken up."""
