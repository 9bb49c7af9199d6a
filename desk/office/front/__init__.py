"""The day at the front: who comes, who waits, who is called."""
