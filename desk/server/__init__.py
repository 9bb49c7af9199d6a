"""The municipal backend, also the office hub: a generic journal relay on PostgreSQL or SQLite."""
