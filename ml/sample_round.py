"""One round of a sample pursuit, lived event by event: touch, talk, change of interest, move in the funnel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from ml import sample_phrases as say
from ml.funnel import CLOSED, NEXT_STEP, FunnelState
from ml.sample_causes import EFFECT, chance, effect_of_conversation, effect_of_silence
from ml.sample_names import LASTING_REASONS, TEMPORARY_REASONS
from ml.sample_records import Habits, SampleContact, SampleDeal, SampleStage, SampleTouch
from ml.sample_speech import (
    Line,
    Scene,
    TalkPlan,
    converse,
    duration_of,
    fill,
    heard_in,
    language_of,
    monosyllables,
)

S = FunnelState

# Log-odds that a conversation leads on, and that it ends the round, before interest is added (or taken away).
LEADS_ON = {
    S.LEAD: -0.5,
    S.COLD_LEAD: -1.5,
    S.HOT_LEAD: -1.2,
    S.QUALIFIED_OPPORTUNITY: -1.2,
    S.PROSPECT: -1.6,
}
ENDS = {S.LEAD: -1.8, S.COLD_LEAD: -1.4, S.HOT_LEAD: -2.0, S.QUALIFIED_OPPORTUNITY: -1.9, S.PROSPECT: -1.6}

WEARINESS = -0.95  # each conversation tires a little, whatever is said in it
LUCK = 0.2  # spread of what a conversation does beyond its causes
SECOND_STEP, SECOND_STEP_INTEREST = 0.35, 0.9  # an enthusiastic target takes two steps in one event
SIGN_UP, IRREGULAR, TEMPORARY = 0.6, 0.03, 0.3
RECORDED, NO_SUBSTANCE, MACHINE, MACHINE_RECORDED, REPLIES = 0.6, 0.1, 0.22, 0.25, -0.7
CALLS, EMAILS = 0.62, 0.88  # cumulative shares of calls and e-mails among touches; messages are the rest
USUAL_HABITS = Habits(2.4, 2.6, 1, 0.5, 0.13, 6, 0.8)
CHEMISTRY = 0.45  # how much one and the same rep differs from target to target
COLD_WAIT_DAYS, DEMO_SECONDS = 30, 1500
HOURS = (9, 10, 10, 11, 11, 12, 13, 14, 14, 15, 15, 16, 16, 17)
GOOD_HOURS = (10, 11)


@dataclass
class _Standing:
    """How it stands between two touches."""

    interest: float
    day: date
    unanswered: int = 0
    talks: int = 0
    due: date | None = None
    decider_heard: bool = False
    brings_decider: bool = False


class Round:
    """Plays one round until it is closed or the history ends."""

    def __init__(self, deal: SampleDeal, interest: float, until: datetime, dice: Random) -> None:
        self.deal, self.until, self.dice = deal, until, dice
        self.now = _Standing(interest, deal.entered_at.date())
        self.patience = dice.randint(5, 9)
        self.zone = ZoneInfo(deal.rep.time_zone)
        self.language = language_of(deal.target.country, dice)
        # Bigger companies take longer over everything.
        self.pace = min(3.0, max(0.5, (deal.target.employees / 120) ** 0.45))
        self.main = dice.choice(deal.target.contacts)
        self.habits = _with_this_target(deal.rep.habits or USUAL_HABITS, dice)

    def play(self) -> SampleDeal:
        """The deal, with its history filled in."""
        self._enter()
        while self.deal.state not in CLOSED:
            day, late = self._next_day()
            at = self._moment(day)
            if at >= self.until:
                break
            cold = self.deal.state is S.COLD_LEAD
            silence = (day - self.now.day).days
            self.now.interest += effect_of_silence(0 if cold else silence / self.pace, late)
            self.now.day, self.now.due = day, None
            self._touch(at, promised=late is not None)
        return self.deal

    def _enter(self) -> None:
        signed_up = self.deal.source == "Website form" and self.dice.random() < SIGN_UP
        self._record(S.HOT_LEAD if signed_up else S.SALES_TARGET, self.deal.entered_at, None)

    # --- when --------------------------------------------------------------------------------------------

    def _next_day(self) -> tuple[date, float | None]:
        """The day of the next touch, and how late that is for a promise (None: nothing was promised)."""
        if self.now.due:
            late = 0 if self.dice.random() < self.habits.reliable else self.dice.randint(3, 16)
            return _workday(self.now.due + timedelta(days=late)), float(late)
        wait = self.dice.lognormvariate(0, 0.6) * self.habits.wait_days * self.pace
        if self.deal.state is S.COLD_LEAD:
            wait += COLD_WAIT_DAYS
        elif self.deal.state is S.SALES_TARGET and not self.deal.touches:
            wait /= 3
        return _workday(self.now.day + timedelta(days=max(1, round(wait)))), None

    def _moment(self, day: date) -> datetime:
        clock = time(self.dice.choice(HOURS), self.dice.randrange(60), self.dice.randrange(60))
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    # --- touches -----------------------------------------------------------------------------------------

    def _touch(self, at: datetime, *, promised: bool) -> None:
        if self.deal.state is S.PROSPECT and promised and self.dice.random() < 0.6:  # noqa: PLR2004 - most demos are held
            self._converse(self._event("meeting", at), self.dice.randint(900, 1800) / DEMO_SECONDS)
            return
        kind = 0.0 if promised else self.dice.random()
        if kind < CALLS:
            self._call(at, promised=promised)
        else:
            self._write("email" if kind < EMAILS else "message", at)

    def _event(self, channel: str, at: datetime) -> SampleTouch:
        deal = self.deal
        number = len(deal.touches) + 1
        return SampleTouch(
            f"{deal.id}-{number:02}",
            deal.target,
            deal.id,
            deal.service,
            self._contact(),
            deal.rep,
            channel,
            "out",
            at,
        )

    def _contact(self) -> SampleContact:
        deciders = [one for one in self.deal.target.contacts if one.decides]
        joins = self.now.brings_decider or self.dice.random() < 0.08  # noqa: PLR2004 - now and then by chance
        return self.dice.choice(deciders) if deciders and joins and not self.now.decider_heard else self.main

    def _call(self, at: datetime, *, promised: bool) -> None:
        touch = self._event("call", at)
        good_hour = at.astimezone(self.zone).hour in GOOD_HOURS
        answers = 0.85 if promised else chance(-0.6 + 0.7 * good_hour + 0.25 * self.now.interest)
        if self.dice.random() >= answers:
            self._unanswered(touch)
        elif self.dice.random() < NO_SUBSTANCE and not promised:
            pool = say.WRONG_NUMBER if self.dice.random() < 0.3 else say.SHORT_TALK  # noqa: PLR2004 - most are in a hurry
            lines = monosyllables(pool, self._scene(touch), self.dice)
            self._keep(replace(touch, answered=True, status="answered", duration_s=duration_of(lines)), lines)
        else:
            self._converse(touch, 1.0)

    def _unanswered(self, touch: SampleTouch) -> None:
        self.now.unanswered += 1
        if self.dice.random() < MACHINE:
            lines = monosyllables(say.VOICEMAIL, self._scene(touch), self.dice)
            touch = replace(touch, answered=False, status="voicemail", duration_s=duration_of(lines))
            self._keep(touch, lines if self.dice.random() < MACHINE_RECORDED else [])
        else:
            self._keep(replace(touch, answered=False, status="no-answer", duration_s=0), [])
        if self.now.unanswered > self.patience:
            self._leave(touch, "stopped answering" if self.now.talks else "never reached")

    def _write(self, channel: str, at: datetime) -> None:
        kind = "follow-up" if self.deal.touches else "first"
        touch = self._event(channel, at)
        touch = replace(touch, text=self._words(kind, touch))
        replies = self.dice.random() < chance(REPLIES + 0.6 * self.now.interest)
        self._keep(touch, [])
        back = self._moment(_workday(at.date() + timedelta(days=1)))
        if not replies or back >= self.until:
            self.now.unanswered += not replies
            return
        self.now.unanswered = 0
        self.now.interest += EFFECT["reply"]
        self.now.day = back.date()
        reply = self._event(channel, back)
        self._keep(
            replace(reply, direction="in", contact=touch.contact, text=self._words("reply", touch)), []
        )
        if self.deal.state is S.SALES_TARGET:
            self._record(S.LEAD, back, self.deal.touches[-1])

    def _words(self, kind: str, touch: SampleTouch) -> str:
        return fill(self.dice.choice(say.EMAILS[kind]), self._scene(touch), self.dice)

    # --- conversations -----------------------------------------------------------------------------------

    def _converse(self, touch: SampleTouch, length: float) -> None:
        plan = self._plan(touch.at, length)
        lines = converse(self._scene(touch), plan, self.dice)
        first_heard = touch.contact.decides and not self.now.decider_heard
        heard = replace(heard_in(lines, plan), decider_first=first_heard)
        self.now.interest += effect_of_conversation(heard) + WEARINESS + self.dice.gauss(0, LUCK)
        self.now.decider_heard |= first_heard
        self.now.brings_decider |= any("approve" in line.text or "Who else" in line.text for line in lines)
        self.now.talks += 1
        self.now.unanswered = 0
        self.now.due = plan.due if plan.reply != "disagreed" else None
        seconds = round(duration_of(lines) * self.dice.uniform(1.3, 2.4))
        touch = replace(touch, answered=True, status="answered", duration_s=seconds, result=plan.reply)
        if self.dice.random() < RECORDED:
            kept = self._keep(touch, _stretched(lines, seconds))
        else:
            kept = self._keep(replace(touch, text=_note(lines, touch.contact, self.dice)), [])
        self._decide(kept, dated=plan.due is not None and plan.reply == "agreed")

    def _plan(self, at: datetime, length: float) -> TalkPlan:
        habits, dice, interest = self.habits, self.dice, self.now.interest
        mood = dice.random()
        declined = chance(-2.4 - 0.8 * interest)
        reply = "disagreed" if mood < declined else "agreed" if mood > 1 - chance(interest) * 0.7 else "open"
        sets = dice.random() < 0.85  # noqa: PLR2004 - most calls end with some next step
        due = None
        if sets and dice.random() < habits.sets:
            due = _workday(at.date() + timedelta(days=max(1, round(dice.lognormvariate(1.5, 0.6)))))
        return TalkPlan(
            connecting=_count(habits.connects, dice, most=3),
            understanding=_count(habits.asks * length, dice, most=7),
            sharing=max(1, _count(habits.shares * length, dice, most=7)),
            monologue=dice.random() < habits.lectures,
            setting=sets,
            due=due,
            reply=reply,
        )

    def _scene(self, touch: SampleTouch) -> Scene:
        target = touch.target
        return Scene(
            rep=touch.rep.first, first=touch.contact.first, company=target.name, service=touch.service, city=target.city,
            sites=target.industry.sites, staff=target.industry.staff, on=touch.at.astimezone(self.zone).date(),
            language=self.language,
        )  # fmt: skip

    def _keep(self, touch: SampleTouch, lines: list[Line]) -> SampleTouch:
        kept = replace(touch, lines=tuple(lines))
        self.deal.touches.append(kept)
        return kept

    # --- moves in the funnel -----------------------------------------------------------------------------

    def _decide(self, touch: SampleTouch, *, dated: bool) -> None:
        """What the target does after a conversation."""
        interest, state = self.now.interest, self.deal.state
        if state is S.SALES_TARGET:
            # Whoever talks at all is a lead; what else the call brings about is part of the same event.
            state = S.LEAD
        if self.dice.random() < chance(ENDS[state] - 0.9 * interest):
            self._leave(touch)
        elif self.dice.random() < chance(LEADS_ON[state] + 0.9 * interest):
            self._go_on(touch, state, two_steps=dated and interest > SECOND_STEP_INTEREST)
        elif state is S.LEAD and interest < 0:
            self._record(S.COLD_LEAD, touch.at, touch)
        elif state is not self.deal.state:
            self._record(state, touch.at, touch)

    def _go_on(self, touch: SampleTouch, state: FunnelState, *, two_steps: bool) -> None:
        after = NEXT_STEP[state] or S.CLIENT
        if two_steps and after is not S.CLIENT and self.dice.random() < SECOND_STEP:
            further = NEXT_STEP[after] or after
            after = further if further is not S.CLIENT else after
        self._record(after, touch.at, touch)
        self._slip(touch)

    def _slip(self, touch: SampleTouch) -> None:
        """A CRM moves deals in ways the funnel forbids: dragged back by hand, without an event."""
        if self.deal.state not in CLOSED and self.dice.random() < IRREGULAR:
            at = touch.at + timedelta(hours=self.dice.randint(2, 30))
            if at < self.until and self.deal.state in {S.PROSPECT, S.QUALIFIED_OPPORTUNITY, S.HOT_LEAD}:
                self._record(S.LEAD, at, None)

    def _leave(self, touch: SampleTouch, because: str = "") -> None:
        temporary = not because and self.dice.random() < TEMPORARY
        self.deal.left_because = because or self.dice.choice(
            TEMPORARY_REASONS if temporary else LASTING_REASONS
        )
        self.deal.temporary = temporary
        if temporary:
            self.deal.look_again_on = touch.at.date() + timedelta(days=self.dice.randint(60, 200))
        self._record(S.UNQUALIFIED, touch.at, touch)

    def _record(self, state: FunnelState, at: datetime, touch: SampleTouch | None) -> None:
        self.deal.state = state
        touch_id, contact_id = (touch.id, touch.contact.id) if touch else ("", "")
        self.deal.stages.append(SampleStage(self.deal.id, state, at, touch_id, contact_id))
        if state in CLOSED:
            self.deal.closed_at = at
        if state is S.CLIENT:
            self.deal.amount = 10 * round(self.deal.target.employees * self.dice.uniform(3, 7))


def _with_this_target(habits: Habits, dice: Random) -> Habits:
    """How a rep sells to this target: with some people one listens, with others one talks."""
    rapport = dice.lognormvariate(0, CHEMISTRY)
    return replace(
        habits,
        asks=habits.asks * rapport,
        shares=habits.shares * dice.lognormvariate(0, CHEMISTRY / 2),
        sets=min(0.95, max(0.05, habits.sets + dice.gauss(0, CHEMISTRY / 2))),
        lectures=min(0.8, habits.lectures / rapport**2),
    )


def _workday(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)  # noqa: PLR2004 - Friday


def _count(typical: float, dice: Random, *, most: int) -> int:
    return min(most, max(0, round(dice.gauss(typical, 0.3 + 0.3 * typical))))


def _stretched(lines: list[Line], seconds: int) -> list[Line]:
    """The lines over the call's real length: people pause more than a text shows."""
    factor = seconds / (duration_of(lines) or 1)
    return [replace(line, start=round(line.start * factor, 1)) for line in lines]


def _note(lines: list[Line], contact: SampleContact, dice: Random) -> str:
    """What a rep writes down after a call that was not recorded: some of what was said, in its order."""
    told = [line.text for line in lines if line.move in {"understanding", "sharing", "setting", "connecting"}]
    kept = [text for text in told if dice.random() < 0.6] or told[-1:]  # noqa: PLR2004 - notes are never complete
    return " ".join((f"Spoke with {contact.name} ({contact.role}).", *kept))
