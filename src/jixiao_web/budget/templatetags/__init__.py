"""Tags of the budget pages."""
