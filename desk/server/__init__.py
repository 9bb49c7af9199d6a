"""The municipal backend, also the office hub: a relay of journal entries on PostgreSQL or SQLite."""
