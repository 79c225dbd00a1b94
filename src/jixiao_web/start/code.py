"""The code of the start (设置码): who reads the server's console may set up the installation, nobody else.

It is derived from the site's secret, so that every process knows the same one; it opens nothing once there is
an account.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from django.conf import settings

LENGTH = 12


def start_code() -> str:
    """Twelve letters and digits in three groups."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"jixiao start", hashlib.sha256).digest()
    letters = base64.b32encode(digest).decode()[:LENGTH]
    return "-".join(letters[place : place + 4] for place in range(0, LENGTH, 4))


def is_start_code(told: str) -> bool:
    """Whether somebody knows the code; case, blanks and dashes do not matter."""
    given = "".join(told.upper().replace("-", "").split())
    return hmac.compare_digest(given.encode(), start_code().replace("-", "").encode())
