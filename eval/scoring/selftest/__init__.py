"""Labels broken on purpose: the scoring itself must see it."""
