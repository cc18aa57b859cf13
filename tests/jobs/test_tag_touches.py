from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from integrations.store import Store
from integrations.store.calls import TouchTags, UntaggedTouch
from jobs.import_exports import import_exports
from jobs.tag_touches import BATCH, read_touch, tag_touches
from ml.cuss import TAGGER

AT = datetime(2026, 11, 11, 2, 10, tzinfo=UTC)

CALL = (
    ("rep", "Hi Mei Lin, thanks for picking up, how was the opening?"),
    ("prospect", "It went well, thank you for asking."),
    ("rep", "How do you plan the shifts for the new outlet?"),
    ("prospect", "We corrected 31 payslips in October because our managers plan by hand."),
    ("rep", "Our roster warns the manager before overtime."),
    ("rep", "I'll send you the quotation by Friday."),
    ("prospect", "Yes, Friday is fine for me."),
)


def utterances(*said: tuple[str, str]) -> tuple[dict[str, Any], ...]:
    return tuple({"speaker": role, "role": role, "start": None, "text": text} for role, text in said)


def touch(number: int = 1, **known: Any) -> UntaggedTouch:
    return UntaggedTouch(number, AT, known.pop("text", None), **known)


def test_a_call_is_read_in_its_transcript() -> None:
    tags = read_touch(touch(utterances=utterances(*CALL), text="left a note too"))
    assert (tags.touch_id, tags.substance, tags.result) == (1, "", None)
    shares = (tags.connecting, tags.understanding, tags.sharing, tags.setting)
    assert all(share is not None and share > 0 for share in shares)
    assert sum(share or 0 for share in shares) == pytest.approx(1)
    assert tags.dated_next_step
    assert tags.next_step_due == date(2026, 11, 13)
    assert tags.next_step == "Yes, Friday is fine for me."
    assert tags.quote == "We corrected 31 payslips in October because our managers plan by hand."


def test_a_call_without_substance_has_no_shares_and_no_quote() -> None:
    machine = touch(utterances=utterances(("prospect", "Please leave a message after the beep.")))
    assert read_touch(machine) == TouchTags(1, TAGGER, "voicemail", dated_next_step=False)


def test_what_the_telephone_system_says_counts() -> None:
    said = utterances(*CALL)
    assert read_touch(touch(utterances=said, duration_s=14)).substance == "too_short"
    assert read_touch(touch(utterances=said, status="no-answer")).substance == "not_connected"


def test_a_note_of_a_call_is_read_as_a_whole() -> None:
    tags = read_touch(touch(text="They lose two days on the roster. I'll send the quote by 20 November."))
    assert tags.substance == ""
    assert tags.setting is not None
    assert tags.next_step_due == date(2026, 11, 20)


@pytest.mark.parametrize("channel", ["email", "message"])
def test_of_what_was_written_only_the_next_step_is_read(channel: str) -> None:
    tags = read_touch(touch(text="I'll send you the quotation tomorrow.", channel=channel))
    assert (tags.connecting, tags.setting, tags.quote) == (None, None, None)
    assert tags.next_step_due == date(2026, 11, 12)


NOTES = """\
dates: iso
files:
  - file: notes.csv
    row: touch
    columns: {Id: touch_id, Company: company, Date: at, Type: channel, Text: text}
"""


def test_every_touch_is_read_once_in_batches(store: Store, tmp_path: Path) -> None:
    rows = [f"{n},Acme,2026-11-{n % 20 + 1:02},Note,We meet the owner on Friday." for n in range(BATCH + 3)]
    (tmp_path / "notes.csv").write_text("\n".join(["Id,Company,Date,Type,Text", *rows]), encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(NOTES, encoding="utf-8")
    import_exports(store, [tmp_path], tmp_path / "mapping.yaml", now=AT, rejects_directory=tmp_path)
    told: list[tuple[str, int, int | None]] = []
    assert tag_touches(store, progress=lambda *what: told.append(what)) == BATCH + 3
    assert [done for _, done, _ in told] == [BATCH, BATCH + 3]
    assert store.calls.untagged() == []
    assert tag_touches(store) == 0
