"""Approvals, adjustments and contracts (预算)."""
