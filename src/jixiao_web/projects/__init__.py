"""Projects as a sheet, and each on its page (项目)."""
