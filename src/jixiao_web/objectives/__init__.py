"""Objectives and indicators (目标与指标): what was promised, the lights and scores of what was reached."""
