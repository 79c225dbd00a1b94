"""PDF files for tests: typeset by typst, or written object by object where a file must be odd."""

from __future__ import annotations

import hashlib

import typst

from jixiao.document.layout import load_layout
from jixiao.document.writers.fonts import choose_fonts, typst_fonts


def typeset(source: str) -> bytes:
    """The PDF that typst makes of the source."""
    preamble = '#set text(font: ("Libertinus Serif", "Noto Serif SC", "Noto Serif CJK SC"), size: 12pt)\n'
    preamble += "#set page(width: 595pt, height: 842pt, margin: 80pt)\n"
    fonts = typst_fonts(choose_fonts(load_layout()).folders)
    made = typst.compile((preamble + source).encode(), format="pdf", font_paths=fonts)
    assert isinstance(made, bytes)
    return made


def pdf(*objects: bytes, extra: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1, the first one the catalog; `extra` goes into the trailer."""
    out = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        extra,
        table,
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def one_page(content: bytes, resources: bytes = b"", entries: bytes = b"", *more: bytes) -> bytes:
    """A file of one page with that content; `more` are objects from number 5 on."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F"
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>%s>>%s>>" % (resources, entries),
        stream(content),
        *more,
    )


def words(x: float, y: float, text: str, size: float = 12) -> bytes:
    """Operators that show Latin text at a place, counted from the bottom."""
    return b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, text.encode("latin-1"))


def nested_forms(levels: int) -> bytes:
    """A file whose one page shows a form that shows the next one ten times, and so on."""
    forms = []
    for level in range(levels):
        last = level == levels - 1
        content = b"0 0 m 1 1 l S" if last else b"/X Do " * 10
        inner = b"" if last else b"/Resources<</XObject<</X %d 0 R>>>>" % (level + 6)
        forms.append(stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]" + inner))
    return one_page(b"/X Do", b"/XObject<</X 5 0 R>>", b"", *forms)


def scan() -> bytes:
    """A file whose one page is a picture."""
    picture = stream(
        b"\x80", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    return one_page(b"q 600 0 0 800 0 0 cm /X Do Q", b"/XObject<</X 5 0 R>>", b"", picture)


def locked(password: bytes) -> bytes:
    """A file under a password, by the oldest of the standard's methods (algorithms 3.2 to 3.4 of PDF 1.4)."""
    padding = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
    padded = (password + padding)[:32]
    owner = _rc4(hashlib.md5(padded, usedforsecurity=False).digest()[:5], padded)
    rights = (-4).to_bytes(4, "little", signed=True)
    identity = b"0123456789abcdef"
    key = hashlib.md5(padded + owner + rights + identity, usedforsecurity=False).digest()[:5]
    user = _rc4(key, padding)
    entries = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>/ID[<%s><%s>]" % (
        *(each.hex().encode() for each in (owner, user, identity, identity)),
    )
    own = hashlib.md5(key + b"\x04\x00\x00\x00\x00", usedforsecurity=False).digest()[:10]
    content = _rc4(own, words(100, 700, "Total 98.31 of the budget was spent"))
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F"
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        stream(content),
        extra=entries,
    )


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
