"""Which encoding a text file is in: told from its bytes, or refused; never a silent guess."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ml.errors import BadInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1024 * 1024
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_UTF8_RUN = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+\Z")
_NOT_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# Western text has one accent or typographic sign at a time; other alphabets fill whole words.
_LONGEST_WESTERN_RUN = 2.0


@dataclass
class _HighBytes:
    """What the bytes above ASCII look like."""

    runs: int = 0
    length: int = 0
    like_utf8: int = 0
    impossible: bool = False

    def add(self, block: bytes) -> None:
        for run in _HIGH_RUNS.findall(block):
            self.runs += 1
            self.length += len(run)
            self.like_utf8 += bool(_UTF8_RUN.match(run))
            self.impossible = self.impossible or bool(_NOT_CP1252.search(run))


def find_encoding(path: Path, opened: Callable[[], BinaryIO]) -> str:
    """The codec of a text file: by its mark, else UTF-8, else UTF-16, else Windows-1252.

    Parameters
    ----------
    path
        The file, for its name.
    opened
        Opens its bytes (twice at most; the whole file is looked at, block by block).

    Raises
    ------
    BadInput
        When the bytes are not plausible in any of these: the mapping must then name the encoding.
    """
    with opened() as stream:
        start = _read(path, stream, 4096)
    for mark, codec in _MARKS:
        if start.startswith(mark):
            return codec
    if b"\0" in start and (wide := _utf16_without_mark(start)):
        return wide
    return "utf-8" if _is_utf8(path, opened) else _windows_1252(path, opened)


def _utf16_without_mark(start: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a zero in every other byte."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) / 4
    return "utf-16-be" if even > half > odd else "utf-16-le" if odd > half > even else None


def _blocks(path: Path, opened: Callable[[], BinaryIO]) -> Iterator[bytes]:
    with opened() as stream:
        while block := _read(path, stream, _BLOCK):
            yield block


def _read(path: Path, stream: BinaryIO, size: int) -> bytes:
    try:
        return stream.read(size)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(f"{path.name} cannot be read to its end: {error}.") from error


def _is_utf8(path: Path, opened: Callable[[], BinaryIO]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in _blocks(path, opened):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _windows_1252(path: Path, opened: Callable[[], BinaryIO]) -> str:
    seen = _HighBytes()
    for block in _blocks(path, opened):
        seen.add(block)
    if seen.like_utf8 > seen.runs / 2:
        raise BadInput(
            f"{path.name} is UTF-8 with broken bytes in it: save it as UTF-8 again, "
            "or name its `encoding:` in the mapping."
        )
    if seen.impossible or seen.length > _LONGEST_WESTERN_RUN * seen.runs:
        raise BadInput(
            f"{path.name} is neither UTF-8 nor Windows-1252: name its `encoding:` in the mapping "
            "(for example cp1251, shift_jis or gb18030)."
        )
    return "cp1252"
