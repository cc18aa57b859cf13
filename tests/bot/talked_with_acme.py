"""A call of Ada's with Acme, with its transcript: what the recap, the brief and the pitch are about in tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, update

from integrations.store import Store, TouchTags
from integrations.store.schema import calls, contacts, touches, transcripts
from ml.cuss import coverage, tag_utterances
from ml.spoken_text import Utterance

AT = datetime(2026, 11, 11, 17, 30, tzinfo=UTC)
SAID: tuple[tuple[str, float, str], ...] = (
    ("rep", 0, "Hi Mei Lin, it's Ada from Kerjahub, is this a good moment?"),
    ("prospect", 6, "Yes, go ahead, the shop is quiet now."),
    ("rep", 10, "How do you plan the shifts for your outlets today?"),
    ("prospect", 15, "We plan everything in a spreadsheet, and we corrected 31 payslips in October."),
    ("rep", 27, "What is the hardest part of it for your managers?"),
    ("prospect", 33, "The overtime is wrong every month, and people complain."),
    ("rep", 41, "Our system calculates the overtime by itself and warns before a shift is too long."),
    ("prospect", 50, "Your competitor is cheaper than that."),
    ("rep", 54, "I understand, and most clients earn it back within two quarters."),
    (
        "prospect",
        61,
        "Our finance director has to approve it, and we want it before the three new outlets open.",
    ),
    ("rep", 70, "Shall I send you the quotation by Friday and we talk again next Tuesday at ten?"),
    ("prospect", 78, "Yes, please send me the quote before the board meeting."),
)


def put_call(store: Store) -> int:
    """Give Acme's touch its words, its contact and its tags; says which touch it is."""
    utterances = [
        {"speaker": "Ada Tan" if role == "rep" else "Mei Lin", "role": role, "start": start, "text": text}
        for role, start, text in SAID
    ]
    with store.engine.writing() as connection:
        contact: dict[str, Any] = {
            "id": 1,
            "company_id": 1,
            "key": "c1",
            "name": "Mei Lin Tan",
            "norm": "mei lin tan",
        }
        more = {"role": "HR manager", "phone": "+65 9123 4567", "email": "mei@acme.sg", "properties": {}}
        connection.execute(insert(contacts), [contact | more])
        of_acme = update(touches).where(touches.c.key == "t1")
        connection.execute(of_acme.values(contact_id=1, person_id=1))
        touch_id = int(connection.scalar(touches.select().with_only_columns(touches.c.id)) or 0)
        connection.execute(
            insert(calls), [{"id": 1, "touch_id": touch_id, "provider": "aircall", "status": "answered"}]
        )
        connection.execute(
            insert(transcripts), [{"call_id": 1, "made_by": "import", "utterances": utterances}]
        )
    store.calls.save_tags([_read(touch_id)])
    return touch_id


def _read(touch_id: int) -> TouchTags:
    """The tags of the rules, which need no training."""
    tags = tag_utterances([Utterance(text, role) for role, _, text in SAID])
    found = coverage(tags, AT.date())
    return TouchTags(
        touch_id,
        "rules",
        connecting=found.connecting,
        understanding=found.understanding,
        sharing=found.sharing,
        setting=found.setting,
        dated_next_step=found.dated_next_step,
        next_step=found.next_step,
        next_step_due=found.next_step_due,
        quote="send me the quote before the board meeting",
        ended="agreed",
        tags=tuple((tag.move.value, round(tag.confidence, 2)) for tag in tags),
    )
