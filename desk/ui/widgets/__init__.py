"""The kit: one small file per kind of control."""
