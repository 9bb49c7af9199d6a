"""Parts of the screens of the day."""
