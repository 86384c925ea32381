"""One indicator as one clause, by what it measures."""
