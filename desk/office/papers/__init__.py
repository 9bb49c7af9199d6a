"""What is printed for families, and the ledger of it."""
