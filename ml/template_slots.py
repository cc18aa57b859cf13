"""What the slots of a sentence plan are filled with: names, touches, times and quotes from a fact sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ml.facts import Fact, FactKind, FactSheet
from ml.funnel import FunnelState
from ml.pitch import Channel
from ml.sentence_choice import Filled
from ml.spoken_text import PROSPECT, REP
from ml.told_facts import promised_thing

_LONG_OVERDUE_DAYS = 90
_REACH = {
    Channel.CALL: "calling",
    Channel.EMAIL: "writing",
    Channel.WHATSAPP: "writing",
    Channel.LINKEDIN: "writing",
}
_TALKS = ("call", "meeting", "visit")
# Words that lose their capital in the middle of a sentence; any other may be a name.
_COMMON_WORDS = """
    a an the our we you your it its this that these those when where while each every all most many more
    some everything everybody nobody staff managers hours there here with without from for in on at by as if
    so and but what how who"""
_COMMON = frozenset(_COMMON_WORDS.split())


def slots_of(sheet: FactSheet, channel: Channel) -> dict[str, Filled]:
    """The slots that hold for a whole draft; a slot that cannot be filled is not there."""
    return {name: filled for name, filled in _slots(sheet, channel) if filled.text}


def _slots(sheet: FactSheet, channel: Channel) -> Iterator[tuple[str, Filled]]:
    yield "reach", Filled(_REACH[channel])
    for name, kind in (
        ("company", FactKind.COMPANY),
        ("employees", FactKind.EMPLOYEES),
        ("seller", FactKind.SELLER),
    ):
        yield name, of_fact(sheet.first(kind))
    yield "service", of_fact(next(reversed(list(sheet.of(FactKind.SERVICE))), None))
    if other := list(sheet.of(FactKind.SERVICE))[1:]:
        yield "other", of_fact(other[0])
    yield "intro", _intro(sheet)
    if owed := overdue(sheet):
        yield "thing", Filled(promised_thing(owed.value), (owed.id,))
    if touch := sheet.first(FactKind.TOUCH):
        yield "touch", Filled(f"{_whose(touch)} {touch.value}", (touch.id,))
    times = [Filled(_time(time.value, channel), (time.id,)) for time in sheet.of(FactKind.TIME)]
    if len(times) > 1:
        yield from (("t1", times[0]), ("t2", times[1]))


def _time(slot: str, channel: Channel) -> str:
    """'Thu 26 Nov at 10:00'; where words are few, 'Thu 10:00', for it is within the week."""
    day, _, hour = slot.partition(", ")
    return (
        f"{day.split(' ', 1)[0]} {hour}"
        if channel is Channel.WHATSAPP and hour
        else slot.replace(", ", " at ")
    )


def of_fact(fact: Fact | None) -> Filled:
    """A slot filled with a fact's own words, without the full stop."""
    return Filled(fact.value.rstrip(" ."), (fact.id,)) if fact else Filled("")


def continued(fact: Fact) -> Filled:
    """A sentence of ours as it goes on after a colon: a common first word loses its capital.

    >>> continued(Fact("f1", FactKind.CAPABILITY, "Our roster warns early.", "offer table")).text
    'our roster warns early'
    """
    filled = of_fact(fact)
    first = filled.text.split(" ", 1)[0]
    small = first.lower() in _COMMON
    return Filled(filled.text[:1].lower() + filled.text[1:] if small else filled.text, filled.facts)


def overdue(sheet: FactSheet) -> Fact | None:
    """What we promised and did not do in time; not what is so old that nobody waits for it."""
    for fact in sheet.of(FactKind.PROMISE):
        late = (sheet.on - fact.due).days if fact.due else 0
        if fact.speaker == REP and 0 < late <= _LONG_OVERDUE_DAYS and promised_thing(fact.value):
            return fact
    return None


def _intro(sheet: FactSheet) -> Filled:
    rep, seller = of_fact(sheet.first(FactKind.REP)), of_fact(sheet.first(FactKind.SELLER))
    name = " from ".join(filter(None, (rep.text, seller.text))) if rep.text else ""
    return Filled(name, rep.facts + seller.facts)


def _whose(touch: Fact) -> str:
    """'our call', 'your email', 'my message'."""
    if touch.value.startswith(_TALKS):
        return "our"
    return "your" if touch.speaker == PROSPECT else "my"


def opener(sheet: FactSheet, slots: Mapping[str, Filled], channel: Channel) -> Iterator[str]:
    """Plans that may open a draft, the most telling first."""
    touch = sheet.first(FactKind.TOUCH)
    if "thing" in slots and channel is not Channel.LINKEDIN:
        yield "open.own"
    if touch and touch.is_stale(sheet.on):
        yield "open.stale"
    elif touch:
        whose = _whose(touch)
        yield {"our": "open.talk", "your": "open.theirs"}.get(whose, "open.ours")
    if channel is not Channel.WHATSAPP:  # where words are few
        yield "open.size"
    yield from ("open.service", "open.company", "open.bare")


# What a rep's own words ask for; the first that fits.
_GOALS = (
    ("renewal", r"renew|extend|extension|perpanjang|sambung"),
    ("quote", r"quot|pric|offer\b|penawaran|sebut ?harga|harga"),
    ("demo", r"demo"),
    ("reference", r"referenc|referral|testimon"),
    ("case", r"\bcase\b|kajian kes|studi kasus"),
    ("review", r"proposal"),
    ("decision", r"decision|decid|sign|clos|contract|kontrak"),
    ("meeting", r"meet|visit|lunch|coffee|jumpa|ketemu|bertemu"),
    ("talk", r"\bcall\b|talk|chat|intro"),
)
_BY_STATE = {
    FunnelState.HOT_LEAD: "demo",
    FunnelState.QUALIFIED_OPPORTUNITY: "review",
    FunnelState.PROSPECT: "decision",
    FunnelState.CLIENT: "other",
    FunnelState.COLD_LEAD: "case",
    FunnelState.UNQUALIFIED: "case",
}


def ask_kind(sheet: FactSheet, goal: str, slots: Mapping[str, Filled]) -> str:
    """What to ask for: what the rep wants, else what we owe, else what fits the stage."""
    wanted = next((kind for kind, words in _GOALS if re.search(words, goal.lower())), "")
    owed = "thing" if "thing" in slots else ""
    kind = wanted or owed or _BY_STATE.get(sheet.state, "talk")
    missing = (kind == "other" and "other" not in slots) or (
        kind == "case" and not sheet.first(FactKind.PROOF)
    )
    return "talk" if missing else kind
