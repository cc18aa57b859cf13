from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from integrations.store import Store
from integrations.store.calls import TouchTags, UntaggedTouch
from jobs.import_exports import import_exports
from jobs.tag_touches import BATCH, read_touch, tag_touches
from ml.cuss import tag_utterances
from ml.cuss_tagger import CussTagger
from ml.spoken_text import Utterance

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


def read(one: UntaggedTouch) -> TouchTags:
    """What is read in a touch that the rules tag."""
    said = [Utterance.of(row) for row in one.utterances or ({"text": one.text},)]
    return read_touch(one, said, tag_utterances(said), "rules")


def test_a_call_is_read_in_its_transcript() -> None:
    tags = read(touch(utterances=utterances(*CALL), text="left a note too"))
    assert (tags.touch_id, tags.tagged_by, tags.substance, tags.ended) == (1, "rules", "", "agreed")
    shares = (tags.connecting, tags.understanding, tags.sharing, tags.setting)
    assert all(share is not None and share > 0 for share in shares)
    assert sum(share or 0 for share in shares) == pytest.approx(1)
    assert tags.dated_next_step
    assert tags.next_step_due == date(2026, 11, 13)
    assert tags.next_step == "Yes, Friday is fine for me."
    assert tags.quote == "We corrected 31 payslips in October because our managers plan by hand."
    assert tags.move_order == "cust"
    assert tags.rep_share == pytest.approx(0.54, abs=0.05)
    assert tags.questions == 1  # “how was the opening?” is no question of content
    assert [move for move, _ in tags.tags][2:4] == ["understanding", "understanding"]


def test_a_call_without_substance_has_no_shares_and_no_quote() -> None:
    machine = touch(utterances=utterances(("prospect", "Please leave a message after the beep.")))
    found = read(machine)
    assert (found.substance, found.connecting, found.quote, found.ended) == ("voicemail", None, None, None)
    assert (found.rep_share, found.move_order) == (None, None)


def test_what_the_telephone_system_says_counts() -> None:
    said = utterances(*CALL)
    assert read(touch(utterances=said, duration_s=14)).substance == "too_short"
    assert read(touch(utterances=said, status="no-answer")).substance == "not_connected"


def test_a_note_of_a_call_is_read_as_a_whole() -> None:
    tags = read(touch(text="They lose two days on the roster. I'll send the quote by 20 November."))
    assert tags.substance == ""
    assert tags.setting is not None
    assert tags.next_step_due == date(2026, 11, 20)


@pytest.mark.parametrize("channel", ["email", "message"])
def test_of_what_was_written_only_the_next_step_is_read(channel: str) -> None:
    tags = read(touch(text="I'll send you the quotation tomorrow.", channel=channel))
    assert (tags.connecting, tags.setting, tags.quote) == (None, None, None)
    assert tags.next_step_due == date(2026, 11, 12)


NOTES = """\
dates: iso
files:
  - file: notes.csv
    row: touch
    columns: {Id: touch_id, Company: company, Date: at, Type: channel, Text: text}
"""


def test_every_touch_is_read_once_in_batches(store: Store, tagger: CussTagger, tmp_path: Path) -> None:
    rows = [f"{n},Acme,2026-11-{n % 20 + 1:02},Note,We meet the owner on Friday." for n in range(BATCH + 3)]
    (tmp_path / "notes.csv").write_text("\n".join(["Id,Company,Date,Type,Text", *rows]), encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(NOTES, encoding="utf-8")
    import_exports(store, [tmp_path], tmp_path / "mapping.yaml", now=AT, rejects_directory=tmp_path)
    told: list[tuple[str, int, int | None]] = []
    assert tag_touches(store, tagger, progress=lambda *what: told.append(what)) == BATCH + 3
    assert [done for _, done, _ in told] == [BATCH, BATCH + 3]
    assert store.calls.untagged() == []
    assert tag_touches(store, tagger) == 0
    assert store.calls.read_again(tagger.name) == 0
    assert store.calls.read_again("another tagger") == BATCH + 3
    assert tag_touches(store, tagger) == BATCH + 3
