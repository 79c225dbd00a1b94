"""Files that people bring and that the system makes."""
