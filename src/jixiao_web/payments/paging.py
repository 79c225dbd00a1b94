"""Pages of a long list (分页), of which only the one that is looked at is read."""

from __future__ import annotations

from dataclasses import dataclass

NEAR = 2


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one is in a list (页码); `number` counts from 1."""

    number: int
    last: int
    size: int
    count: int

    @classmethod
    def of(cls, asked: str, count: int, size: int) -> Pages:
        """The page that the address asks for, or the nearest that there is.

        >>> Pages.of("99", 250, 100).number, Pages.of("x", 0, 100).number
        (3, 1)
        """
        last = max(1, -(-count // size))
        number = int(asked[:9]) if asked.isdecimal() else 1
        return cls(min(max(number, 1), last), last, size, count)

    @property
    def first(self) -> int:
        """The place of its first row, counted from 0."""
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        """The place after its last row."""
        return min(self.number * self.size, self.count)

    @property
    def from_row(self) -> int:
        """The number of its first row, as people count; 0 where there is none."""
        return self.first + 1 if self.count else 0

    @property
    def shown(self) -> list[int | None]:
        """The pages to go to; none stands for those between."""
        near = range(max(1, self.number - NEAR), min(self.last, self.number + NEAR) + 1)
        wanted = sorted({1, *near, self.last})
        told: list[int | None] = []
        for page in wanted:
            if told and page - (told[-1] or 0) > 1:
                told.append(None)
            told.append(page)
        return told
