"""The encrypted local store: tables, unit of work with its journal, search, migrations."""
