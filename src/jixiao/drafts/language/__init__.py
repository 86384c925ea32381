"""The language of goals: words, figures, sentence templates, and what no official writes."""
