"""What waits for whom (待办)."""
