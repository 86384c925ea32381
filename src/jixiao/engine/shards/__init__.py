"""A run over a place, or over a part of one: any number of them, anywhere, at any time, into one place of results."""
