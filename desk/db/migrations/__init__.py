"""Frozen migrations: they never import today's tables."""
