"""`redact`: what a text looks like before it leaves the machine."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.place import settings_here
from bot.cli.terminal import note
from ml.errors import BadInput

if TYPE_CHECKING:
    from integrations.known_names import KnownNames

File = Annotated[str, typer.Argument(metavar="FILE", help="A text file; - reads what is piped in.")]

_NO_STORE = "There is no store here, so no names are known: only numbers, addresses and names that the text introduces are taken out."
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def redact(file: File) -> None:
    """Print a text with placeholders for names and numbers, as it would leave the machine.

    Names that the CRM knows are taken from the store, where there is one; of other names only a part is found.

    Example: sales-assistant redact call.txt > call-redacted.txt
    """
    from integrations.redaction import Redactor

    text = read_text(file)
    known = _known_names()
    if known is None:
        note(_NO_STORE)
    sys.stdout.write(Redactor(known).redact(text))


def read_text(file: str) -> str:
    """The text of a file, or of what is piped in for '-'.

    Raises
    ------
    BadInput
        When there is no such file, or it holds no text.
    """
    name = "What is piped in" if file == "-" else Path(file).name
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a name of a file"
        raise BadInput(f"{name} cannot be read: {reason}.") from error
    codec = next((codec for mark, codec in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(codec)
    except UnicodeDecodeError:
        raise BadInput(f"{name} is no UTF-8 text: save it as UTF-8 text first.") from None
    if "\0" in text:
        raise BadInput(f"{name} is no text: save it as UTF-8 text first.")
    return text


def _known_names() -> KnownNames | None:
    """The names of the store that is configured; None where there is no store yet."""
    from bot.wiring import build

    settings = settings_here()
    if settings.store_file and not settings.store_file.exists():
        return None
    with build(settings) as office:
        return office.store.known_names.all()
