"""Parts of the interview's screen."""
