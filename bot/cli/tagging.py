"""`tag`: the move of each sentence of a transcript, or of JSON lines; needs no store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.place import settings_here
from bot.cli.terminal import Json, print_json, print_table
from bot.wiring import clock
from ml.errors import BadInput

if TYPE_CHECKING:
    from ml.cuss import Tag
    from ml.cuss_tagger import Saying

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help='A transcript (.txt, .vtt, .srt, .json, .csv), or JSON lines {"text", "speaker"}.',
        exists=True,
        dir_okay=False,
        readable=True,
    ),
]
_LONGEST_FILE = 32 * 1024 * 1024


def tag(file: File, *, as_json: Json = False) -> None:
    """Tag each sentence with the move it makes: connecting, understanding, sharing, setting or none.

    JSON lines stand alone; the lines of a transcript are read in their call.

    Example: sales-assistant tag call.vtt --json
    """
    from integrations.model_files import ModelFiles
    from jobs.tagger import load_tagger

    lines = _json_lines(file)
    call = [] if lines is not None else _transcript(file)
    tagger = load_tagger(ModelFiles(settings_here().models_dir), now=clock())
    tags = tagger.tag_lines(lines) if lines is not None else tagger.tag_calls([call])[0]
    if as_json:
        print_json([_told(one) for one in tags])
    else:
        print_table(
            ("Move", "Sure", "Text"), [(one.move.value, f"{one.confidence:.0%}", one.text) for one in tags]
        )


def _told(tag: Tag) -> dict[str, object]:
    return {"text": tag.text, "move": tag.move.value, "confidence": round(tag.confidence, 3)}


def _transcript(file: Path) -> list[Saying]:
    """The lines of a transcript in their call; lines that nobody is named for stand alone.

    Raises
    ------
    BadInput
        When the file is no text.
    """
    from integrations.transcript_files import read_transcript
    from ml.cuss_tagger import in_a_call

    return in_a_call([(str(one["text"] or ""), str(one["role"] or "")) for one in read_transcript(file)])


def _json_lines(file: Path) -> list[Saying] | None:
    """The file as JSON lines; None where it is none.

    Raises
    ------
    BadInput
        When it is too long, or a line cannot be read.
    """
    if file.stat().st_size > _LONGEST_FILE:
        raise BadInput(f"{file.name} is longer than {_LONGEST_FILE // 2**20} MiB.")
    try:
        lines = [line for line in file.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except UnicodeError:
        return None
    if not lines or not lines[0].lstrip().startswith("{") or _is_object(lines):
        return None
    return [_saying(number, line, file.name) for number, line in enumerate(lines, 1)]


def _is_object(lines: list[str]) -> bool:
    """Whether the lines together are one JSON object: a transcript, spread over lines or on a single one."""
    try:
        whole = json.loads("\n".join(lines))
    except ValueError:
        return False
    return "text" not in whole


def _saying(number: int, line: str, name: str) -> Saying:
    from integrations.transcript_formats import role_of
    from ml.cuss_tagger import Saying

    try:
        told: Any = json.loads(line)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("text"), str):
        raise BadInput(f'Line {number} of {name} is no JSON object with a "text".')
    return Saying(told["text"], role_of(str(told.get("speaker") or "")))
