"""Third-party files that the pages serve: which (package-lock.json), and how the build gets them."""
