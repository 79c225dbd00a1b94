"""Tables (表格): put together from lines where they were flattened, and what their rows and columns are."""
