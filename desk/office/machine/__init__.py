"""Staff, this machine, its store and its server."""
