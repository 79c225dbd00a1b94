"""Budgets and projects (预算与项目): the money of a unit and its projects as a report tells it, and marks."""
