"""Sentences of a plan: composed by rules, or asked of a model and held to its sources."""
