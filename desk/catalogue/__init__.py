"""Reads and checks resources/: what the city may change without a programmer."""
