"""A family's record: people, papers, consents, history."""
