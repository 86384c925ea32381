"""What a text says: numbers, dates, names, places, each where it stands."""
