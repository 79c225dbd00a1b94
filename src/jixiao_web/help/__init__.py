"""A help page for each screen (帮助)."""
