"""Search everything (搜索)."""
