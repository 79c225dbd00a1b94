"""The proofing desk (核稿)."""
