"""The report, from draft to issue (报告)."""
