"""Tags of the projects."""
