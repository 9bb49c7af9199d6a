"""Windows, screens and widgets: everything that knows Qt."""
