"""What the offices report of their results (成果填报)."""
