"""Characters that may be others: candidates, confusions, digits read again, doubts."""
