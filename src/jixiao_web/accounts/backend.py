"""Who may sign in: whoever has an account that is active and has not expired."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from jixiao_web.accounts.selectors import is_expired


class UnexpiredBackend(ModelBackend):
    """Django's own, but an account past its date is as good as none."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the account is active and has not expired."""
        return bool(super().user_can_authenticate(user)) and not is_expired(user)
