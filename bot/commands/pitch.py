"""`/pitch NAME [channel] [goal]`: a draft in four moves from what is known, by the template or a language model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.blocks.dates import Reader
from bot.blocks.kit import OPEN_PITCH
from bot.blocks.pitch_card import Pitch, pitch_card, pitch_line, sent_card, writing_card, writing_line
from bot.commands.brief import dossier_of
from bot.commands.finding import Meant, by_id, by_name, suggestion_of
from bot.exchange import Answer, Bench, Command, Desk, Later, Question
from bot.visibility import may_open
from integrations.store.drafts import KeptDraft
from jobs.draft_pitch import DraftedPitch, draft_pitch, pitch_material
from ml.draft_styles import chosen_styles
from ml.errors import BadInput, NotAllowed, Refused
from ml.fact_sheet import fact_sheet
from ml.facts import FactSheet
from ml.pitch import Channel, PitchWish
from ml.records import LeadCard, Suggestion

if TYPE_CHECKING:
    from integrations.redaction import Redactor

PITCH_WORK, PREVIEW_WORK = "pitch", "preview"
_CHANNELS = {
    "call": Channel.CALL,
    "phone": Channel.CALL,
    "email": Channel.EMAIL,
    "e-mail": Channel.EMAIL,
    "mail": Channel.EMAIL,
    "whatsapp": Channel.WHATSAPP,
    "wa": Channel.WHATSAPP,
    "linkedin": Channel.LINKEDIN,
}
_LONGEST_GOAL = 100  # it travels in the value of an option, of which Slack takes 150 characters


@dataclass(frozen=True)
class Wanted:
    """Which draft is wanted: its channel, and the goal in the rep's words."""

    channel: Channel = Channel.CALL
    goal: str = ""

    @property
    def value(self) -> str:
        """What a button carries of it, after the pursuit's id."""
        return f":{self.channel.value}:{self.goal}"

    @classmethod
    def read(cls, value: str) -> Wanted:
        """From what a button carries after the pursuit's id; '' is a call script.

        Raises
        ------
        BadInput
            When it is not one of ours.
        """
        channel, _, goal = value.partition(":")
        try:
            return cls(Channel(channel or "call"), goal[:_LONGEST_GOAL])
        except ValueError:
            raise BadInput(
                "That button is from an older version; please type /pitch and the name again."
            ) from None


def answer(question: Question, desk: Desk) -> Answer:
    """The answer to `/pitch` with whatever was typed after it."""
    name, wanted = read_typed(question.text, desk)
    return by_name(name, _meant(wanted), question, desk)


def open_pitch(question: Question, desk: Desk) -> Answer:
    """The draft behind a button or select; raises as `finding.by_id` and `Wanted.read`."""
    pursuit_id, _, rest = question.text.partition(":")
    return by_id(pursuit_id, _meant(Wanted.read(rest)), question, desk)


def read_typed(typed: str, desk: Desk) -> tuple[str, Wanted]:
    """Name, channel and goal: the first word that names a channel and has a company before it parts them.

    “acme email renewal” is an e-mail to Acme about the renewal.
    """
    parts = typed.split()
    places = [place for place, word in enumerate(parts) if word.casefold() in _CHANNELS and place]
    if not places or desk.store.pursuits.card_named(typed):
        return typed, Wanted()
    fits = (one for one in places if desk.store.pursuits.find(" ".join(parts[:one])).fits)
    place = next(fits, places[0])
    goal = " ".join(parts[place + 1 :])[:_LONGEST_GOAL]
    return " ".join(parts[:place]), Wanted(_CHANNELS[parts[place].casefold()], goal=goal)


def write_slowly(question: Question, desk: Desk, bench: Bench) -> Answer:
    """The draft that a language model writes, or the template in its place: the slow half of an answer.

    Raises
    ------
    Refused
        When the pursuit is gone.
    """
    card, wanted = _asked(question, desk)
    return _drafted(card, wanted, question=question, desk=desk, bench=bench)


def preview_slowly(question: Question, desk: Desk, bench: Bench) -> Answer:
    """Exactly what would leave the machine for a draft; raises as `write_slowly`."""
    card, wanted = _asked(question, desk)
    text, host = preview(card, wanted, question=question, desk=desk, bench=bench)
    return Answer("This is what would be sent.", sent_card(text, host))


def preview(
    card: LeadCard, wanted: Wanted, *, question: Question, desk: Desk, bench: Bench
) -> tuple[str, str]:
    """What would be sent for a draft, word for word, and to which host; '' where no language model is configured."""
    sheet = sheet_of(card, question, desk, wanted.goal)
    material = pitch_material(sheet, _wish(wanted, question, desk), _redactor(card, desk, bench))
    return (bench.writer.preview(material), bench.writer.host) if bench.writer else (material.text, "")


def make_draft(
    card: LeadCard, wanted: Wanted, *, question: Question, desk: Desk, bench: Bench
) -> tuple[FactSheet, DraftedPitch]:
    """The facts of a pursuit, and the draft that was made from them."""
    sheet, wish = sheet_of(card, question, desk, wanted.goal), _wish(wanted, question, desk)
    if bench.writer is None:
        return sheet, _templated(sheet, wish, question.suggestion_id, desk)
    return sheet, _made(card, sheet, wish, desk=desk, bench=bench)


def sheet_of(card: LeadCard, question: Question, desk: Desk, goal: str = "") -> FactSheet:
    """The facts of a pursuit for a goal, with what worked in calls like it that the asker may open."""
    dossier = dossier_of(card, question, desk)
    worked = [
        line for line in desk.store.worked_lines.like(card) if may_open(question.asker, line, desk.visibility)
    ]
    today = Reader.of(question.asker, question.at).today
    return fact_sheet(dossier, desk.offer, today, worked=worked, goal=goal)


def _asked(question: Question, desk: Desk) -> tuple[LeadCard, Wanted]:
    pursuit_id, _, rest = question.text.partition(":")
    card = desk.store.pursuits.card(int(pursuit_id))
    if card is None:
        raise Refused("That pursuit is no longer in the store; please type /pitch and the name again.")
    if not may_open(question.asker, card, desk.visibility):
        raise NotAllowed("This one is not yours any more; ask its owner or your manager.")
    return card, Wanted.read(rest)


def _meant(wanted: Wanted) -> Meant:
    def show(card: LeadCard, question: Question, desk: Desk) -> Answer:
        if desk.language_model:
            return _announced(card, wanted, question, desk)
        return _drafted(card, wanted, question=question, desk=desk, bench=Bench())

    return Meant("pitch", "/pitch", OPEN_PITCH, show, wanted.value)


def _announced(card: LeadCard, wanted: Wanted, question: Question, desk: Desk) -> Answer:
    """That the draft comes; it is the same suggestion, so that it comes once."""
    suggestion = suggestion_of(_meant(wanted), question, card.pursuit_id, card.score)
    later = Later(PITCH_WORK, f"{card.pursuit_id}{wanted.value}")
    told = (card.company, wanted.channel, desk.language_model)
    return Answer(writing_line(*told), writing_card(*told), suggestion, later=later)


def _drafted(card: LeadCard, wanted: Wanted, *, question: Question, desk: Desk, bench: Bench) -> Answer:
    sheet, made = make_draft(card, wanted, question=question, desk=desk, bench=bench)
    suggestion = suggestion_of(_meant(wanted), question, card.pursuit_id, card.score)
    pitch = Pitch(card.title, card.pursuit_id, made.draft, sheet, wanted.goal, made.reason)
    _keep(pitch, made, suggestion, desk)
    reader = Reader.of(question.asker, question.at)
    return Answer(pitch_line(pitch), pitch_card(pitch, reader, suggestion.id), suggestion)


def _templated(sheet: FactSheet, wish: PitchWish, seed: str, desk: Desk) -> DraftedPitch:
    """The template's draft, in the styles that the votes on earlier drafts make likely."""
    shown = chosen_styles(sheet, wish, desk.store.variants.votes(), seed)
    wish = replace(wish, styles={move: style for move, (style, _) in shown.items()})
    return replace(draft_pitch(sheet, wish, hosts=desk.offer.hosts), shown=shown)


def _made(card: LeadCard, sheet: FactSheet, wish: PitchWish, *, desk: Desk, bench: Bench) -> DraftedPitch:
    return draft_pitch(
        sheet,
        wish,
        writer=bench.writer,
        redactor=_redactor(card, desk, bench),
        others=desk.store.known_names.others(card.pursuit_id),
        hosts=desk.offer.hosts,
    )


def _wish(wanted: Wanted, question: Question, desk: Desk) -> PitchWish:
    """Each draft that a person gets is the next take, so that no two in a row read alike, whoever they are for."""
    asker, drafts = question.asker, desk.store.drafts
    return PitchWish(wanted.channel, wanted.goal, drafts.count(asker.id), str(asker.id), drafts.favour())


def _redactor(card: LeadCard, desk: Desk, bench: Bench) -> Redactor:
    from integrations.redaction import Redactor

    return Redactor(desk.store.known_names.around(card.pursuit_id), bench.regions)


def _keep(pitch: Pitch, made: DraftedPitch, suggestion: Suggestion, desk: Desk) -> None:
    """The suggestion first, which the draft belongs to."""
    desk.store.suggestions.save(suggestion)
    facts = [
        {"id": fact.id, "kind": fact.kind.value, "text": fact.value, "source": fact.source}
        for fact in pitch.sheet.cited(made.draft.cited)
    ]
    desk.store.drafts.save(
        KeptDraft(suggestion.id, made.draft, pitch.goal, tuple(facts), made.prompts, made.sent)
    )
    desk.store.variants.keep(suggestion.id, made.shown)


PITCH = Command(
    "/pitch",
    "NAME [call|email|whatsapp|linkedin] [goal]",
    "A draft in four moves that invents nothing, with its evidence: /pitch acme email renewal.",
    answer,
)
