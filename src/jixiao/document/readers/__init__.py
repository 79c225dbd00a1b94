"""From a file to what it says: Word files that came back, with their bound figures."""
