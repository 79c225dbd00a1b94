"""Topics (帮助的题目): which page of help belongs to which screen, by the name of its view."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

from markdown_it import MarkdownIt

LANGUAGES = {"zh-hans": "zh", "en": "en"}

TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("work", ("work:*", "home")),
    ("overview", ("overview:year", "overview:*")),
    ("offices-overview", ("overview:offices",)),
    ("week", ("overview:week",)),
    ("projects", ("projects:all", "projects:focus")),
    ("project", ("projects:*",)),
    ("approvals", ("budget:*approval*",)),
    (
        "adjustments",
        ("budget:*adjust*", "budget:*line", "budget:decide", "budget:letter*", "budget:balance*"),
    ),
    ("payments", ("payments:list", "payments:add", "payments:change", "payments:remove", "payments:claims")),
    ("imports", ("payments:*",)),
    ("contracts", ("budget:*contract*", "budget:*term*")),
    ("rounds", ("rounds:*",)),
    ("lights", ("objectives:lights",)),
    ("self-evaluation", ("objectives:score*",)),
    ("rule-packs", ("objectives:policy",)),
    ("objectives", ("objectives:*",)),
    ("results", ("results:*",)),
    ("fill-in", ("results:workbook*", "results:import*", "results:respondents", "results:lay-aside")),
    ("selection", ("rounds:selection", "rounds:freeze", "rounds:thaw")),
    (
        "calendar",
        ("rounds:calendar", "rounds:import-days", "rounds:notice*", "rounds:new-notice", "rounds:receive"),
    ),
    ("reports", ("reports:*",)),
    ("issued", ("reports:issued",)),
    ("weekly", ("reports:weekly*",)),
    ("proofing", ("proofing:*",)),
    ("rules", ("proofing:rule*",)),
    ("search", ("search:*",)),
    ("people", ("people", "person", "new-person")),
    ("unit-and-offices", ("start:office*", "start:new_office")),
    ("workbook", ("start:workbook", "start:upload", "start:undo")),
    ("new-year", ("start:new_year",)),
    ("closing", ("start:closing",)),
    ("trail", ("history:*",)),
    ("settings", ("preferences", "change-password")),
    ("start", ("start:begin",)),
)
"""The pages in the order of the menu, each with the views that it is about; of several the first counts."""

NAMES = tuple(name for name, _views in TOPICS)


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page of help (帮助页): its name, its title, and what it says as HTML."""

    name: str
    title: str
    html: str


def topic_of(view: str) -> str:
    """The page about a view, that whose words for it say most; empty where there is none."""
    fitting = [(len(each), name) for name, views in TOPICS for each in views if fnmatchcase(view, each)]
    return max(fitting)[1] if fitting else ""


@cache
def page_of(name: str, language: str) -> HelpPage:
    """A page in a language, Chinese where it is not known. Raises KeyError where there is no such page."""
    if name not in NAMES:
        raise KeyError(name)
    text = source_of(name, LANGUAGES.get(language, "zh"))
    heading, _, rest = text.partition("\n")
    return HelpPage(name, heading.removeprefix("#").strip(), MarkdownIt("commonmark").render(rest))


def source_of(name: str, language: str) -> str:
    """The Markdown of a page, "zh" or "en"."""
    return (files("jixiao_web.help") / "pages" / f"{name}.{language}.md").read_text("utf-8")
