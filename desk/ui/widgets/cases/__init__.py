"""Parts of the screens where two records are laid side by side."""
