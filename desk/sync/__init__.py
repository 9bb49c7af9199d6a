"""Clock, entries, merge decision, session and client. States the store it needs as a Protocol."""
