"""The year as files: workbook, JSON and package, all derived from the declarations of the nouns."""
