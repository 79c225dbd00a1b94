"""Changes (增减) in prose: a value, what it was before, and by how much it rose or fell."""
