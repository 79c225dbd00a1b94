"""Rates (比率) in prose: which figure is the part, which the whole, and what the rate says of them."""
