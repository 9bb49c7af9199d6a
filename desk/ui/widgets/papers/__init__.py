"""Parts of the screens about papers."""
