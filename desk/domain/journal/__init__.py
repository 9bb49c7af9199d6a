"""The journal's own rules: stamps, entries and their chain, and how concurrent writes settle."""
