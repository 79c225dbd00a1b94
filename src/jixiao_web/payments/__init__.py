"""Payments, and the finance system's exports of them (支付)."""
