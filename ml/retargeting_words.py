"""Why a pursuit is worth a touch today and how to open, in a rep's words; what others wrote is quoted, never believed."""

from __future__ import annotations

from datetime import date

from ml.addressing import addressed
from ml.funnel import FunnelState
from ml.reminding import DueTouch
from ml.retargeting_policy import Candidate, Due, wait_of

_LONGEST = 110


def due_touch(due: Due, on: date) -> DueTouch:
    """What the message says of a pursuit that is due."""
    one = due.candidate
    return DueTouch(
        pursuit_id=one.pursuit_id,
        company=one.company,
        service=one.service,
        state=one.state,
        reason=due.reason,
        why=why(due, on),
        gain=round(due.gain, 2),
        chance=round(due.chance, 4),
        level=one.level,
        silent_days=one.silent_days if one.touched else None,
        next_step=one.next_step,
        next_step_due=one.next_step_due,
        opener=opener(due),
        contact=one.contact,
        best=one.best,
    )


def why(due: Due, on: date) -> str:
    """The reason in a part of a sentence, such as “send the quotation” is 9 days overdue."""
    one = due.candidate
    if due.reason == "promise" and one.next_step_due:
        late = (on - one.next_step_due).days
        return f"{_quoted(one.next_step) or 'the agreed step'} is {f'{_days(late)} overdue' if late else 'due today'}"
    if due.reason == "look_again" and one.look_again_on:
        because = f" ({_short(one.left_because)})" if one.left_because else ""
        return f"left for the time being{because}; to be looked at again on {_date(one.look_again_on, on)}"
    if due.reason == "other_service":
        return f"client for {_short(one.service)}; {_short(one.other_service)} was not offered yet"
    return f"{_silence(one)}; {_now_or_later(due)}"


def opener(due: Due) -> str:
    """One line to open with; '' where nothing is known to open with."""
    one = due.candidate
    said = _opening_words(due)
    name = addressed(one.contact)
    if not said:
        return ""
    return f"{name}, {said}" if name else f"{said[0].upper()}{said[1:]}"


def _opening_words(due: Due) -> str:
    one = due.candidate
    if due.reason == "other_service":
        return f"now that {_short(one.service)} runs: who looks after {_short(one.other_service)} at your place today?"
    if due.reason == "look_again":
        because = f": {_quoted(one.left_because)}" if one.left_because else ""
        return f"when we last spoke it was not the time{because}. Has that changed?"
    if one.next_step_due and one.next_step:
        return (
            f"we had agreed: {_quoted(one.next_step)} ({_date(one.next_step_due)}). Shall we settle it now?"
        )
    if one.quote or one.next_step:
        said = _quoted(one.quote or one.next_step)
        asked = said.endswith("?”")
        return f"last time {'the question was:' if asked else 'it was about'} {said}{' ' if asked else '. '}Where does that stand?"
    if one.contact_role:
        return f"you see it daily as {_short(one.contact_role)}: what takes most time around {_short(one.service).lower()}?"
    return ""


def _silence(one: Candidate) -> str:
    if one.silent_days is None:
        return "nobody has been in touch"
    if not one.touched:
        return f"came in {_days(one.silent_days)} ago and nobody has been in touch"
    tries = (
        f" after {one.unanswered} {'tries' if one.unanswered > 1 else 'try'} without an answer"
        if one.unanswered
        else ""
    )
    return f"silent for {_days(one.silent_days)}{tries}"


def _now_or_later(due: Due) -> str:
    one = due.candidate
    if due.reason == "gain":
        return f"a touch now is answered {round(100 * due.chance)} % of the time, and waiting wins nothing"
    wait = wait_of(one.unanswered, talked=one.touched, cold=one.state is FunnelState.COLD_LEAD)
    return f"usually followed up after {_days(wait)}"


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _date(day: date, on: date | None = None) -> str:
    return f"{day.day} {day:%b}{'' if on is None or day.year == on.year else f' {day.year}'}"


def _short(text: str) -> str:
    """On one line, cut at a word where it is long."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return line
    return f"{line[:_LONGEST].rpartition(' ')[0] or line[:_LONGEST]}…"


def _quoted(text: str) -> str:
    line = _short(text).strip('“”" .')
    return f"“{line}”" if line else ""
