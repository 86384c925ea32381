"""What there is on the desk: pages, and what they ask for under `/api`."""
