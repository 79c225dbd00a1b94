"""From a file to what it says: reports in any format, Word files that came back with their bound figures."""

from jixiao.document.readers.reading import SUFFIXES, read_document

__all__ = ["SUFFIXES", "read_document"]
