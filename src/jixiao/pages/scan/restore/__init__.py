"""A page picture made level and clean: skew, light, stamps."""
