"""What a language model answers: the schema it is asked to keep to, and its JSON as our own values, cut to size.

Loaded when a model is asked, and not before: pydantic comes with it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from integrations.writing import (
    FilledField,
    Task,
    WrittenLine,
    WrittenNotes,
    WrittenPitch,
    WrittenSentence,
)
from ml.fact_text import one_line

# More than any draft or summary needs; what is beyond is passed over.
_MOST_LINES, _MOST_SENTENCES, _MOST_TAGS, _MOST_CELLS = 30, 12, 5000, 200
_LONGEST_LINE, _LONGEST_SUBJECT, _LONGEST_ID, _LONGEST_CELL = 800, 200, 20, 200
_LONGEST_NUMBER = 1_000_000

_FOR_PEOPLE = {"title", "description"}

Number = Annotated[int, Field(strict=True)]


class _Answer(BaseModel):
    # In the schema nothing else is allowed; in an answer anything else is passed over.
    model_config = ConfigDict(extra="ignore", json_schema_extra={"additionalProperties": False})


class _Line(_Answer):
    move: Literal["connecting", "understanding", "sharing", "setting"]
    text: str
    facts: list[str]


class PitchAnswer(_Answer):
    """A draft in four moves."""

    subject: str
    lines: list[_Line]

    def value(self) -> WrittenPitch:
        """The draft as the product reads it."""
        lines = [
            WrittenLine(line.move, _text(line.text), _ids(line.facts)) for line in self.lines[:_MOST_LINES]
        ]
        return WrittenPitch(tuple(line for line in lines if line.text), _text(self.subject, _LONGEST_SUBJECT))


class _Sentence(_Answer):
    text: str
    rests_on: list[Number]


class _Pick(_Answer):
    slot: Literal["goals", "pains", "criteria", "deciders", "process", "objections", "next_steps"]
    sentences: list[Number]


class _Tag(_Answer):
    sentence: Number
    move: Literal["connecting", "understanding", "sharing", "setting", "none"]


class NotesAnswer(_Answer):
    """Notes of a conversation."""

    summary: list[_Sentence]
    picks: list[_Pick]
    tags: list[_Tag]

    def value(self) -> WrittenNotes:
        """The notes as the product reads them."""
        summary = [
            WrittenSentence(_text(one.text), _numbers(one.rests_on)) for one in self.summary[:_MOST_SENTENCES]
        ]
        picks = dict[str, tuple[int, ...]]()
        for pick in self.picks[:_MOST_SENTENCES]:
            picks[pick.slot] = (*picks.get(pick.slot, ()), *_numbers(pick.sentences))
        tags = {tag.sentence: tag.move for tag in self.tags[:_MOST_TAGS] if _is_number(tag.sentence)}
        return WrittenNotes(tuple(one for one in summary if one.text), picks, tags)


class _Cell(_Answer):
    row: str
    field: str
    value: str
    because: str


class FillAnswer(_Answer):
    """Values for cells."""

    cells: list[_Cell]

    def value(self) -> tuple[FilledField, ...]:
        """The values as the product reads them."""
        return tuple(
            FilledField(
                _text(cell.row, _LONGEST_ID),
                _text(cell.field, _LONGEST_ID),
                _text(cell.value, _LONGEST_CELL),
                _text(cell.because),
            )
            for cell in self.cells[:_MOST_CELLS]
        )


_ANSWERS: dict[Task, type[PitchAnswer | NotesAnswer | FillAnswer]] = {
    "pitch": PitchAnswer,
    "repair": PitchAnswer,
    "notes": NotesAnswer,
    "fill": FillAnswer,
}


def schema(task: Task) -> dict[str, Any]:
    """The JSON schema of an answer: every property required, no other allowed."""
    found: dict[str, Any] = _without_titles(_ANSWERS[task].model_json_schema())
    return found


def read(task: Task, text: str) -> Any:
    """An answer as our own value; None where it is none.

    What stands around the JSON object, as small models write it, is passed over.
    """
    try:
        answer = _ANSWERS[task].model_validate_json(text[text.find("{") : text.rfind("}") + 1])
    except ValidationError:
        return None
    return answer.value()


def _without_titles(node: Any) -> Any:
    """The schema without what pydantic adds for people."""
    if isinstance(node, list):
        return [_without_titles(one) for one in node]
    if not isinstance(node, dict):
        return node
    said = {name: one for name, one in node.items() if name not in _FOR_PEOPLE or not isinstance(one, str)}
    return {name: _without_titles(one) for name, one in said.items()}


def _text(given: str, longest: int = _LONGEST_LINE) -> str:
    return one_line(given)[:longest].strip()


def _ids(given: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_text(one, _LONGEST_ID) for one in given[:_MOST_LINES]))


def _numbers(given: list[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one for one in given[:_MOST_LINES] if _is_number(one)))


def _is_number(number: int) -> bool:
    return 0 <= number <= _LONGEST_NUMBER
