"""Write a document as .docx: its body, styles from the layout, and the record of its bound figures.

The same document and layout give the same file to the byte. Nothing here knows what the figures mean.
"""

from __future__ import annotations

import re
from pathlib import Path

from jixiao.document.layout import Layout
from jixiao.document.model import Document, PageBreak
from jixiao.document.writers.word_blocks import Body, image_relation
from jixiao.document.writers.word_package import CONTENT_TYPES, RELATION, RELATIONSHIPS, TYPES, Package
from jixiao.document.writers.word_record import PROPERTIES_TYPE, Record, properties_part
from jixiao.document.writers.word_sections import footers
from jixiao.document.writers.word_styles import fonts_part, styles_part, twips
from jixiao.document.writers.word_xml import DECLARATION, ROOT_ATTRIBUTES, escaped

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "application/vnd.openxmlformats-package"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_OFFICE_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006"

# Names in Document.properties that Word has a field for; all others become properties of the unit's own.
_CORE_FIELDS = {
    "subject": "dc:subject",
    "keywords": "cp:keywords",
    "category": "cp:category",
    "description": "dc:description",
}


def write_word(document: Document, path: Path, layout: Layout) -> None:
    """Write the document as .docx, whole or not at all.

    Raises UnprintablePicture where a picture cannot be drawn, and OSError where the folder cannot be
    written.
    """
    word_package(document, layout).write(path)


def word_package(document: Document, layout: Layout) -> Package:
    """Return the parts of the .docx file."""
    turned = any(isinstance(block, PageBreak) and block.landscape for block in document.blocks)
    relations = [
        ("rIdStyles", "styles", "styles.xml"),
        ("rIdSettings", "settings", "settings.xml"),
        ("rIdFonts", "fontTable", "fontTable.xml"),
    ]
    parts: dict[str, str | bytes] = {
        "word/styles.xml": styles_part(layout),
        "word/settings.xml": _settings(layout),
        "word/fontTable.xml": fonts_part(layout),
    }
    references: dict[tuple[str, bool], str] = {}
    for number, footer in enumerate(footers(layout, landscape=turned), start=1):
        identity, name = f"rIdFooter{number}", f"footer{number}.xml"
        references[footer.kind, footer.landscape] = identity
        relations.append((identity, "footer", name))
        parts[f"word/{name}"] = footer.xml

    body = Body(layout, references)
    text = body.xml(document.blocks)
    for number, image in enumerate(body.images, start=1):
        relations.append((image_relation(number), "image", f"media/image{number}.png"))
        parts[f"word/media/image{number}.png"] = image.png
    record = Record.of(document)
    if record != Record(""):
        relations.append(("rIdRecord", "customXml", "../customXml/item1.xml"))
        parts["customXml/item1.xml"] = record.part()
        parts["customXml/_rels/item1.xml.rels"] = _relations(
            [("rId1", f"{RELATION}/customXmlProps", "itemProps1.xml")]
        )
        parts["customXml/itemProps1.xml"] = properties_part()
    own = {name: value for name, value in document.properties.items() if name not in _CORE_FIELDS}
    top = [
        ("rId1", f"{RELATION}/officeDocument", "word/document.xml"),
        ("rId2", _CORE_RELATION, "docProps/core.xml"),
        ("rId3", f"{RELATION}/extended-properties", "docProps/app.xml"),
    ]
    parts["docProps/core.xml"] = _core_properties(document)
    parts["docProps/app.xml"] = _application()
    if own:
        top.append(("rId4", f"{RELATION}/custom-properties", "docProps/custom.xml"))
        parts["docProps/custom.xml"] = _own_properties(own)
    main = {
        "word/document.xml": f"{DECLARATION}<w:document {ROOT_ATTRIBUTES}>{text}</w:document>",
        "word/_rels/document.xml.rels": _relations(
            [(identity, f"{RELATION}/{kind}", target) for identity, kind, target in relations]
        ),
    }
    ordered = {CONTENT_TYPES: _content_types(parts), "_rels/.rels": _relations(top)} | main | parts
    return Package({name: data.encode() if isinstance(data, str) else data for name, data in ordered.items()})


def _content_types(parts: dict[str, str | bytes]) -> str:
    known = {
        "word/document.xml": f"{_WORD}.document.main+xml",
        "word/styles.xml": f"{_WORD}.styles+xml",
        "word/settings.xml": f"{_WORD}.settings+xml",
        "word/fontTable.xml": f"{_WORD}.fontTable+xml",
        "docProps/core.xml": f"{_PACKAGE}.core-properties+xml",
        "docProps/app.xml": f"{_OFFICE}.extended-properties+xml",
        "docProps/custom.xml": f"{_OFFICE}.custom-properties+xml",
        "customXml/itemProps1.xml": PROPERTIES_TYPE,
    } | {name: f"{_WORD}.footer+xml" for name in parts if name.startswith("word/footer")}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in known.items()
        if name in parts or name == "word/document.xml"
    )
    return (
        f'{DECLARATION}<Types xmlns="{TYPES}">'
        f'<Default Extension="rels" ContentType="{_PACKAGE}.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f"{overrides}</Types>"
    )


def _relations(relations: list[tuple[str, str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"/>'
        for identity, kind, target in relations
    )
    return f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}">{rows}</Relationships>'


def _settings(layout: Layout) -> str:
    """Word's behavior: punctuation as in Chinese typesetting, odd and even pages, no prompt on opening."""
    body = layout.styles["body"]
    even = "<w:evenAndOddHeaders/>" if layout.page_number_outside else ""
    chinese = "".join(
        f"<w:{name}/>"
        for name in (
            "spaceForUL",
            "balanceSingleByteDoubleByteWidth",
            "doNotLeaveBackslashAlone",
            "ulTrailSpace",
            "doNotExpandShiftReturn",
            "adjustLineHeightInTable",
            "useFELayout",
        )
    )
    modes = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return (
        f'{DECLARATION}<w:settings {ROOT_ATTRIBUTES}><w:zoom w:percent="100"/>'
        f'<w:defaultTabStop w:val="{twips(body.size_pt * 2)}"/>{even}'
        f'<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>{chinese}{modes}</w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _core_properties(document: Document) -> str:
    """Title, author, language, and the document's own date: nobody asks the clock."""
    author = f"<dc:creator>{escaped(document.author)}</dc:creator>" if document.author else ""
    named = "".join(
        f"<{field}>{escaped(document.properties[name])}</{field}>"
        for name, field in _CORE_FIELDS.items()
        if document.properties.get(name)
    )
    when = document.properties.get("date") or document.properties.get("as_of", "")
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{when}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", when)
    )
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(document.title)}</dc:title>{author}<dc:language>zh-CN</dc:language>{named}{dates}"
        "</cp:coreProperties>"
    )


def _application() -> str:
    return (
        f'{DECLARATION}<Properties xmlns="{_OFFICE_PROPERTIES}/extended-properties">'
        "<Application>Jixiao</Application></Properties>"
    )


def _own_properties(properties: dict[str, str]) -> str:
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{escaped(name)}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), start=2)  # Word counts from 2
    )
    return (
        f'{DECLARATION}<Properties xmlns="{_OFFICE_PROPERTIES}/custom-properties"'
        f' xmlns:vt="{_OFFICE_PROPERTIES}/docPropsVTypes">{rows}</Properties>'
    )
