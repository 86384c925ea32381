"""One endpoint: its bytes, its answers, its faults, and when it is asked again."""
