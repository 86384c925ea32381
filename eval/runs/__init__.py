"""Programs run over documents, kept, compared, reported, and held against a baseline."""
