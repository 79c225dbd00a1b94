"""Reads the budget (预算), as far as the actor sees it: a module for each thing that is read."""
