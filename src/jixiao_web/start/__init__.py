"""The first start, and a new year from the old one (启用)."""
