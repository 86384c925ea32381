"""A second reading of a project's form, by the network of cells alone, beside the one by rules."""
