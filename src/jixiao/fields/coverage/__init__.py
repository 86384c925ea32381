"""Whether everything printed went somewhere, and what a record still lacks."""
