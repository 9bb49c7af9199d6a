"""The family's plan, from the draft to its end."""
