"""The shell around every page: bars, menu, context strip, errors, and how figures are shown."""
