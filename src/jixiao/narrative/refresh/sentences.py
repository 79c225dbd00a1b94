"""Sentences (句子) of an edited report beside those that today's ledger would write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from jixiao.document.model import Document
from jixiao.document.readers.word_controls import BoundFile
from jixiao.document.readers.word_survey import Passage
from jixiao.document.writers.word_record import Record, RecordedSentence
from jixiao.narrative.facts import Facts
from jixiao.narrative.naming import sentence_subject
from jixiao.narrative.refresh.result import Rewording

Words = tuple[str, ...]
"""The words of a sentence before, between and after its figures."""

_GAP = "[^，。；]{0,40}?"
"""What may stand where a figure stood."""


class Sentences:
    """The sentences that a file was written with, those of today's draft, and where they stand."""

    def __init__(self, file: BoundFile, written: Record, document: Document, facts: Facts) -> None:
        self.file, self.written, self.facts = file, written, facts
        self.fresh = {each.key: each for each in document.sentences() if each.key}
        self.told = {each.key: each for each in written.sentences}

    def propose(self) -> list[Rewording]:
        """Put a comment wherever today's ledger calls for other words than the file has; words stay."""
        return [*self._other_words(), *self._needless(), *self._moved()]

    def _other_words(self) -> Iterator[Rewording]:
        for key, sentence in self.fresh.items():
            before = self.told.get(key)
            if before and before.words == sentence.words:
                continue
            if self._passage_saying(sentence.words) is None:
                lead = "这里宜写为：" if before else "这里宜加一句："
                yield self._proposed(key, sentence.text, lead + sentence.text, self._passage_of(key, before))

    def _needless(self) -> Iterator[Rewording]:
        for key, before in self.told.items():
            passage = self._passage_saying(before.words)
            if key not in self.fresh and passage:
                yield self._proposed(key, "", f"这一句不再需要：{self.written.text(before)}", passage)

    def _moved(self) -> Iterator[Rewording]:
        """Projects whose passages stand under another band than the one they are in today."""
        stands, belongs = self._band_in_file(), self._band_in_draft()
        for project, band in belongs.items():
            lead = self.fresh.get(band)
            passage, now_in = stands.get(project, (None, band))
            if lead and passage and now_in != band and now_in in self.told | self.fresh:
                said = f"这个项目宜移到“{lead.text}”之下。"
                yield self._proposed(f"{project}/", said, said, passage)

    def _band_in_draft(self) -> dict[str, str]:
        band = ""
        found: dict[str, str] = {}
        for key in self.fresh:
            if key.endswith("/band_lead"):
                band = key
            elif key.endswith("/money"):
                found[key.removesuffix("/money")] = band
        return found

    def _band_in_file(self) -> dict[str, tuple[Passage, str]]:
        """The heading of each project in the file, and the band under which it stands there."""
        leads = {
            key: re.compile(_GAP.join(map(re.escape, sentence.words)))
            for key, sentence in self.fresh.items()
            if key.endswith("/band_lead")
        } | {
            key: re.compile(_GAP.join(map(re.escape, sentence.words)))
            for key, sentence in self.told.items()
            if key.endswith("/band_lead")
        }
        names = {
            sentence_subject(self.facts, key): key.removesuffix("/money")
            for key in self.fresh
            if key.endswith("/money")
        }
        band = ""
        found: dict[str, tuple[Passage, str]] = {}
        for passage in self.file.passages:
            if passage.place.table:
                continue
            band = next((key for key, lead in leads.items() if lead.search(passage.text)), band)
            project = names.get(re.sub(r"^(?:\d+\.|（.+?）)", "", passage.text))
            if project and band:
                found.setdefault(project, (passage, band))
        return found

    def _proposed(self, key: str, sentence: str, comment: str, passage: Passage | None) -> Rewording:
        if passage:
            self.file.annotate(passage, 0, 0, f"按现在的台账，{comment}")
        place = str(passage.place) if passage else ""
        return Rewording(place, sentence_subject(self.facts, key), sentence)

    def _passage_saying(self, words: Words) -> Passage | None:
        """The paragraph that has these words, whatever its figures."""
        pattern = re.compile(_GAP.join(map(re.escape, words)))
        return next(
            (each for each in self.file.passages if not each.place.table and pattern.search(each.text)), None
        )

    def _passage_of(self, key: str, before: RecordedSentence | None) -> Passage | None:
        """Where a sentence stands: with its words, else with most of its figures, else its heading."""
        if before is not None:
            if found := self._passage_saying(before.words):
                return found
            tags = set(self.written.tags(before))
            held = [
                (sum(control.name in tags for control in passage.controls), passage)
                for passage in self.file.passages
                if not passage.place.table
            ]
            most = max(held, key=lambda each: each[0], default=None)
            if most and most[0]:
                return most[1]
        name = sentence_subject(self.facts, key)
        return next((each for each in self.file.passages if name and each.text.endswith(name)), None)

    def record(self, document: Document, places: Mapping[str, Sequence[int]]) -> list[RecordedSentence]:
        """The sentences as the file has them: today's where its words were taken over, else the old ones.

        `places` are those of the file's figures in its new record, by tag.
        """
        fresh = Record.of(document)
        kept = []
        for recorded in fresh.sentences:
            before = self.told.get(recorded.key)
            if before and before.words != recorded.words and not self._passage_saying(recorded.words):
                kept.append(_placed(before, self.written.tags(before), places))
            else:
                kept.append(_placed(recorded, fresh.tags(recorded), places))
        kept += [
            _placed(before, self.written.tags(before), places)
            for key, before in self.told.items()
            if key not in self.fresh and self._passage_saying(before.words)
        ]
        return kept


def _placed(
    sentence: RecordedSentence, tags: Sequence[str], places: Mapping[str, Sequence[int]]
) -> RecordedSentence:
    """The sentence with its figures where the new record has them; those it has not are gaps in its words."""
    words, figures = [sentence.words[0]], []
    for tag, word in zip(tags, sentence.words[1:], strict=True):
        if places.get(tag):
            figures.append(places[tag][0])
            words.append(word)
        else:
            words[-1] += word
    return RecordedSentence(sentence.key, sentence.pattern, tuple(words), tuple(figures))
