"""Every sentence of the site has its English, and only those."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import jixiao_web
from jixiao_web.pages.catalogs import catalogs
from jixiao_web.pages.sentences import SHARED, Sentence, sentences, translated

pytestmark = pytest.mark.one_database

SAID = sentences()
APPS = sorted(SAID)
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def english(app: str) -> dict[tuple[str, str], list[str]]:
    found = {}
    for message in translated(app):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            words = [message.string] if isinstance(message.string, str) else list(message.string or ())
            assert not message.fuzzy, f"{app}: {key}"
            found[message.context or "", key] = words
    return found


@pytest.mark.parametrize("app", APPS)
def test_every_sentence_of_an_app_has_its_english(app: str):
    known = english(SHARED) | english(app)
    missing = [
        f"{places[0]}: {each.singular}" for each, places in SAID[app].items() if not _is_known(each, known)
    ]
    assert missing == []


def _is_known(sentence: Sentence, known: dict[tuple[str, str], list[str]]) -> bool:
    words = known.get((sentence.context, sentence.singular), [])
    return bool(words) and all(words)


def test_no_catalog_translates_what_nobody_says():
    everywhere = {(each.context, each.singular) for own in SAID.values() for each in own}
    unused = []
    for path in catalogs():
        app = path.parents[3].name
        said = everywhere if app == SHARED else {(each.context, each.singular) for each in SAID.get(app, {})}
        unused += [f"{app}: {key}" for _context, key in english(app).keys() - said]
    assert unused == []


def test_a_sentence_reads_the_same_in_whatever_app_it_stands():
    first: dict[tuple[tuple[str, str], int], tuple[str, list[str]]] = {}
    different = []
    for path in catalogs():
        app = path.parents[3].name
        for key, words in english(app).items():
            before = first.setdefault((key, len(words)), (app, words))
            if before[1] != words:
                different.append(f"{key[1]}: {before[0]} {before[1]}, {app} {words}")
    assert different == []


def test_the_english_fills_in_what_the_chinese_fills_in():
    wrong = []
    for path in catalogs():
        for (_context, key), words in english(path.parents[3].name).items():
            wanted = set(_PLACEHOLDER.findall(key))
            wrong += [f"{key} → {each}" for each in words if set(_PLACEHOLDER.findall(each)) - wanted]
            wrong += [f"{key} → {words[-1]}" if wanted - set(_PLACEHOLDER.findall(words[-1])) else ""]
    assert [each for each in wrong if each] == []


def test_no_english_is_chinese_still():
    han = re.compile(r"[\u4e00-\u9fff]")
    left = [
        f"{key}: {each}"
        for path in catalogs()
        for (_context, key), words in english(path.parents[3].name).items()
        for each in words
        if han.search(re.sub(r"“[^”]*”|《[^》]*》|（[^）]*）|\([^)]*\)", "", each)) and each == key
    ]
    assert left == []


def test_no_template_or_module_says_chinese_outside_the_catalogs():
    """Templates speak through {% translate %}; else no English reader can read them."""
    root = Path(jixiao_web.__file__).parent
    bare = []
    for path in root.rglob("templates/**/*.html"):
        if path.name == "gallery.html":
            continue
        text = path.read_text("utf-8")
        text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", text, flags=re.DOTALL)
        text = re.sub(r"\{% blocktranslate.*?\{% endblocktranslate %\}", "", text, flags=re.DOTALL)
        text = re.sub(r"\{[%{].*?[%}]\}", "", text, flags=re.DOTALL)
        text = re.sub(r"value=\"[^\"]*\"", "", text.replace("中文", ""))  # what is sent, not what is said
        bare += [
            f"{path.relative_to(root)}: {line.strip()[:60]}"
            for line in text.splitlines()
            if re.search(r"[\u4e00-\u9fff]", line)
        ]
    assert bare == []
