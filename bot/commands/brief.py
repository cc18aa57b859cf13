"""`/brief NAME`: everything before a call on one screen."""

from __future__ import annotations

from itertools import islice

from bot.blocks.brief_card import Brief, brief_card, brief_line
from bot.blocks.dates import Reader
from bot.blocks.kit import OPEN_BRIEF
from bot.commands.finding import Meant, by_id, by_name, suggestion_of
from bot.commands.recap import read_notes
from bot.exchange import Answer, Command, Desk, Question
from ml.cuss import Move
from ml.dossier import Dossier, Promise
from ml.errors import Refused
from ml.fact_sheet import fact_sheet
from ml.pitch import Channel, PitchWish
from ml.records import LeadCard
from ml.template_writer import write

_MOST_QUESTIONS = 1


def answer(question: Question, desk: Desk) -> Answer:
    """The answer to `/brief` with whatever was typed after it."""
    return by_name(question.text, _MEANT, question, desk)


def open_brief(question: Question, desk: Desk) -> Answer:
    """The brief behind a button, if the asker may open it now; raises as `finding.by_id`."""
    return by_id(question.text, _MEANT, question, desk)


def dossier_of(card: LeadCard, question: Question, desk: Desk) -> Dossier:
    """All that is known of a pursuit.

    Raises
    ------
    Refused
        When it is gone.
    """
    dossier = desk.store.dossiers.read(card.pursuit_id, question.asker)
    if dossier is None:
        raise Refused("That pursuit is no longer in the store; please type the name again.")
    return dossier


def _show(card: LeadCard, question: Question, desk: Desk) -> Answer:
    dossier = dossier_of(card, question, desk)
    reader = Reader.of(question.asker, question.at)
    sheet = fact_sheet(dossier, desk.offer, reader.today)
    draft = write(sheet, PitchWish(Channel.CALL, key=str(card.pursuit_id)))
    opener = [line.text for line in draft.moves.get(Move.CONNECTING, ())]
    asked = (line.text for line in draft.moves.get(Move.UNDERSTANDING, ()) if line.text.endswith("?"))
    first = (" ".join(opener), *islice(asked, _MOST_QUESTIONS))
    brief = Brief(dossier, sheet, tuple(filter(None, first)), promises_of(dossier, reader))
    suggestion = suggestion_of(_MEANT, question, card.pursuit_id, card.score)
    return Answer(brief_line(brief), brief_card(brief, reader, suggestion.id), suggestion)


def promises_of(dossier: Dossier, reader: Reader) -> list[Promise]:
    """What was promised on both sides: open tasks, and next steps with who owes them, the soonest due first."""
    told = [
        Promise(step.quote.text, f"{talk.channel} of {reader.day(day)}", step.owner, day, step.due)
        for talk in dossier.conversations[:2]
        for day in [reader.local_day(talk.at)]
        for step in read_notes(talk, reader).next_steps
    ]
    tasks = [one for one in dossier.promises if one.said_on is None]
    return sorted([*tasks, *told], key=lambda one: (one.due is None, str(one.due)))


_MEANT = Meant("brief", "/brief", OPEN_BRIEF, _show)

BRIEF = Command(
    "/brief",
    "NAME",
    "Everything before a call on one screen: who, what was promised, what they need, what to say first.",
    answer,
)
