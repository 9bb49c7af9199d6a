"""Use cases, one file per goal: permission, one transaction, and what changed."""
