"""Every screen's data, and the check, for programs (接口)."""
