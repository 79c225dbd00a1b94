"""Tags of objectives and indicators."""
