"""A pitch draft by the language model where one is configured, else by the template; both pass the same gate."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jobs.pitch_material import pitch_material
from ml.cuss import MOVES, Move
from ml.errors import Refused, Unavailable
from ml.facts import FactSheet
from ml.groundedness import WHOLE, Fault, check, drop_faulty
from ml.pitch import Channel, PitchDraft, PitchLine, PitchWish
from ml.template_writer import write

if TYPE_CHECKING:
    from integrations.redaction import Redactor
    from integrations.writing import Material, Writer, WrittenPitch

__all__ = ["DraftedPitch", "draft_pitch", "pitch_material"]

_MOST_FAULTS_TOLD, _LONGEST_FAULT = 20, 200


@dataclass(frozen=True)
class DraftedPitch:
    """A draft, and how it came about.

    Parameters
    ----------
    draft
        What may be shown.
    reason
        Why the template speaks in the model's place, in one line; '' where it does not.
    sent
        What left the machine for it, redacted, word for word; '' where nothing did. A repair adds the model's own draft
        and what is wrong with it.
    prompts
        Version of the prompts; '' where no model was asked.
    shown
        Of the template's draft: each move's style, where it had a choice, and the chance with which it was chosen.
    """

    draft: PitchDraft
    reason: str = ""
    sent: str = ""
    prompts: str = ""
    shown: Mapping[str, tuple[str, float]] = field(default_factory=dict)


def draft_pitch(
    sheet: FactSheet,
    wish: PitchWish,
    *,
    writer: Writer | None = None,
    redactor: Redactor | None = None,
    others: Collection[str] = (),
    hosts: Collection[str] = (),
) -> DraftedPitch:
    """A draft in four moves that says nothing beyond the sheet; there is always one.

    What a model wrote and does not pass the gate is repaired once by it; what is still at fault is dropped; where
    too little is left, or the model does not answer, the template speaks.

    Parameters
    ----------
    sheet, wish
        What may be said, and what is wanted.
    writer, redactor
        The language model, and what hides names and numbers from it; without either the template writes.
    others
        Names of other leads, which must not be in a draft.
    hosts
        The only hosts to which it may link.
    """

    def faults_of(draft: PitchDraft) -> Sequence[Fault]:
        return check(draft, sheet, others=others, hosts=hosts)

    if writer is None or redactor is None:
        return DraftedPitch(*_templated(sheet, wish, faults_of))
    material = pitch_material(sheet, wish, redactor)
    sent = writer.preview(material)
    try:
        draft = _Drafting(writer, redactor, material, wish.channel, faults_of).draft()
        why = "" if draft else f"What {writer.name.partition(':')[2]} wrote did not pass the check"
    except (Refused, Unavailable) as error:
        draft, why = None, str(error).rstrip(".")
    if draft:
        return DraftedPitch(draft, "", sent, writer.prompts)
    spoken, doubt = _templated(sheet, wish, faults_of)
    reason = f"{why}, so the template wrote this. {doubt}".rstrip()
    return DraftedPitch(replace(spoken, gate="template"), reason, sent, writer.prompts)


def _templated(
    sheet: FactSheet, wish: PitchWish, faults_of: Callable[[PitchDraft], Sequence[Fault]]
) -> tuple[PitchDraft, str]:
    """The template's draft through the same gate: without a line that it stops; what it still doubts, in a sentence."""
    draft = write(sheet, wish)
    # Where little is known it may be shorter than its channel's budget; its sentences are what is judged.
    faults = [fault for fault in faults_of(draft) if fault.line != WHOLE]
    kept = drop_faulty(draft, faults) if faults else draft
    if kept and all(fault.line == WHOLE for fault in faults_of(kept)):
        return kept, ""
    return draft, "The check doubts one of its sentences; read it before you send it."


@dataclass(frozen=True)
class _Drafting:
    """A model at work on one draft."""

    writer: Writer
    redactor: Redactor
    material: Material
    channel: Channel
    faults_of: Callable[[PitchDraft], Sequence[Fault]]

    def draft(self) -> PitchDraft | None:
        """A draft that passes the gate; None where none does."""
        written = self.writer.pitch(self.material)
        draft = self._restored(written)
        faults = self.faults_of(draft)
        if not faults:
            return draft
        again = self._repaired(written, faults) or draft
        faults = self.faults_of(again)
        # What is wrong with the whole is judged again once its faulty lines are out.
        kept = drop_faulty(again, [fault for fault in faults if fault.line != WHOLE]) if faults else again
        return replace(kept, gate="repaired") if kept and not self.faults_of(kept) else None

    def _repaired(self, written: WrittenPitch, faults: Sequence[Fault]) -> PitchDraft | None:
        """The model's second try; None where it does not come: then the first is cut to what is sound."""
        told = [self.redactor.redact(str(fault))[:_LONGEST_FAULT] for fault in faults[:_MOST_FAULTS_TOLD]]
        try:
            return self._restored(self.writer.repair(self.material, written, told))
        except (Refused, Unavailable):
            return None

    def _restored(self, written: WrittenPitch) -> PitchDraft:
        """The draft with names and numbers in the place of what stood for them, so that the gate sees what is shown."""
        restore = self.redactor.restore
        moves: dict[Move, tuple[PitchLine, ...]] = {
            move: tuple(
                PitchLine(restore(line.text), line.facts) for line in written.lines if line.move == move.value
            )
            for move in MOVES
        }
        subject = restore(written.subject) if self.channel is Channel.EMAIL else ""
        return PitchDraft(self.channel, moves, subject, self.writer.name)
