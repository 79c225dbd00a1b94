"""Initial passwords (初始密码): easily read out over the telephone, used once."""

from __future__ import annotations

import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike."""
GROUPS, GROUP_LENGTH = 3, 4


def initial_password() -> str:
    """Three groups of four, some 59 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
