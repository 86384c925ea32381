"""How good the checks are."""
