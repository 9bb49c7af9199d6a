"""Parts of the family's page and list."""
