"""SARIF 2.1.0: what the proof found, for programs that show the findings of checkers in an editor.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jixiao.catalogue import DOCUMENT_RULES
from jixiao.findings import Finding, Place, Severity
from jixiao.reporting.checked import Checked, Noted

VERSION = "2.1.0"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTICE: "note",
    Severity.STYLE: "note",
}
_INDEX = {rule.code: number for number, rule in enumerate(DOCUMENT_RULES)}


def log_of(
    results: Iterable[Mapping[str, Any]],
    unread: Sequence[tuple[Path, str]],
    version: str,
    doubts: Sequence[tuple[Path, str]] = (),
) -> dict[str, Any]:
    """The log of one run: results of all documents, files that could not be read, what was not checked."""
    notes = [
        {
            "level": level,
            "message": {"text": why},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}],
        }
        for level, told in (("error", unread), ("note", doubts))
        for path, why in told
    ]
    run = {
        "tool": {
            "driver": {
                "name": "jixiao",
                "semanticVersion": version,
                "language": "zh-CN",
                "rules": [_rule(number) for number in range(len(DOCUMENT_RULES))],
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not unread, "toolExecutionNotifications": notes}],
        "results": list(results),
    }
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def results_of(checked: Checked) -> list[dict[str, Any]]:
    """The findings of one document; those that settings keep silent are marked as suppressed."""
    told = [_result(checked, each.finding, each) for each in checked.noted]
    for each in checked.suppressed:
        result = _result(checked, each.finding, None)
        result["suppressions"] = [{"kind": "external", "justification": each.suppression.reason}]
        told.append(result)
    return told


def _rule(number: int) -> dict[str, Any]:
    rule = DOCUMENT_RULES[number]
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.english},
        "help": {"text": f"{rule.hint}\n依据：{rule.reference}\njixiao explain {rule.code}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(checked: Checked, finding: Finding, noted: Noted | None) -> dict[str, Any]:
    text = f"{finding.message}{finding.hint}" if finding.hint else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text.replace("{", "{{").replace("}", "}}")},  # braces hold arguments
        "locations": [_location(checked, each) for each in finding.places[:1]],
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
        "properties": {
            "severity": finding.severity.value,
            "confidence": finding.confidence.value,
            "stated": finding.stated,
            "expected": finding.expected,
        },
    }
    if finding.rule in _INDEX:
        result["ruleIndex"] = _INDEX[finding.rule]
    if noted and noted.consequence:
        result["properties"]["consequence"] = noted.consequence
    if len(finding.places) > 1:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": each.quote}, **_location(checked, each)}
            for number, each in enumerate(finding.places[1:], 1)
        ]
    if finding.repair and finding.places and checked.line_starts:
        result["fixes"] = [_fix(checked, finding)]
    return result


def _location(checked: Checked, place: Place) -> dict[str, Any]:
    path = Path(place.file) if place.file else checked.path
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
    location: dict[str, Any] = {"physicalLocation": physical}
    region = {} if place.file else _region(checked, place)
    if region:
        physical["region"] = {**region, "snippet": {"text": place.quote}}
    else:
        words = str(place) or "正文"
        location["logicalLocations"] = [{"name": place.quote or words, "fullyQualifiedName": words}]
    return location


def _region(checked: Checked, place: Place) -> dict[str, Any]:
    """Lines and columns of a text, the line alone of a page of the web; nothing of files that are no text."""
    if place.start is None or place.end is None:
        return {}
    starts = checked.line_starts
    if starts:
        first = bisect_right(starts, place.start)
        last = bisect_right(starts, max(place.start, place.end - 1))
        return {
            "startLine": first,
            "startColumn": place.start - starts[first - 1] + 1,
            "endLine": last,
            "endColumn": place.end - starts[last - 1] + 1,
            "charOffset": place.start,
            "charLength": place.end - place.start,
        }
    if place.line is not None:
        return {
            "startLine": place.line,
            "charOffset": place.start,
            "charLength": place.end - place.start,
        }
    return {}


def _fix(checked: Checked, finding: Finding) -> dict[str, Any]:
    region = _region(checked, finding.places[0])
    replacement = {"deletedRegion": region, "insertedContent": {"text": finding.repair}}
    change = {"artifactLocation": {"uri": _uri(checked.path)}, "replacements": [replacement]}
    return {"description": {"text": f"改为 {finding.repair}"}, "artifactChanges": [change]}


def _fingerprint(finding: Finding) -> str:
    """What stays the same where text is added above."""
    words = "\n".join([finding.rule, finding.stated, finding.message])
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def _uri(path: Path) -> str:
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
