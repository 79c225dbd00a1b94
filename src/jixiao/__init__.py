"""Jixiao (绩效): a budget unit's performance tracking, and the proof of every figure in its reports."""

__version__ = "0.1.0"
