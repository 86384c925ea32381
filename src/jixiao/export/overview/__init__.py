"""What a collection of readings holds, drawn on one page."""
