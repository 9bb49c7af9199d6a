"""The demo office and its invented families."""
