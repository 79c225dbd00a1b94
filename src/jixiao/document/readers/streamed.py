"""Parts of a package read as a stream (流式读取), so that a large sheet is never held as a tree."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from jixiao.containers.archive import Archive
from jixiao.document.readers.refusals import damaged


class Streamed:
    """Tells its heirs what begins and ends in a part. Names are as the file writes them, with their prefix.

    A document type is refused: packages have none, bombs of entities do. Raises UnreadableFile where the
    part is not sound.
    """

    def __init__(self, archive: Archive, part: str) -> None:
        self._file = archive.name
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.words
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            for chunk in archive.chunks(part):
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it so
            parser.Parse(b"", True)  # noqa: FBT003
        except (expat.ExpatError, LookupError, ValueError):  # an encoding that nobody knows
            raise damaged(archive.name) from None

    def _refuse(self, *_: object) -> None:
        raise damaged(self._file)

    def start(self, name: str, given: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def words(self, words: str) -> None:
        """Words stand in the element that is open."""
