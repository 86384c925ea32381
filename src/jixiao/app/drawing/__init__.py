"""Pages and parts of pages as pictures."""
