"""What a desk needs: forms as sheets of cells with their places, the queue of what to look at, originals, uploads."""
