"""Fields (字段): how the values of nouns are kept in a database, exactly, on every engine alike."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models

from jixiao.quantity import Money


class MoneyField(models.BigIntegerField):  # type: ignore[type-arg]
    """Money (金额) as whole fen: SQLite has no exact decimals."""

    description = "Money in whole fen"

    def from_db_value(self, value: Any, *_: object) -> Money | None:
        """The money that the database holds; a sum arrives as a Decimal."""
        return None if value is None else Money(int(value))

    def to_python(self, value: Any) -> Any:
        """Money, also from the text that a fixture holds."""
        if value is None or isinstance(value, Money):
            return value
        return Money(int(value))

    def get_prep_value(self, value: Any) -> Any:
        """Whole fen."""
        return value.fen if isinstance(value, Money) else super().get_prep_value(value)

    def value_to_string(self, obj: models.Model) -> str:
        """Whole fen, as text."""
        value = self.value_from_object(obj)
        return "" if value is None else str(value.fen)


class DecimalField(models.CharField):  # type: ignore[type-arg]
    """An exact decimal (数) as text: 0.10 stays 0.10."""

    description = "An exact decimal"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, *_: object) -> Decimal | None:
        """The decimal with the digits that were written."""
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Any:
        """A decimal."""
        return value if value is None or isinstance(value, Decimal) else Decimal(str(value))

    def get_prep_value(self, value: Any) -> Any:
        """Its text, without an exponent."""
        return None if value is None else f"{Decimal(value):f}"


class ChoiceField(models.CharField):  # type: ignore[type-arg]
    """One of the members of an Enum (选项), kept by its English name."""

    description = "A member of an Enum"

    def __init__(self, *args: Any, members: type[Enum] | None = None, **kwargs: Any) -> None:
        self.members = members
        kwargs.setdefault("max_length", 30)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Without the members, which migrations need not know."""
        return super().deconstruct()

    def from_db_value(self, value: Any, *_: object) -> Any:
        """The member."""
        return None if value is None or self.members is None else self.members[value]

    def to_python(self, value: Any) -> Any:
        """The member, also from its name."""
        if value is None or self.members is None or isinstance(value, self.members):
            return value
        try:
            return self.members[value]
        except KeyError:
            raise ValidationError(f"{value!r} is no {self.members.__name__}") from None

    def get_prep_value(self, value: Any) -> Any:
        """The name of the member."""
        return value.name if isinstance(value, Enum) else super().get_prep_value(value)


class WordsField(models.JSONField):
    """Several words, or members of an Enum by their English names, in their order (多值): a tuple."""

    description = "A tuple of words"

    def __init__(self, *args: Any, members: type[Enum] | None = None, **kwargs: Any) -> None:
        self.members = members
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Without the members, which migrations need not know."""
        return super().deconstruct()

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The tuple."""
        return self.to_python(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Any:
        """A tuple, of members also from their names."""
        found = cast("Iterable[Any]", value or ())
        if self.members is None:
            return tuple(found)
        return tuple(each if isinstance(each, self.members) else self.members[each] for each in found)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        """A list."""
        plain = (
            [each.name if isinstance(each, Enum) else each for each in value]
            if isinstance(value, tuple)
            else value
        )
        return super().get_db_prep_value(plain, connection, prepared)
