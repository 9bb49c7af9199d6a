"""What the kiosks and displays know, and what they tell."""
