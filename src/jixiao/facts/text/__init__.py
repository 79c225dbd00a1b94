"""The text as a whole (全文): outline, period, document numbers, and what several of its places say."""
