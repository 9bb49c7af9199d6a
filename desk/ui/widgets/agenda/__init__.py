"""Parts of the screens about appointments."""
