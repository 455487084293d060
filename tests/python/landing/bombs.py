"""Small files that unpack to far more than any export holds, made without unpacking them."""

from __future__ import annotations

import gzip
import struct
import zlib
from dataclasses import dataclass

from tests.python.landing.hostile_files import GOOD_RECORD, HEADERS

START = f"{HEADERS[0]}\n{','.join(GOOD_RECORD)}\n".encode()
MEBIBYTE = 1 << 20


def gzip_bomb(block: bytes, times: int) -> bytes:
    """A good line, and then a block over and over: a gzip file may consist of many."""
    return gzip.compress(START) + gzip.compress(block) * times


@dataclass(frozen=True)
class Member:
    """A member of an archive: its deflated bytes, and what the archive states of what they unpack to."""

    name: str
    deflated: bytes
    stated_size: int
    stated_crc: int = 0

    @classmethod
    def of(cls, name: str, content: bytes) -> Member:
        deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        deflated = deflater.compress(content) + deflater.flush()
        return cls(name, deflated, len(content), zlib.crc32(content))


def deflate_bomb(start: bytes, block: bytes, times: int) -> bytes:
    """A deflated stream in which a block comes over and over."""
    deflater = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    packed_start = deflater.compress(start) + deflater.flush(zlib.Z_FULL_FLUSH)
    packed_block = deflater.compress(block) + deflater.flush(zlib.Z_FULL_FLUSH)
    return packed_start + packed_block * times + deflater.flush()


def archive(members: list[Member], entries_each: int = 1) -> bytes:
    """A zip as zipfile would not write it; with more entries for each member, they overlap."""
    body = b""
    directory = b""
    for member in members:
        name = member.name.encode()
        sizes = (member.stated_crc, len(member.deflated), member.stated_size, len(name))
        entry = struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0x21, *sizes, 0, 0, 0, 0, 0, len(body)
        )
        directory += (entry + name) * entries_each
        header = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0x21, *sizes, 0)
        body += header + name + member.deflated
    count = len(members) * entries_each
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + end


def nested_archive(depth: int = 5, width: int = 16) -> bytes:
    """A zip of zips of zips, as in the well-known 42.zip."""
    content = archive([Member("0.csv", deflate_bomb(START, bytes(MEBIBYTE), 4000), 4 << 20)])
    for _ in range(depth):
        content = archive([Member.of(f"{number}.zip", content) for number in range(width)])
        width = 1
    return content


def workbook(sheet: Member | bytes, shared_string: str = "") -> bytes:
    """A workbook with one sheet, given as XML, and one text for its cells of type s."""
    strings = f'<sst xmlns="{MAIN}"><si><t>{shared_string}</t></si></sst>'
    parts = [Member.of(name, content.encode()) for name, content in PARTS.items()]
    parts.append(Member.of("xl/sharedStrings.xml", strings.encode()))
    parts.append(sheet if isinstance(sheet, Member) else Member.of(SHEET, sheet))
    return archive(parts)


def sheet_xml(rows: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
# The least that makes a workbook.
PARTS = {
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><sheets>'
        '<sheet name="Orders" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATIONSHIPS}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>"
    ),
}
