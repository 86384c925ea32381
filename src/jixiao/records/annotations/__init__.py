"""What stands beside a record and changes nothing in it: doubts, findings, decisions."""
