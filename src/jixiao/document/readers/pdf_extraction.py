"""What a PDF puts on its pages, taken out by PDFium in a process of its own.

This file is run, not imported: `pdf_ink` starts it, hands it the file on standard input and takes the marks
from standard output. PDFium is compiled code without a clock: forms that call each other ten times each,
ten levels deep, would keep it busy for days, and a fault in it would end the whole program. So nothing of
Jixiao is imported here, and the limits of time and memory are those of the process: hence its length.

Output: one line of JSON a page, then its numbers as raw arrays; a last line says how the run ended.
Places are in points from the top left corner of the page as it is shown.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import sys
from array import array
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MOST_PATHS = 20_000
"""Lines of a page beyond which it is a drawing or a map, and its lines bound no table."""

_MOST_SEGMENTS = 64  # of one path; a longer one is a curve or a shape
_LOOKED_AT = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
_DEEPEST = 6  # forms within forms whose lines are looked at
_THIN = 2.6  # points; a filled shape no thicker is a line
_PALE = 0.97  # from this brightness on a filled area is paper, not a border
_REPLACEMENT = 0xFFFD
_BROKEN = {"width": 0, "height": 0, "glyphs": 0, "lines": 0, "pictured": False, "broken": True}
_ASCENT, _DESCENT = 0.86, 0.14  # of the size: the body of a Chinese character about its baseline

Affine = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]


def main(most_pages: int, most_glyphs: int, most_memory: int) -> None:
    """Write what the pages of the file on standard input bear."""
    _bound_memory(most_memory)
    out = sys.stdout.buffer
    try:
        document = pdfium.PdfDocument(sys.stdin.buffer.read())
    except pdfium.PdfiumError as error:
        _line(out, {"end": "encrypted" if error.err_code == raw.FPDF_ERR_PASSWORD else "damaged"})
        return
    pages = len(document)
    if pages > most_pages:
        _line(out, {"end": "pages", "pages": pages})
        return
    room = most_glyphs
    for number in range(pages):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            _line(out, _BROKEN)
            continue
        try:
            room -= _write_page(out, page, room)
        except pdfium.PdfiumError:
            _line(out, _BROKEN)
        page.close()
        if room < 0:
            _line(out, {"end": "glyphs"})
            return
    _line(out, {"end": "", "title": _title(document)})


def _bound_memory(most: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _line(out: BinaryIO, record: dict[str, Any]) -> None:
    out.write(json.dumps(record).encode() + b"\n")


def _title(document: Any) -> str:
    try:
        return str(document.get_metadata_value("Title"))
    except (pdfium.PdfiumError, UnicodeError):
        return ""


def _write_page(out: BinaryIO, page: Any, room: int) -> int:
    """Write a page; how many characters it has, which is written only where there is room for them."""
    width, height = page.get_size()
    shown = _shown(page)
    text = page.get_textpage()
    count = text.count_chars()
    if count > room:
        return int(count)
    lines, pictured, windows = _lines(page, shown, width * height)
    codes, numbers = _glyphs(text, shown, windows)
    _line(
        out,
        {
            "width": width,
            "height": height,
            "glyphs": len(codes),
            "lines": len(lines) // 4,
            "pictured": pictured,
            "broken": False,
        },
    )
    out.write(codes.tobytes() + numbers.tobytes() + lines.tobytes())
    text.close()
    return int(count)


def _shown(page: Any) -> Affine:
    """From the coordinates of the page's content to those of the page as it is shown."""
    left, bottom, right, top = page.get_cropbox()
    match page.get_rotation():
        case 90:
            return 0, 1, 1, 0, -bottom, -left
        case 180:
            return -1, 0, 0, 1, right, -bottom
        case 270:
            return 0, -1, -1, 0, top, right
        case _:
            return 1, 0, 0, -1, -left, top


def _glyphs(text: Any, shown: Affine, windows: dict[int, Box]) -> tuple[array[int], array[float]]:
    """The code of each glyph, and eight numbers: its box, its origin, its size and its quarter turns.

    What is outside of its window is not seen: Excel prints a page with the text of the next one cut off.
    """
    handle = text.raw
    codes, numbers = array("I"), array("f")
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    box_at, matrix_at, x_at, y_at = map(ctypes.byref, (box, matrix, x, y))
    a, b, c, d, e, f = shown
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(handle, index):
            continue
        code = raw.FPDFText_GetUnicode(handle, index)
        if code < 32 and not raw.FPDFText_IsHyphen(handle, index):
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, index, box_at):
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x_at, y_at)
        raw.FPDFText_GetMatrix(handle, index, matrix_at)
        size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
        along = (a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b)
        turn = _turn(*along)
        advance = box.right - box.left if turn in (0, 2) else box.top - box.bottom
        if a == 0:  # the page is shown on its side
            advance = box.top - box.bottom if turn in (0, 2) else box.right - box.left
        origin = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        body = _body(origin, advance, size, turn)
        window = windows and windows.get(_address(raw.FPDFText_GetTextObject(handle, index)))
        if window and not _is_in(window, (body[0] + body[2]) / 2, (body[1] + body[3]) / 2):
            continue
        codes.append(_code(handle, index, code))
        numbers.extend((*body, *origin, size, turn))
    return codes, numbers


def _turn(x: float, y: float) -> int:
    """Quarter turns clockwise of text that runs in that direction on the page as shown; 4: askew."""
    angle = math.degrees(math.atan2(y, x)) % 360
    turn = round(angle / 90)
    return turn % 4 if abs(angle - turn * 90) < 8 else 4


def _body(origin: tuple[float, float], advance: float, size: float, turn: int) -> Box:
    """The box of a glyph: its advance along the line, the body of its font across."""
    x, y = origin
    up, down = size * _ASCENT, size * _DESCENT
    match turn:
        case 1:
            return x - down, y, x + up, y + advance
        case 2:
            return x - advance, y - down, x, y + up
        case 3:
            return x - up, y - advance, x + down, y
        case _:
            return x, y - up, x + advance, y + down


def _code(handle: Any, index: int, code: int) -> int:
    """The character that the glyph shows, as far as its font tells."""
    if raw.FPDFText_IsHyphen(handle, index):
        return 0x2D
    if raw.FPDFText_HasUnicodeMapError(handle, index):
        return _REPLACEMENT
    if 0xF020 <= code <= 0xF0FF and "symbol" in _font_name(handle, index):
        return int(code - 0xF000)
    return int(code)


def _font_name(handle: Any, index: int) -> str:
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(handle, index, name, 128, ctypes.byref(flags))
    return name.value.decode("latin-1").lower()


def _lines(page: Any, shown: Affine, area: float) -> tuple[array[float], bool, dict[int, Box]]:
    """The straight lines along the page's edges, whether pictures cover it, and the windows of texts."""
    lines = array("f")
    pictured = 0.0
    windows: dict[int, Box] = {}
    paths = 0
    for each, matrix in _objects(page, shown):
        kind = raw.FPDFPageObj_GetType(each)
        window = _window(each, matrix)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if window:
                windows[_address(each)] = window
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(each, matrix)
            if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                lines.extend(_middle(box))
            else:
                pictured += (box[2] - box[0]) * (box[3] - box[1])
        elif paths <= MOST_PATHS:
            paths += 1
            for line in _path(each, matrix):
                seen = _cut(line, window) if window else line
                if seen:
                    lines.extend(seen)
    if paths > MOST_PATHS:
        lines = array("f")
    return lines, pictured > area / 2, windows


def _address(each: Any) -> int:
    return ctypes.cast(each, ctypes.c_void_p).value or 0


def _window(each: Any, matrix: Affine) -> Box | None:
    """The box outside of which the object is not seen; none where nothing cuts it off."""
    clip = raw.FPDFPageObj_GetClipPath(each)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    window: Box | None = None
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    x_at, y_at = ctypes.byref(x), ctypes.byref(y)
    for path in range(min(count, _MOST_SEGMENTS)):
        points = []
        segments = raw.FPDFClipPath_CountPathSegments(clip, path)
        # Two corners of a rectangle tell it; texts by the ten thousand have a window each.
        for index in (0, 2) if segments in (4, 5) else range(min(segments, _MOST_SEGMENTS)):
            segment = raw.FPDFClipPath_GetPathSegment(clip, path, index)
            raw.FPDFPathSegment_GetPoint(segment, x_at, y_at)
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if points:
            xs, ys = zip(*points, strict=True)
            box = min(xs), min(ys), max(xs), max(ys)
            window = _common(window, box) if window else box
    return window


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _is_in(window: Box, x: float, y: float) -> bool:
    return window[0] - 1 <= x <= window[2] + 1 and window[1] - 1 <= y <= window[3] + 1


def _cut(line: Box, window: Box) -> Box | None:
    """What is seen of a level or upright line."""
    x0, y0, x1, y1 = (
        min(line[0], line[2]),
        min(line[1], line[3]),
        max(line[0], line[2]),
        max(line[1], line[3]),
    )
    if x1 < window[0] - 1 or x0 > window[2] + 1 or y1 < window[1] - 1 or y0 > window[3] + 1:
        return None
    return max(x0, window[0]), max(y0, window[1]), min(x1, window[2]), min(y1, window[3])


def _objects(page: Any, shown: Affine) -> Iterator[tuple[Any, Affine]]:
    """The objects of the page, those within forms too, each with what places it on the page."""
    top = page.raw
    waiting: list[tuple[Callable[[Any, int], Any], Any, int, Affine, int]] = [
        (raw.FPDFPage_GetObject, top, raw.FPDFPage_CountObjects(top), shown, 0)
    ]
    while waiting:
        take, holder, number, matrix, depth = waiting.pop()
        for index in range(number):
            each = take(holder, index)
            kind = raw.FPDFPageObj_GetType(each)
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                own = raw.FS_MATRIX()
                raw.FPDFPageObj_GetMatrix(each, own)
                placed = _composed(matrix, (own.a, own.b, own.c, own.d, own.e, own.f))
                inner = raw.FPDFFormObj_CountObjects(each)
                waiting.append((raw.FPDFFormObj_GetObject, each, inner, placed, depth + 1))
            elif kind in _LOOKED_AT:
                yield each, matrix


def _composed(outer: Affine, inner: Affine) -> Affine:
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f


def _bounds(each: Any, matrix: Affine) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(each, *map(ctypes.byref, (left, bottom, right, top)))
    a, b, c, d, e, f = matrix
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for x in (left.value, right.value)
        for y in (bottom.value, top.value)
    ]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _middle(box: Box) -> Box:
    """The line that a thin box is."""
    x0, y0, x1, y1 = box
    if x1 - x0 < y1 - y0:
        return (x0 + x1) / 2, y0, (x0 + x1) / 2, y1
    return x0, (y0 + y1) / 2, x1, (y0 + y1) / 2


def _path(each: Any, matrix: Affine) -> Iterator[Box]:
    """The lines that a path draws: what it strokes, and thin shapes that it fills; no edges of areas."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(each, ctypes.byref(fill), ctypes.byref(stroke))
    box = _bounds(each, matrix)
    width, height = box[2] - box[0], box[3] - box[1]
    if not (fill.value or stroke.value) or max(width, height) < _THIN:
        return
    if min(width, height) <= _THIN:
        if stroke.value or not _is_pale(each):
            yield _middle(box)
    elif stroke.value:
        yield from _segments(each, matrix)


def _is_pale(each: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(each, *map(ctypes.byref, (red, green, blue, alpha))):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= 255 * _PALE


def _segments(each: Any, matrix: Affine) -> Iterator[Box]:
    """The upright and level segments of a path; nothing where it has curves."""
    number = raw.FPDFPath_CountSegments(each)
    if not 2 <= number <= _MOST_SEGMENTS:
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(each, own)
    a, b, c, d, e, f = _composed(matrix, (own.a, own.b, own.c, own.d, own.e, own.f))
    x, y = ctypes.c_float(), ctypes.c_float()
    x_at, y_at = ctypes.byref(x), ctypes.byref(y)
    start = last = (0.0, 0.0)
    found = []
    for index in range(number):
        segment = raw.FPDFPath_GetPathSegment(each, index)
        raw.FPDFPathSegment_GetPoint(segment, x_at, y_at)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        else:
            found.append((*last, *point))
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            found.append((*last, *start))
            last = start
    yield from (each for each in found if min(abs(each[0] - each[2]), abs(each[1] - each[3])) < 1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
