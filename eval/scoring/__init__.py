"""Facts about a reading: aligned with its label, judged, counted."""
