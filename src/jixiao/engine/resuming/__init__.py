"""What earlier runs have done, taken up."""
