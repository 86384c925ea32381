"""Labels: made from corrected records, and looked over."""
