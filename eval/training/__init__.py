"""Makes what the product carries as trained weights; each command takes a seed."""
