"""The intake interview and what it tells."""
