"""`summarize`: what a transcript holds, quoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.place import settings_here
from bot.cli.terminal import Json, note, out, print_json
from bot.settings import Settings
from ml.call_notes import notes_of
from ml.conversation import CallNotes, Quote
from ml.cuss import MOVES, Tag, tag_utterances
from ml.errors import BadInput, Refused
from ml.gist import gist_of
from ml.missing_move import what_is_missing
from ml.spoken_text import Utterance

Tagger = Callable[[Sequence[Utterance]], Sequence[Tag]]

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="A transcript: .txt, .vtt, .srt, .json or .csv.",
        exists=True,
        dir_okay=False,
        readable=True,
    ),
]
Sentences = Annotated[int, typer.Option(metavar="N", help="How many sentences the gist has at most.", min=1)]
On = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The day of the conversation; today where it is not given."),
]


def summarize(file: File, *, sentences: Sentences = 3, on: On = None, as_json: Json = False) -> None:
    """Summarise a transcript by its own sentences: next steps, needs, objections, figures, how it ended.

    Lines of Rep, Agent or somebody of your team are the seller's. Nothing is stored.

    Example: sales-assistant summarize call.vtt --sentences 2
    """
    settings = settings_here()
    said = read_file(file, team_names(settings))
    day = on.date() if on else _today(settings)
    found = summary_of(said, day, sentences=sentences, tagger=_trained(settings))
    if as_json:
        print_json(found)
    else:
        _tell(found)


def _trained(settings: Settings) -> Tagger:
    """The tagger that reads calls in the product, too; trained in seconds where it never was."""
    from bot.wiring import clock
    from integrations.model_files import ModelFiles
    from jobs.tagger import load_tagger

    tagger = load_tagger(ModelFiles(settings.models_dir), now=clock())
    return lambda said: tagger.tag_talks([said])[0]


def read_file(file: Path, sellers: Sequence[str]) -> tuple[Utterance, ...]:
    """The utterances of a transcript file.

    Raises
    ------
    BadInput
        When it cannot be read as a transcript.
    """
    from integrations.transcript_files import read_transcript

    try:
        return tuple(map(Utterance.of, read_transcript(file, sellers)))
    except BadInput as error:
        told = str(error).rstrip(".")
        why = told.removeprefix("the transcript ") if told.startswith("the transcript ") else ""
        raise BadInput(f"The transcript {why or f'{file.name} cannot be read as text'}.") from error


def team_names(settings: Settings) -> tuple[str, ...]:
    """How the people of the team may be called in a transcript; nobody where there is no store."""
    from bot.wiring import build

    try:
        with build(settings) as place:
            people = place.store.people.all()
    except Refused:
        return ()
    return tuple(name for one in people for name in (one.name, one.name.partition(" ")[0], one.email) if name)


def summary_of(
    said: Sequence[Utterance], on: date, *, sentences: int = 3, tagger: Tagger = tag_utterances
) -> dict[str, Any]:
    """What `summarize --json` prints.

    Parameters
    ----------
    said
        The transcript.
    on
        The day of the conversation.
    sentences
        How many sentences the gist has at most; it holds some where anything was said, of substance or not.
    tagger
        What reads the moves.
    """
    tags = tagger(said)
    notes = notes_of(said, tags, on, sentences=sentences, note=False)
    return {
        "substance": {"code": notes.substance, "substantial": not notes.substance},
        "gist": [quote.text for quote in gist_of(said, sentences, tags)],
        "notes": _notes(notes),
        "written_by": notes.written_by,
    }


def _notes(notes: CallNotes) -> dict[str, Any]:
    talk = notes.talk
    return {
        "next_steps": [
            _quote(step.quote) | {"owner": step.owner, "due": step.due.isoformat() if step.due else None}
            for step in notes.next_steps
        ],
        "needs": {need: [_quote(quote) for quote in quotes] for need, quotes in notes.needs.items()},
        "objections": [
            _quote(one.quote) | {"answer": _quote(one.answer) if one.answer else None}
            for one in notes.objections
        ],
        "numbers": [_quote(quote) for quote in notes.numbers],
        "moves": {move.value: round(getattr(notes.coverage, move.value), 4) for move in MOVES},
        "missing": {"move": notes.missing.value, "what": what_is_missing(notes), "ask": notes.ask}
        if notes.missing
        else None,
        "talk": {name: _rounded(value) for name, value in vars(talk).items()} if talk else None,
        "ending": notes.ending.value,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {"text": quote.text, "speaker": quote.speaker, "role": quote.role, "start": quote.start}


def _rounded(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float) else value


def _today(settings: Settings) -> date:
    from bot.wiring import clock

    return clock().astimezone(settings.time_zone).date()


def _tell(found: dict[str, Any]) -> None:
    """The summary for a person at the terminal."""
    console, notes = out(), found["notes"]
    if not found["substance"]["substantial"]:
        note(f"Nothing of substance: {found['substance']['code'].replace('_', ' ')}.")
    sections = {
        "In short": [(sentence, "") for sentence in found["gist"]],
        "Next steps": [(one["text"], _turn(one)) for one in notes["next_steps"]],
        **{
            need.capitalize(): [(one["text"], "") for one in quotes]
            for need, quotes in notes["needs"].items()
        },
        "Objections": [
            (one["text"], f"answered: “{one['answer']['text']}”" if one["answer"] else "not answered")
            for one in notes["objections"]
        ],
        "Figures and dates": [(one["text"], "") for one in notes["numbers"]],
    }
    for title, lines in sections.items():
        for text, more in lines:
            console.print(f"{title:<18}“{text}”{f' – {more}' if more else ''}", markup=False, soft_wrap=True)
            title = ""  # noqa: PLW2901 - said once
    if found["substance"]["substantial"]:
        console.print(f"{'Ended':<18}{notes['ending']}", markup=False)
    if missing := notes["missing"]:
        console.print(
            f"{'Missing':<18}{missing['what']}. Ask: “{missing['ask']}”", markup=False, soft_wrap=True
        )


def _turn(step: dict[str, Any]) -> str:
    whose = {"rep": "the seller", "prospect": "the target"}.get(step["owner"], "")
    return ", ".join(filter(None, [whose, f"by {step['due']}" if step["due"] else "no date"]))
