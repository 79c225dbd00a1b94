"""Rounds of tracking: notice, calendar, focus projects (批次)."""
