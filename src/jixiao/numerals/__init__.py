"""How a number is written: in Chinese characters, in the digits of a report, in the cells of a table."""
