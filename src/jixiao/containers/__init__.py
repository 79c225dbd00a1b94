"""Containers (文件的外壳): zip archives and compound files, opened within limits."""
