"""Forms that no vocabulary file describes, made from `content/`, and their labels."""
