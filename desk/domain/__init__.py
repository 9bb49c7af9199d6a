"""Rules as pure functions and frozen dataclasses: no Qt, no SQL, no files, no clock of their own."""
