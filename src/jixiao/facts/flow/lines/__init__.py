"""Lines of a text, and what they make (由行到段): headings, paragraphs, tables."""
