"""The display: the numbers called, for everybody in the lobby."""
