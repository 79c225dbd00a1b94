"""The year in the database."""
