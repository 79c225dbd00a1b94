"""What is found on the text of a document and on its original: each finding of the one beside the other.

    python3 -m benchmarks.original_findings FOLDER [NAME …]

FOLDER holds originals (.pdf, .html, .docx …) with their texts, as `benchmarks.originals` wants them. Findings
are alike where rule and accused ink are the same, white space and full-width signs aside.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.originals import compact, text_of
from jixiao.document.readers.reading import SUFFIXES, read_document
from jixiao.findings import Severity
from jixiao.proof import Proof, proof_of

_TOLD = (Severity.ERROR, Severity.WARNING)


def main(arguments: Sequence[str]) -> int:
    """Print the differences, document by document, and the sums."""
    folder, names = Path(arguments[0]), arguments[1:]
    both = only_text = only_original = 0
    for path in sorted(folder.iterdir()):
        text = text_of(path)
        chosen = not names or any(path.name.startswith(name) for name in names)
        if text is None or not chosen or path.suffix not in SUFFIXES - {".txt"}:
            continue
        of_text, of_original = (found(proof_of(read_document(each))) for each in (text, path))
        shared = of_text & of_original
        both += shared.total()
        only_text += (of_text - shared).total()
        only_original += (of_original - shared).total()
        for line in _lines(path.name, of_text, of_original):
            print(line, flush=True)
    print(f"on both {both}, on the text alone {only_text}, on the original alone {only_original}")
    return 0


def found(proof: Proof) -> Counter[tuple[str, str]]:
    """The errors and warnings of a proof, by rule and ink."""
    return Counter((each.rule, compact(each.stated)) for each in proof.findings if each.severity in _TOLD)


def _lines(
    name: str, of_text: Counter[tuple[str, str]], of_original: Counter[tuple[str, str]]
) -> Iterator[str]:
    yield f"{name[:40]:40} text {of_text.total()} · original {of_original.total()}"
    for title, left in (("text alone", of_text - of_original), ("original alone", of_original - of_text)):
        for (rule, ink), times in sorted(left.items()):
            yield f"    {title}: {rule} {ink}" + (f" ×{times}" if times > 1 else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
