"""Reminders of appointments: who is owed one, which way it goes, sending it once, what staff do for the others."""
