"""Sending and fetching entries: the messages, one round, the client, and what the chip says."""
