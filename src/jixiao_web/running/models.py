"""What a database says about itself (安装), and whose turn a scheduled act is (值班)."""

from __future__ import annotations

from django.db import models


class Installation(models.Model):
    """The one row that says what this database is for (安装)."""

    is_demo = models.BooleanField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return "demo" if self.is_demo else "production"


class Turn(models.Model):
    """A scheduled act and the moment for which it was done last (值班): who moves `done_for` on, does it."""

    name = models.CharField(max_length=120, unique=True)
    done_for = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
