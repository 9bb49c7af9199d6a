"""The road to rent of one family."""
