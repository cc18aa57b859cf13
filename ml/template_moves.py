"""The parts of a template draft: what could be said in each of the four moves, with the facts behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ml.cuss import MOVES, Move
from ml.draft_shapes import SHAPES, Room, squeezed
from ml.draft_styles import openers
from ml.fact_text import shortened
from ml.facts import Fact, FactKind, FactSheet
from ml.funnel import FunnelState
from ml.pitch import BUDGETS, Channel, PitchLine, PitchWish
from ml.sentence_choice import NO_LIMIT, Chooser, Filled, Limit, distinct, filled, slots_in
from ml.sentence_plans import ASKS, GREETINGS, PLANS
from ml.spoken_text import PROSPECT, REP, count_words, sentences
from ml.support import LEAST_OVERLAP, denied, overlap
from ml.template_slots import ask_kind, continued, of_fact, opener, slots_of
from ml.told_facts import subject_of
from ml.worked_reuse import worked_line

_OBJECTIONS = 2
_OPENS_KNOWN = ("open.own", "open.talk", "open.theirs")
_OPENS_AGAIN = ("open.ours", "open.stale")
_TOPIC_LETTERS = 6
_SHORT = 12
# What one may ask somebody in a note to connect.
_LIGHT = frozenset({FactKind.PAIN, FactKind.EMPLOYEES, FactKind.VENDOR})
_ANY_TALK = frozenset({"talk", "demo", "review", "decision"})


# Words of both sides that are nobody's topic.
_NO_TOPICS = frozenset({
    "people", "staff", "manager", "managers", "employee", "employees", "worker", "workers", "outlet", "outlets", "branch",
    "branches", "client", "clients", "company", "chain", "hotel", "firm", "phone", "everyone", "everybody", "somebody",
    "others", "change", "changes", "month", "months", "minutes", "hours", "weeks", "years", "before", "after", "while",
    "straight", "approved", "within",
})  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A line in its place; `rank` 0 must be there, the others come in this order while there is room.

    A `filler` only comes where the draft is too short without it.
    """

    move: Move
    line: PitchLine
    rank: int = 0
    filler: bool = False


def _long_words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) >= _TOPIC_LETTERS]


class Moves:
    """Says the four moves from a sheet.

    Parameters
    ----------
    room
        How much of it there is.
    """

    def __init__(self, sheet: FactSheet, wish: PitchWish, room: Room) -> None:
        self.sheet, self.wish, self.room = sheet, wish, room
        self.shape = squeezed(SHAPES[wish.channel], room.fewer)
        self.slots = slots_of(sheet, wish.channel)
        self.kind = ask_kind(sheet, wish.goal, self.slots)
        self.quoted = self._quoted()
        self.used = {self.quoted.id} if self.quoted else set[str]()
        self._chooser = Chooser(wish, sheet.on)
        self._styles = {move: wish.styles.get(move, "") for move in MOVES}

    def parts(self) -> list[Part]:
        """All that could be said, in reading order."""
        every = [*self._connecting(), *self._understanding()]
        if self.shape.offers:
            every += [*self._sharing(), *self._setting()]
        return [Part(move, line, rank, filler=rank >= 7) for move, line, rank in every if line]  # noqa: PLR2004 - what only fills comes last

    def subject(self) -> PitchLine:
        """The line above an e-mail, within its budget."""
        touch, most = self.sheet.first(FactKind.TOUCH), BUDGETS[Channel.EMAIL].subject
        fresh = touch is not None and not touch.is_stale(self.sheet.on)
        names = [name for name, on in (("own", "thing" in self.slots), ("touch", fresh)) if on]
        plans = [f"subject.{name}" for name in (*names, "service", "topic", "bare")]
        plan = next(plan for plan in plans if self._all_fit(plan, most))
        line = self._say(plan) or PitchLine("")
        return replace(line, text=line.text[:1].upper() + line.text[1:])

    def _all_fit(self, plan: str, signs: int) -> bool:
        """Whether each wording of a plan can be filled and is short enough, so that the takes can go through them."""
        return all(
            self.slots.keys() >= slots_in(wording) and len(filled(wording, self.slots).text) <= signs
            for wording in PLANS[plan]
        )

    def _say(self, plan: str, limit: Limit | None = None, **more: Filled) -> PitchLine | None:
        limit = replace(limit or Limit(), shortest=self.room.shortest, longest=self.room.longest)
        return self._chooser.say(plan, PLANS[plan], self.slots | more, limit)

    def _first_unused(self, *kinds: FactKind) -> Fact | None:
        return next(
            (fact for kind in kinds for fact in self.sheet.of(kind) if fact.id not in self.used), None
        )

    def _by_id(self, fact_id: str) -> Fact | None:
        return next(iter(self.sheet.cited([fact_id])), None)

    # --- connecting ------------------------------------------------------------------------------------

    def _connecting(self) -> Iterator[tuple[Move, PitchLine | None, int]]:
        yield Move.CONNECTING, self._opener(), 0
        if self.shape.script:
            polite = worked_line(self.sheet, Move.CONNECTING, self.wish.take)
            yield Move.CONNECTING, polite or self._say("agenda"), 4 if polite else 7

    def _opener(self) -> PitchLine:
        """The greeting, with who calls where they may not know, and one recent thing that is true."""
        person = of_fact(self.sheet.first(FactKind.PERSON))
        words = GREETINGS.get(self.sheet.language, GREETINGS["en"])
        word = words[self._chooser.pick("greet", len(words), range(len(words)))]
        hi = Filled(" ".join(filter(None, (word, person.text))), person.facts)
        greeted, lines = self._say("greet.intro", hi=hi), list[PitchLine]()
        plans = tuple(opener(self.sheet, self.slots, self.wish.channel))
        for plan in openers(plans, self._styles[Move.CONNECTING]):
            greeting = greeted if greeted and not self._knows_who(plan) else None
            begun = f"{greeting.text} – " if greeting else f"{hi.text}, "
            line = self._say(plan, Limit(self.shape.opener - count_words(begun)))
            if line:
                facts = distinct((*(greeting.facts if greeting else hi.facts), *line.facts))
                lines.append(replace(line, text=begun + line.text, facts=facts))
        return lines[0]

    def _knows_who(self, plan: str) -> bool:
        """Whether the name of who writes may be left out; on the telephone it never is."""
        again = plan in _OPENS_KNOWN or (self.shape.breath and plan in _OPENS_AGAIN)
        return again and self.wish.channel is not Channel.CALL

    # --- understanding ---------------------------------------------------------------------------------

    def _understanding(self) -> Iterator[tuple[Move, PitchLine | None, int]]:
        if self.quoted and not self.shape.breath:
            yield Move.UNDERSTANDING, self._said(self.quoted), 1
        if self.shape.script:
            yield Move.UNDERSTANDING, self._say("listen"), 10
        for place, question in enumerate(self._questions()):
            yield Move.UNDERSTANDING, question, 2 if place else 0

    def _quoted(self) -> Fact | None:
        """The need that is played back: what something of ours meets, else the latest that was told.

        Of a client only the former, and only lately: the rest is about what they have by now.
        """
        client, on = self.sheet.state is FunnelState.CLIENT, self.sheet.on
        met = [fact for pair in self.sheet.pairings for fact in self.sheet.cited([pair.pain])]
        met = [fact for fact in met if not (client and fact.is_stale(on))]
        others = () if client else self.sheet.of(FactKind.PAIN, FactKind.GOAL)
        return next((fact for fact in (*met, *others) if self._quote(fact) or self._topic(fact)), None)

    def _quote(self, fact: Fact) -> str:
        return "" if fact.speaker == REP else shortened(fact.value, self.shape.quote_words)

    def _topic(self, fact: Fact) -> str:
        """Of a note of our own, only a word that stands in our offer as well is said."""
        if fact.speaker != REP or not self.shape.quote_words:
            return ""
        ours = {
            word
            for one in self.sheet.of(FactKind.CAPABILITY, FactKind.PROOF)
            for word in _long_words(one.value)
        }
        return next((word for word in _long_words(fact.value) if word in ours - _NO_TOPICS), "")

    def _said(self, fact: Fact) -> PitchLine | None:
        if quote := self._quote(fact):
            plan = "said.you" if fact.speaker == PROSPECT else "said.team"
            return self._say(plan, quote=Filled(quote, (fact.id,)))
        return self._say("said.topic", topic=Filled(self._topic(fact), (fact.id,)))

    def _questions(self) -> list[PitchLine]:
        """What nobody knows, most wanted first, and where there is room, questions further into what is known."""
        wanted = [kind for kind in self.sheet.unknowns if self.shape.offers or kind in _LIGHT]
        if self.sheet.state is FunnelState.CLIENT and not self.quoted:
            # What is known is about what they have.
            wanted = list(dict.fromkeys((FactKind.PAIN, FactKind.VENDOR, *wanted)))
        fewer = self._styles[Move.UNDERSTANDING] == "fewer" and self.shape.questions > 1
        limit, room = Limit(self.shape.line), self.shape.questions - fewer
        unknown = [self._say(f"ask.{kind.value}", limit) for kind in wanted[:room]]
        lines = [line for line in (*self._further(limit)[: room - len(unknown)], *unknown) if line]
        worked = worked_line(self.sheet, Move.UNDERSTANDING, self.wish.take)
        return self._with_worked(lines, worked) if worked and len(lines) > 1 else lines

    def _with_worked(self, lines: list[PitchLine], worked: PitchLine) -> list[PitchLine]:
        """The questions with one that led on in place of the last, or of that which asks the same."""
        subject = subject_of(worked.text)
        if subject and subject not in self.sheet.unknowns:
            return lines
        others = [line for line in lines if not (subject and line.plan.startswith(f"ask.{subject.value}/"))]
        return [*others[: len(lines) - 1], worked]

    def _further(self, limit: Limit) -> list[PitchLine]:
        deciders = list(self.sheet.of(FactKind.DECIDER))
        said = next((one for one in deciders if one.speaker == PROSPECT), None)
        known = next((one for one in deciders if one.dated is None), None)
        deeper = self._say("deepen", limit) if self.quoted and not self.shape.breath else None
        if deeper and self.quoted:
            deeper = replace(deeper, facts=(self.quoted.id,))
        who = Filled(known.value.split(",", 1)[0], (known.id,)) if known else None
        lines = (
            deeper,
            self._say("decider.said", decides=of_fact(said)) if said and self.shape.script else None,
            self._say("decider.known", limit, decider=who) if who and self.shape.offers else None,
            self._say("changed", limit),
        )
        return [line for line in lines if line]

    # --- sharing ---------------------------------------------------------------------------------------

    def _sharing(self) -> Iterator[tuple[Move, PitchLine | None, int]]:
        pairs = self.sheet.pairings
        capability = self._by_id(pairs[0].capability) if pairs else self._first_unused(FactKind.CAPABILITY)
        if self.shape.breath and capability and not (pairs and pairs[0].pain):
            capability = min(
                self.sheet.of(FactKind.CAPABILITY), key=lambda fact: count_words(fact.value) > _SHORT
            )
        proof = self._by_id(pairs[0].proof) if pairs else self._first_unused(FactKind.PROOF)
        second = self._by_id(pairs[1].capability) if len(pairs) > 1 else None
        yield Move.SHARING, self._claim(capability), 0
        yield Move.SHARING, worked_line(self.sheet, Move.SHARING, self.wish.take), 3
        if proof and self._styles[Move.SHARING] != "plain":
            yield Move.SHARING, self._claimed("proof", "proof", proof), 4
        if more := second or self._first_unused(FactKind.CAPABILITY):
            yield Move.SHARING, self._claimed("share.more", "capability", more), 6 if second else 8
        if self.shape.script:
            yield from ((Move.SHARING, line, 5) for line in self._objections())

    def _claim(self, capability: Fact | None) -> PitchLine | None:
        """What we have for it; where the offer table is silent, or it is too long here, the service is named."""
        if capability and (self.room.claim or self.shape.claim > NO_LIMIT // 2):
            met = self.quoted and self.sheet.pairings and self.sheet.pairings[0].pain == self.quoted.id
            theirs = self.quoted and self.quoted.speaker == PROSPECT and self.room.quote
            if met and self.quoted and theirs and self.shape.breath:
                quote = Filled(self._quote(self.quoted), (self.quoted.id,))
                return self._claimed("share.said", "capability", capability, quote=quote)
            plan = "share.met" if met and not self.shape.breath else "share.offer"
            return self._claimed(plan, "capability", capability)
        limit = Limit(self.shape.claim)
        return next(
            filter(None, (self._say(f"share.{name}", limit) for name in ("service", "seller", "bare"))), None
        )

    def _claimed(self, plan: str, slot: str, fact: Fact, **more: Filled) -> PitchLine | None:
        """A sentence of ours on a fact; its bare words where the wording would drown or deny it, but never as a cue."""
        self.used.add(fact.id)
        quoted = sum(count_words(one.text) for one in more.values())
        line = self._say(plan, Limit(self.shape.claim + quoted), **{slot: continued(fact)}, **more)
        if line is None or self._is_supported(line):
            return line
        words = of_fact(fact).text
        bare = PitchLine(f"{words[:1].upper()}{words[1:]}.", (fact.id,), f"{plan}/bare")
        return None if plan.startswith("objection") else bare

    def _is_supported(self, line: PitchLine) -> bool:
        cited = self.sheet.cited(line.facts)
        parts = sentences(line.text)
        shared = min(overlap(part, cited, frozenset()) for part in parts)
        return shared >= LEAST_OVERLAP and not any(denied(line.text, cited))

    def _objections(self) -> list[PitchLine]:
        """Cues against what may be held against it: what was said comes first, the others take turns."""
        said = next((one for one in self.sheet.of(FactKind.OBJECTION) if one.speaker != REP), None)
        lines = (
            [self._answered("objection.said", FactKind.PROOF, FactKind.CAPABILITY, objection=of_fact(said))]
            if said
            else []
        )
        price = self.sheet.first(FactKind.PRICE)
        need = next(
            (one for one in self.sheet.of(FactKind.PAIN, FactKind.GOAL) if self._is_other_need(one)), None
        )
        others = [
            self._claimed("objection.price", "price", price) if price else None,
            self._say("objection.time", quote=of_fact(need)) if need else None,
            self._answered("objection.proof", FactKind.PROOF),
            self._answered("objection.how", FactKind.CAPABILITY),
        ]
        found = [line for line in others if line]
        turn = self.wish.take % max(1, len(found))
        return [line for line in (*lines, *found[turn:], *found[:turn]) if line][:_OBJECTIONS]

    def _is_other_need(self, fact: Fact) -> bool:
        return fact.id not in self.used and fact.speaker != REP and self.sheet.state is not FunnelState.CLIENT

    def _answered(self, plan: str, *kinds: FactKind, **more: Filled) -> PitchLine | None:
        answer = self._first_unused(*kinds)
        return self._claimed(plan, "answer", answer, **more) if answer else None

    # --- setting ---------------------------------------------------------------------------------------

    def _setting(self) -> Iterator[tuple[Move, PitchLine | None, int]]:
        yield Move.SETTING, self._say("leave"), 3 if self._styles[Move.SETTING] == "way_out" else 9
        yield Move.SETTING, self._ask(), 0

    def _ask(self) -> PitchLine | None:
        """The one thing that is asked for, with two times where there are two."""
        limit, times = Limit(self.shape.ask), [self.slots.get("t1"), self.slots.get("t2")]
        worked = worked_line(self.sheet, Move.SETTING, self.wish.take)
        if worked and times[0] and times[1] and self.kind in _ANY_TALK:
            text = f"{worked.text.rstrip(' ?')}, on {times[0].text} or {times[1].text}?"
            return replace(
                worked, text=text, facts=distinct((*worked.facts, *times[0].facts, *times[1].facts))
            )
        if self.kind == "case" and (line := self._say("ask.case", limit)):
            return line
        kind = "talk" if self.kind == "case" else self.kind
        do = filled(ASKS[kind][self._turn(kind)], self.slots)
        return self._say("ask", limit, do=do) or self._say("ask.open", limit, do=do)

    def _turn(self, kind: str) -> int:
        """Which of the last words; on a short channel the short ones."""
        short = [k for k, does in enumerate(ASKS[kind]) if count_words(does) <= self.shape.does]
        return self._chooser.pick(f"do.{kind}", len(ASKS[kind]), short or range(len(ASKS[kind])))
