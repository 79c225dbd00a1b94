"""What a report is: one Document, whether it was read from a file or written from a year."""
