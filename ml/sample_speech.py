"""Conversations of the sample company: from how much of each move was made to the words that made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from ml import sample_phrases as say
from ml import sample_topics as topics
from ml.sample_causes import Heard
from ml.sample_names import INDONESIA, MALAYSIA
from ml.sample_phrases import ENGLISH, INDONESIAN, MALAY
from ml.spoken_text import PROSPECT, REP, count_words

WORDS_PER_SECOND = 2.4
PAUSE_S = 1.2
NOTHING = "none"

# How people talk: how often a listener plays back, a claim is about the service itself, somebody stays in the
# call's language or begins with a filler; and how many claims more a monologue strings together.
PLAYS_BACK, OF_THE_SERVICE, OWN_LANGUAGE, OPENS = 0.25, 0.45, 0.75, 0.5
WEEKDAY_NAMED = 0.7
MONOLOGUE_CLAIMS = 9
A_WEEK = 7


@dataclass(frozen=True)
class Line:
    """One turn: who, what, which move was meant, and when it began (seconds)."""

    role: str
    text: str
    move: str
    start: float = 0.0


@dataclass(frozen=True)
class Scene:
    """Who talks with whom about what; the slots of the lines are filled from it."""

    rep: str
    first: str
    company: str
    service: str
    city: str
    sites: str
    staff: str
    on: date
    language: str = ENGLISH


@dataclass(frozen=True)
class TalkPlan:
    """How much of each move will be made.

    Parameters
    ----------
    connecting, understanding, sharing
        Exchanges (a turn of each side) in the move.
    monologue
        All of the sharing comes in one stretch.
    due
        The date of the next step that is proposed; None where it is left open.
    setting
        Whether a next step is proposed at all.
    reply
        'agreed', 'disagreed' or 'open'.
    """

    connecting: int
    understanding: int
    sharing: int
    monologue: bool
    setting: bool
    due: date | None
    reply: str


_SECOND_LANGUAGE = {MALAYSIA: MALAY, INDONESIA: INDONESIAN}


def language_of(country: str, dice: Random) -> str:
    """The language of a call: mostly English, in Malaysia and Indonesia often not."""
    odds = {MALAYSIA: 0.3, INDONESIA: 0.4}.get(country, 0.0)
    return _SECOND_LANGUAGE[country] if dice.random() < odds else ENGLISH


def converse(scene: Scene, plan: TalkPlan, dice: Random) -> list[Line]:
    """A whole conversation, timed."""
    return _timed(_Talk(scene, plan, dice).lines())


def heard_in(lines: list[Line], plan: TalkPlan) -> Heard:
    """What was really said: shares by words, the longest stretch of the rep."""
    words = dict.fromkeys(("connecting", "understanding", "sharing", "setting", NOTHING), 0)
    for line in lines:
        words[line.move] += count_words(line.text)
    spoken = sum(words.values()) - words.pop(NOTHING) or 1
    shares = {move: count / spoken for move, count in words.items()}
    stretch = (
        max((count_words(line.text) for line in lines if line.role == REP), default=0) / WORDS_PER_SECOND
    )
    return Heard(
        shares["connecting"], shares["understanding"], shares["sharing"], shares["setting"],
        dated=plan.due is not None, longest_stretch_s=stretch, reply=plan.reply,
    )  # fmt: skip


def monosyllables(pool: Mapping[str, say.Lines], scene: Scene, dice: Random) -> list[Line]:
    """A call without substance: a machine, a wrong number, somebody in a hurry."""
    answer = fill(dice.choice(_lines(pool, scene.language)), scene, dice)
    opening = fill(dice.choice(_lines(say.CONNECT_REP, scene.language)), scene, dice)
    if pool is say.VOICEMAIL:
        return _timed([Line(PROSPECT, answer, NOTHING)])
    close = dice.choice(_lines(say.CLOSE, scene.language))
    return _timed(
        [Line(REP, opening, "connecting"), Line(PROSPECT, answer, NOTHING), Line(REP, close, NOTHING)]
    )


def duration_of(lines: list[Line]) -> int:
    """Length of a conversation in whole seconds."""
    return round(lines[-1].start + count_words(lines[-1].text) / WORDS_PER_SECOND + PAUSE_S) if lines else 0


class _Talk:
    def __init__(self, scene: Scene, plan: TalkPlan, dice: Random) -> None:
        self.scene, self.plan, self.dice = scene, plan, dice
        self.said = set[str]()

    def lines(self) -> Iterator[Line]:
        yield from self._connect()
        yield from self._understand()
        yield from self._share()
        yield from self._set()
        yield Line(REP, self._pick(say.CLOSE), NOTHING)
        yield Line(PROSPECT, self._pick(say.CLOSE), NOTHING)

    def _connect(self) -> Iterator[Line]:
        for _ in range(self.plan.connecting):
            yield Line(REP, self._pick(say.CONNECT_REP), "connecting")
            yield Line(PROSPECT, self._pick(say.CONNECT_PROSPECT), "connecting")

    def _understand(self) -> Iterator[Line]:
        others = [topic for topic in topics.ASK[ENGLISH] if topic[0].islower()]
        asked = [self.scene.service, *self.dice.sample(others, len(others)), self.scene.service]
        for topic in asked[: self.plan.understanding]:
            yield Line(REP, self._opened(self._pick(topics.ASK, topic), say.BEFORE_ASKING), "understanding")
            yield Line(
                PROSPECT, self._opened(self._pick(topics.TELL, topic), say.BEFORE_TELLING), "understanding"
            )
            if self.dice.random() < PLAYS_BACK:
                yield Line(REP, self._pick(say.PLAY_BACK), "understanding")
                yield Line(PROSPECT, self._pick(topics.TELL, topic), "understanding")

    def _share(self) -> Iterator[Line]:
        claims = [self._claim(first=turn == 0) for turn in range(self.plan.sharing)]
        if self.plan.monologue and claims:
            more = [self._claim(first=False) for _ in range(MONOLOGUE_CLAIMS)]
            yield Line(REP, " ".join(claims + more), "sharing")
            yield Line(PROSPECT, self._pick(say.REACT), NOTHING)
            return
        for claim in claims:
            yield Line(REP, claim, "sharing")
            reaction = self._pick(say.REACT)
            yield Line(PROSPECT, reaction, "understanding" if reaction.endswith("?") else NOTHING)

    def _claim(self, *, first: bool) -> str:
        if first and self.plan.understanding > 1:
            return self._pick(say.SINCE_YOU_SAID)
        topic = self.scene.service if self.dice.random() < OF_THE_SERVICE else "general"
        return self._opened(self._pick(topics.SHARE, topic), say.BEFORE_SHARING)

    def _set(self) -> Iterator[Line]:
        if self.plan.setting:
            yield Line(REP, self._pick(say.SET_DATED if self.plan.due else say.SET_OPEN), "setting")
        if self.plan.reply == "disagreed":
            yield Line(PROSPECT, self._pick(say.DECLINE), "understanding")
        elif self.plan.setting:
            yield Line(
                PROSPECT, self._pick(say.AGREE if self.plan.reply == "agreed" else say.DEFER), "setting"
            )

    def _pick(self, pool: _Pool, topic: str = "") -> str:
        """A line that was not said yet in this call, in the call's language, where there is one."""
        own = self.scene.language if self.dice.random() < OWN_LANGUAGE else ENGLISH
        language, lines = own, self._sayable(pool[own], topic)
        if not lines:
            language, lines = ENGLISH, self._sayable(pool[ENGLISH], topic)
        line = self.dice.choice(lines or _of_topic(pool[ENGLISH], topic))
        self.said.add(line)
        return fill(line, replace(self.scene, language=language), self.dice, self.plan.due)

    def _sayable(self, lines: say.Lines | Mapping[str, say.Lines], topic: str) -> list[str]:
        of_topic = _of_topic(lines, topic)
        return [line for line in of_topic if line not in self.said and (self.plan.due or "day}" not in line)]

    def _opened(self, line: str, openings: Mapping[str, say.Lines]) -> str:
        """The line with a few words before it, as people begin."""
        opening = self.dice.choice(openings[ENGLISH]) if self.dice.random() < OPENS else ""
        return f"{opening}{line}"


_Pool = Mapping[str, say.Lines] | Mapping[str, Mapping[str, say.Lines]]


def _of_topic(lines: say.Lines | Mapping[str, say.Lines], topic: str) -> say.Lines:
    return lines[topic] if isinstance(lines, Mapping) else lines


def _lines(pool: Mapping[str, say.Lines], language: str) -> say.Lines:
    return pool.get(language) or pool[ENGLISH]


def fill(line: str, scene: Scene, dice: Random, due: date | None = None) -> str:
    """The line with its slots filled from the scene; `due` is what `{day}` stands for."""
    if "{" not in line:
        return line
    return line.format(
        rep=scene.rep,
        first=scene.first,
        company=scene.company,
        service=scene.service.lower(),
        city=scene.city,
        sites=scene.sites,
        staff=scene.staff,
        n=dice.randint(11, 95),
        n2=dice.randint(2, 9),
        tool=dice.choice(say.TOOLS),
        month=say.MONTHS[scene.language][(scene.on.month - dice.randint(1, 4)) % 12],
        **_names_of_day(scene, due, dice),
    )


def _names_of_day(scene: Scene, due: date | None, dice: Random) -> dict[str, str]:
    """A date as people say it: tomorrow, Thursday, 14 November; `on_day` has the word before it."""
    if due is None:
        return {"day": "then", "on_day": "then"}
    days = (due - scene.on).days
    if days == 1 and scene.language == ENGLISH:
        return {"day": "tomorrow", "on_day": "tomorrow"}
    if 1 <= days < A_WEEK and dice.random() < WEEKDAY_NAMED:
        day = say.WEEKDAYS[scene.language][due.weekday()]
        return {"day": day, "on_day": f"{'on' if scene.language == ENGLISH else 'hari'} {day}"}
    day = f"{due.day} {say.MONTHS[scene.language][due.month - 1]}"
    before = {ENGLISH: "on ", MALAY: "", INDONESIAN: "tanggal "}[scene.language]
    return {"day": day, "on_day": before + day}


def _timed(lines: Iterator[Line] | list[Line]) -> list[Line]:
    clock, timed = 0.0, list[Line]()
    for line in lines:
        timed.append(replace(line, start=round(clock, 1)))
        clock += count_words(line.text) / WORDS_PER_SECOND + PAUSE_S
    return timed
