"""The web application (网上版): a shell that stores, authorizes and shows; the core calculates."""
