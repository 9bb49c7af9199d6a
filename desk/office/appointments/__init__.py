"""Diaries, free times, bookings and what follows from them."""
