"""The one pursuit of the sample company that is told word for word: Acme's Rostering, as the demo shows it."""

from __future__ import annotations

from datetime import datetime, timedelta

from ml.funnel import FunnelState
from ml.sample_names import INDUSTRIES, SINGAPORE
from ml.sample_records import SampleContact, SampleDeal, SamplePerson, SampleStage, SampleTarget, SampleTouch
from ml.sample_speech import Line
from ml.spoken_text import PROSPECT, REP, count_words

_DOMAIN = "acme.example.sg"
_MEI_LIN = SampleContact(
    "C00001-1", "Mei Lin", "HR manager", f"mei.lin@{_DOMAIN}", "+65 6555 0142", decides=False
)
_GERALD = SampleContact(
    "C00001-2", "Gerald Tan", "HR director", f"gerald.tan@{_DOMAIN}", "+65 6555 0140", decides=True
)
_SERVICE = "Rostering"
FRIDAY = 4  # as `date.weekday` counts

# What was said: who, move, words. R is the rep, P the prospect.
_FIRST_TALK = (
    ("R", "connecting", "Hi Mei Lin, it's Ada from Kerjahub, thanks for picking up."),
    ("P", "connecting", "Hi Ada, nice to hear from you, Gerald mentioned you at lunch."),
    ("R", "understanding", "How do you plan the shifts for your outlets today?"),
    (
        "P",
        "understanding",
        "We plan everything in a spreadsheet, and our outlet managers need two days for it each month.",
    ),
    ("R", "understanding", "What happens when somebody calls in sick on a Saturday night?"),
    ("P", "understanding", "Then my phone rings, and we pay overtime to whoever comes in."),
    (
        "R",
        "sharing",
        "When somebody drops out, our app offers the shift to everyone who is allowed to take it.",
    ),
    ("P", "none", "Okay, I see."),
    ("R", "setting", "Shall I call you {day} with an example from a bakery chain?"),
    ("P", "setting", "Yes, that works for me."),
    ("R", "none", "Thanks, bye."),
)
_SECOND_TALK = (
    ("R", "connecting", "Hi Mei Lin, how was the opening in Tampines?"),
    ("P", "connecting", "Hi Ada, it went smoothly, thank you, we were all a bit tired afterwards."),
    (
        "R",
        "understanding",
        "How many payslips do you have to correct in a normal month because of wrong hours?",
    ),
    ("P", "understanding", "Too many, and our staff complain at my desk about every one of them."),
    ("R", "sharing", "A bakery chain with forty outlets cut its overtime by a third with our roster."),
    ("P", "understanding", "Does it also handle part-timers who work at two outlets?"),
    ("R", "sharing", "Yes, the app lets them pick shifts at both, and it warns the manager before overtime."),
    ("R", "setting", "I'll prepare the numbers for your outlets and call you {day}."),
    ("P", "setting", "Good, {day} is fine."),
    ("R", "none", "Have a good day, bye."),
)
_LAST_TALK = (
    ("R", "connecting", "Hi Mei Lin, it's Ada from Kerjahub, is this still a good time?"),
    ("P", "connecting", "Hi Ada, yes, thanks for keeping to the hour."),
    ("R", "understanding", "Last time you spoke about payslips, how bad was October?"),
    (
        "P",
        "understanding",
        "We corrected 31 payslips in October, and every one of them began with a wrong roster.",
    ),
    ("R", "understanding", "What does that cost you, in hours or in nerves?"),
    (
        "P",
        "understanding",
        "My payroll officer loses three days each month, and the outlet managers don't trust the hours anymore.",
    ),
    ("R", "understanding", "Are you opening more outlets this year?"),
    (
        "P",
        "understanding",
        "We're opening three outlets in the first quarter, and I can't do that with a spreadsheet.",
    ),
    (
        "R",
        "sharing",
        "Since you said the errors begin with the roster, our roster sends the approved hours straight to payroll.",
    ),
    ("P", "understanding", "Your competitor is cheaper, you know that, and my boss will ask about it."),
    (
        "R",
        "sharing",
        "I hear you on the price, and most clients earn it back with the overtime alone within two quarters.",
    ),
    ("P", "none", "Hmm, okay."),
    ("R", "understanding", "Who else would have to say yes to this?"),
    (
        "P",
        "understanding",
        "Our HR director and the CFO look at it together, and the board meets on the twentieth.",
    ),
    ("R", "sharing", "Each outlet manager sees on one screen what a roster costs before it is published."),
    ("P", "none", "That's what they always ask me, right."),
    ("P", "setting", "Please send me the quote before the board meeting."),
    ("R", "setting", "I'll send you the quotation by {day}, with the three new outlets in it."),
    ("P", "setting", "Perfect, I'll ask for the budget then."),
    ("R", "none", "Thanks Mei Lin, have a good day, bye."),
)

_Talk = tuple[tuple[str, str, str], ...]


def acme(rep: SamplePerson, until: datetime) -> SampleDeal:
    """Acme Pte Ltd's open pursuit of Rostering, as of the day on which the history ends."""
    day = until.replace(hour=0, minute=0, second=0, microsecond=0)
    story = _Story(
        SampleDeal("", _target(), _SERVICE, rep, "Referral", day - timedelta(days=61, hours=-2)), day
    )
    story.enter()
    story.touch(
        60,
        "email",
        text="Hello Mei Lin, I look after outlets with shift work at Kerjahub. Would a short call make sense?",
    )
    story.touch(59, "email", incoming=True, text="Thanks Ada, received. Call me after the audit.")
    story.touch(52, "call", status="no-answer")
    story.talk(47, _FIRST_TALK, FunnelState.LEAD, minutes=6, due_in=6)
    story.touch(41, "email", text="Hi Mei Lin, as promised here is the example of the bakery chain.")
    story.talk(20, _SECOND_TALK, FunnelState.HOT_LEAD, minutes=8, due_in=8)
    story.touch(16, "message", text="Hi Mei Lin, congratulations on the Tampines opening!")
    story.touch(15, "message", incoming=True, text="Thank you Ada!")
    story.talk(12, _LAST_TALK, None, minutes=12, due_in=2)
    return story.deal


def _target() -> SampleTarget:
    industry = next(each for each in INDUSTRIES if each.name == "Food & beverage")
    return SampleTarget(
        "C00001", "Acme Pte Ltd", SINGAPORE, "Tampines", industry, 140, _DOMAIN, (_MEI_LIN, _GERALD)
    )


class _Story:
    """Writes Acme's history, told in days before its end."""

    def __init__(self, deal: SampleDeal, end: datetime) -> None:
        self.deal, self.end = deal, end

    def enter(self) -> None:
        self._stage(FunnelState.SALES_TARGET, self.deal.entered_at, None)

    def touch(
        self, days_ago: int, channel: str, *, text: str = "", status: str = "", incoming: bool = False
    ) -> None:
        self.deal.touches.append(
            SampleTouch(
                self._id(), self.deal.target, "", _SERVICE, _MEI_LIN, self.deal.rep, channel, "in" if incoming else "out",
                self._at(days_ago, incoming=incoming), answered=None if incoming else not status, status=status, text=text,
                duration_s=0 if status else None,
            )
        )  # fmt: skip

    def talk(
        self, days_ago: int, said: _Talk, state: FunnelState | None, *, minutes: int, due_in: int
    ) -> None:
        at = self._at(days_ago)
        due = at + timedelta(days=due_in)
        due += timedelta(days=7 - due.weekday() if due.weekday() > FRIDAY else 0)
        lines = _lines(said, due, minutes * 60)
        touch = SampleTouch(
            self._id(), self.deal.target, "", _SERVICE, _MEI_LIN, self.deal.rep, "call", "out", at, answered=True,
            duration_s=minutes * 60, status="answered", result="agreed", lines=lines,
        )  # fmt: skip
        self.deal.touches.append(touch)
        if state:
            self._stage(state, at, touch)

    def _at(self, days_ago: int, *, incoming: bool = False) -> datetime:
        """In the morning in Singapore, an answer in the afternoon; of a weekend, on the Friday before."""
        day = self.end - timedelta(days=days_ago)
        day -= timedelta(days=max(0, day.weekday() - FRIDAY))
        return day + timedelta(hours=6 if incoming else 2, minutes=10)

    def _id(self) -> str:
        return f"-{len(self.deal.touches) + 1:02}"

    def _stage(self, state: FunnelState, at: datetime, touch: SampleTouch | None) -> None:
        self.deal.state = state
        self.deal.stages.append(
            SampleStage("", state, at, touch.id if touch else "", _MEI_LIN.id if touch else "")
        )


def _lines(said: _Talk, due: datetime, seconds: int) -> tuple[Line, ...]:
    """The lines with the date in them, spread over the length of the call by their words."""
    spoken = [(role, move, text.format(day=f"{due.day} {due:%B}")) for role, move, text in said]
    pace = seconds / sum(count_words(text) for _, _, text in spoken)
    starts = [sum(count_words(text) for _, _, text in spoken[:place]) * pace for place in range(len(spoken))]
    roles = {"R": REP, "P": PROSPECT}
    return tuple(
        Line(roles[role], text, move, round(start, 1))
        for (role, move, text), start in zip(spoken, starts, strict=True)
    )
