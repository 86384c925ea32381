"""Sentences against the sources they cite."""
