"""Work that is done outside the request."""
