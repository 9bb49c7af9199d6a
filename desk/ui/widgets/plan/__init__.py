"""Parts of the plan's screen."""
