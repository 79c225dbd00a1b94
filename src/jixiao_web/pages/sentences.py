"""The sentences that the site says (语句), as its templates and modules hold them, for the catalogs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from jixiao_web.pages.catalogs import ROOT

LANGUAGE = "en"
SHARED = "pages"
"""The app whose catalog holds what the modules beside the apps say, and what several apps say."""

_KEYWORDS = dict.fromkeys(
    f"{name}{ending}"
    for name in ("_", "gettext", "ngettext", "pgettext", "npgettext")
    for ending in ("", "_lazy", "_noop")
)


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence to be translated: its context, the Chinese, and the Chinese of its plural."""

    context: str
    singular: str
    plural: str


def sentences() -> dict[str, dict[Sentence, list[str]]]:
    """What each app says, and where."""
    found: dict[str, dict[Sentence, list[str]]] = {}
    for path in sorted(ROOT.rglob("*")):
        if (
            path.suffix not in (".py", ".html", ".txt")
            or "migrations" in path.parts
            or "vendored" in path.parts
        ):
            continue
        inside = path.relative_to(ROOT)
        app = inside.parts[0] if len(inside.parts) > 1 else SHARED
        for sentence in _sentences_of(path):
            found.setdefault(app, {}).setdefault(sentence, []).append(inside.as_posix())
    return found


def catalog_of(app: str) -> Path:
    """Where an app keeps its English."""
    return ROOT / app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def translated(app: str) -> Catalog:
    """The English of an app; empty where it has none yet."""
    path = catalog_of(app)
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as stream:
        return read_po(stream, locale=LANGUAGE)


def update_catalogs() -> None:
    """Write the sentences that are new into the catalogs, without English; drop those that nobody says."""
    said = sentences()
    shared = {_key(message.context, message.id) for message in translated(SHARED) if message.id}
    for app, own in said.items():
        old = translated(app)
        new = Catalog(locale=LANGUAGE)
        keep = {_key(message.context, message.id): message for message in old if message.id}
        for sentence, places in sorted(own.items(), key=lambda each: (each[1][0], each[0])):
            key = _key(sentence.context or None, sentence.singular)
            if app != SHARED and key in shared:
                continue
            kept = keep.get(key)
            ids = (sentence.singular, sentence.plural) if sentence.plural else sentence.singular
            new.add(
                ids,
                kept.string if kept else None,
                context=sentence.context or None,
                locations=[(places[0], 0)],
            )
        everywhere = {_key(each.context or None, each.singular) for used in said.values() for each in used}
        if app == SHARED:
            for key, message in keep.items():
                if key in everywhere and key not in {_key(each.context, each.id) for each in new if each.id}:
                    new.add(message.id, message.string, context=message.context)
        _write(app, new)


def _write(app: str, catalog: Catalog) -> None:
    path = catalog_of(app)
    if not any(message.id for message in catalog):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    write_po(written, catalog, width=100, omit_header=True, include_lineno=False)
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    path.write_text(head + written.getvalue().decode("utf-8").strip() + "\n", "utf-8")


def _key(context: str | None, ids: str | tuple[str, ...] | list[str]) -> tuple[str, str]:
    return context or "", ids if isinstance(ids, str) else ids[0]


def _sentences_of(path: Path) -> Iterator[Sentence]:
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        if not re.search(r"gettext|import \(?\w*_\b", text):
            return
    elif "{%" in text or "_(" in text:
        text = templatize(text, origin=str(path))
    else:
        return
    for _line, function, messages, _comments in extract_python(
        io.BytesIO(text.encode("utf-8")), _KEYWORDS, [], {"encoding": "utf-8"}
    ):
        told: Any = messages  # one word alone, or a tuple of them
        words = [told] if isinstance(told, str) else [each for each in told if each]
        yield _sentence(str(function), words)


def _sentence(function: str, words: list[str]) -> Sentence:
    context = words.pop(0) if "pgettext" in function else ""
    plural = words[1] if function.startswith("n") and len(words) > 1 else ""
    return Sentence(context, words[0], plural)
