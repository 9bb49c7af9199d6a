"""How everything looks: tokens, the one style sheet, icons."""
