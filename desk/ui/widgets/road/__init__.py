"""Parts of the road-to-rent screen."""
