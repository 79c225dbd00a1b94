"""What a budget year is: its nouns, and what follows from them as of any date."""
