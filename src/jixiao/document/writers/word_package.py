"""Package (文件包): the parts of an Office file, in order, each with its bytes, and how they name each other.

A part that nobody changes is written back byte for byte, and the same parts make the same file to the byte:
the archive carries a fixed date. Source: ECMA-376 part 2 (Open Packaging Conventions).
"""

from __future__ import annotations

import os
import posixpath
import tempfile
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from lxml import etree

from jixiao.errors import UnreadableFile

CONTENT_TYPES = "[Content_Types].xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

LARGEST = (
    256 * 1024 * 1024
)  # bytes unpacked: far above any report with pictures, far below what ends a machine
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip archive can carry

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def parsed(data: bytes) -> etree._Element:
    """Return the root of an XML part, without looking at anything outside it."""
    return etree.fromstring(data, _PARSER)


def serialized(root: etree._Element) -> bytes:
    """Return the bytes of an XML part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@dataclass(slots=True)
class Package:
    """The parts of an Office file by name, without the leading slash."""

    parts: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Package:
        """Read a .docx file.

        Raises UnreadableFile where it is missing, is no Word file, needs a password, or would unpack to more
        than 256 MB.
        """
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise UnreadableFile(
                f"打不开文件“{path}”：{fault.strerror}。", hint="请核对路径和权限。"
            ) from fault
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise UnreadableFile(
                f"文件“{path}”设有打开密码，或者是旧的 .doc 格式。",
                hint="请去掉密码，或另存为 .docx 后再试。",
            )
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                if sum(info.file_size for info in archive.infolist()) > LARGEST:
                    raise UnreadableFile(
                        f"文件“{path}”解开后超过 256 MB，未读取。", hint="请压缩其中的图片后再试。"
                    )
                package = cls({info.filename: archive.read(info) for info in archive.infolist()})
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as fault:
            raise UnreadableFile(
                f"文件“{path}”不是完好的 .docx 文件。", hint="请用 Word 或 WPS 打开后另存为 .docx。"
            ) from fault
        if CONTENT_TYPES not in package.parts:
            raise UnreadableFile(f"文件“{path}”是压缩包，但不是 .docx 文件。", hint="请选取 Word 文件。")
        return package

    def packed(self) -> bytes:
        """Return the archive; the same parts give the same bytes."""
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                info = zipfile.ZipInfo(name, EARLIEST)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0  # not the machine's own, so that all machines write the same
                archive.writestr(info, data)
        return buffer.getvalue()

    def write(self, path: Path) -> None:
        """Write the file whole or not at all."""
        replace_file(path, self.packed())

    def related(self, source: str, kind: str) -> list[str]:
        """Return the names of the parts to which `source` has a relation of that kind (its last word)."""
        return [
            part_at(source, relation.get("Target", ""))
            for relation in self._relations(source)
            if relation.get("Type", "").rsplit("/", 1)[-1] == kind
            and relation.get("TargetMode") != "External"
        ]

    def target(self, source: str, identity: str) -> str:
        """Return the name of the part to which `source` relates by that id; empty where there is none."""
        for relation in self._relations(source):
            if relation.get("Id") == identity:
                return part_at(source, relation.get("Target", ""))
        return ""

    def relate(self, source: str, kind: str, name: str) -> str:
        """Add a relation from `source` to the part `name`, and return its id."""
        root = self._relations(source)
        taken = {relation.get("Id") for relation in root}
        number = len(root) + 1
        while f"rId{number}" in taken:
            number += 1
        target = posixpath.relpath(name, posixpath.dirname(source) or ".")
        etree.SubElement(
            root,
            f"{{{RELATIONSHIPS}}}Relationship",
            {"Id": f"rId{number}", "Type": f"{RELATION}/{kind}", "Target": target},
        )
        self.parts[relations_of(source)] = serialized(root)
        return f"rId{number}"

    def unrelate(self, source: str, identity: str) -> None:
        """Take away the relation of that id from `source`."""
        root = self._relations(source)
        for relation in list(root):
            if relation.get("Id") == identity:
                root.remove(relation)
        self.parts[relations_of(source)] = serialized(root)

    def declare(self, name: str, content_type: str) -> None:
        """Say in the list of content types what the part `name` is."""
        root = parsed(self.parts[CONTENT_TYPES])
        for override in root.iterfind(f"{{{TYPES}}}Override"):
            if override.get("PartName") == f"/{name}":
                return
        etree.SubElement(root, f"{{{TYPES}}}Override", {"PartName": f"/{name}", "ContentType": content_type})
        self.parts[CONTENT_TYPES] = serialized(root)

    def is_related(self, name: str) -> bool:
        """Whether any part still has a relation to the part `name`."""
        return any(
            part_at(source, relation.get("Target", "")) == name
            for source in ("", *self.parts)
            if relations_of(source) in self.parts
            for relation in self._relations(source)
        )

    def drop(self, name: str) -> None:
        """Take a part out of the package."""
        self.parts.pop(name, None)
        root = parsed(self.parts[CONTENT_TYPES])
        for override in root.findall(f"{{{TYPES}}}Override"):
            if override.get("PartName") == f"/{name}":
                root.remove(override)
        self.parts[CONTENT_TYPES] = serialized(root)

    def free_name(self, pattern: str) -> str:
        """Return the first name after `pattern`, such as `word/media/image{}.png`, that no part has."""
        number = 1
        while pattern.format(number) in self.parts:
            number += 1
        return pattern.format(number)

    def _relations(self, source: str) -> etree._Element:
        data = self.parts.get(relations_of(source))
        return parsed(data or f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())


def relations_of(name: str) -> str:
    """Return the name of the part that holds the relations of `name`; of the package itself for "".

    >>> relations_of("word/document.xml")
    'word/_rels/document.xml.rels'
    """
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def part_at(source: str, target: str) -> str:
    """Return the name of the part that `source` calls `target`.

    >>> part_at("word/document.xml", "../customXml/item1.xml")
    'customXml/item1.xml'
    """
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` in place of `path` in one step: no reader ever sees half a file."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
