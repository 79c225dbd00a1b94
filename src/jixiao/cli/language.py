"""Language (语言): English, or Chinese where the user, the environment or the system asks for it."""

from __future__ import annotations

import locale
from collections.abc import Mapping, Sequence
from contextvars import ContextVar

from jixiao.cli.words import CHINESE

_learned: dict[str, str] = {}

ENGLISH, ZH = "en", "zh"

_chosen: ContextVar[str] = ContextVar("language", default=ENGLISH)


def speak(language: str) -> None:
    """Let everything that follows be said in `language`."""
    _chosen.set(language)


def spoken() -> str:
    """The language that the user is spoken to in: "en" or "zh"."""
    return _chosen.get()


def is_chinese() -> bool:
    """Whether the user is spoken to in Chinese."""
    return _chosen.get() == ZH


def say(english: str, **values: object) -> str:
    """The text in the user's language, its slots filled."""
    text = CHINESE.get(english) or _learned.get(english, english) if is_chinese() else english
    return text.format(**values) if values else text


def learn(words: Mapping[str, str]) -> None:
    """Take up the Chinese of a shell's own commands."""
    _learned.update(words)


def counted(number: int, one: str, many: str) -> str:
    """`one` or `many` in the user's language, as English needs; both have the slot {n}."""
    return say(one if number == 1 else many, n=f"{number:,}")


def without_language(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[str, list[str]]:
    """The language to speak, and the arguments without `--lang`, which may stand anywhere.

    >>> without_language(["track", "--lang", "zh", "year.xlsx"], {})
    ('zh', ['track', 'year.xlsx'])
    """
    rest: list[str] = []
    asked = ""
    given = iter(arguments)
    for argument in given:
        if argument == "--":
            rest += [argument, *given]
        elif argument == "--lang":
            asked = next(given, "")
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    return _known(asked or _wished(environment)), rest


def _wished(environment: Mapping[str, str]) -> str:
    """What the environment, else the system (Windows sets no LANG), wishes for."""
    for name in ("JIXIAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name]
    return locale.getlocale(locale.LC_CTYPE)[0] or ""


def _known(wish: str) -> str:
    return ZH if wish.casefold().startswith(("zh", "chinese")) else ENGLISH
