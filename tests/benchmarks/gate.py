"""The gate before every draft: wrong digits, dates, names, units and denials that it catches, and false alarms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from time import perf_counter

from ml.cuss import Move
from ml.fact_sheet import fact_sheet
from ml.facts import FactSheet
from ml.groundedness import check
from ml.pitch import Channel, PitchDraft, PitchLine, PitchWish
from ml.sample_offer import SAMPLE_OFFER
from ml.template_writer import write
from tests.benchmarks.changed_drafts import KINDS, OTHERS, Spot, mutations, spots_of
from tests.benchmarks.clean_drafts import clean_drafts
from tests.sample_dossiers import UNTIL, sample_dossiers

TITLE = "The gate before every draft"
SEED = 11

Row = tuple[str, str, str, bool]


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the signature all benchmarks share
    """Caught mutations by kind, false alarms, and the time that drafts take."""
    hand, template = list(clean_drafts()), list(_template_drafts(20 if quick else 120))
    spots = [spot for sheet, draft in (*hand, *template) for spot in spots_of(sheet, draft)]
    return [
        *_caught(spots, 60 if quick else 150),
        _false_alarms("by hand", hand),
        _false_alarms("of the template", template),
        _slowest(),
    ]


def _template_drafts(leads: int) -> Iterator[tuple[FactSheet, PitchDraft]]:
    for dossier in sample_dossiers(leads):
        sheet = fact_sheet(dossier, SAMPLE_OFFER, UNTIL)
        for take, channel in enumerate(Channel):
            yield sheet, write(sheet, PitchWish(channel, take=take, key=str(dossier.card.pursuit_id)))


def _caught(spots: Sequence[Spot], each: int) -> Iterator[Row]:
    total = 0
    for kind, (change, bar) in KINDS.items():
        caught = missed = 0
        for spot, draft in mutations(spots, change, each, Random(f"{SEED}{kind}")):  # noqa: S311 - a draw of drafts, not a secret
            found = bool(check(draft, spot.sheet, others=OTHERS))
            caught, missed = caught + found, missed + (not found)
        total += caught + missed
        share = caught / max(1, caught + missed)
        yield (
            f"caught: {kind}",
            f"{caught} of {caught + missed} ({share:.1%})",
            f"≥ {bar:.0%}",
            share >= bar and caught > 0,
        )
    yield "mutations in all", f"{total:,}", "told", True


def missed(kind: str, each: int = 150) -> Iterator[tuple[str, str]]:
    """What the gate lets through of a kind: the words before and after, for whoever looks into it."""
    spots = [
        one for sheet, draft in (*clean_drafts(), *_template_drafts(120)) for one in spots_of(sheet, draft)
    ]
    change, _bar = KINDS[kind]
    for spot, draft in mutations(spots, change, each, Random(f"{SEED}{kind}")):  # noqa: S311 - a draw of drafts, not a secret
        if not check(draft, spot.sheet, others=OTHERS):
            yield spot.text, draft.subject if spot.move is None else draft.moves[spot.move][spot.line].text


# --- false alarms and time -------------------------------------------------------------------------------


def _false_alarms(whose: str, drafts: Sequence[tuple[FactSheet, PitchDraft]]) -> Row:
    wrong = sum(bool(check(draft, sheet, others=OTHERS)) for sheet, draft in drafts)
    share = wrong / len(drafts)
    return (
        f"false alarms on clean drafts {whose}",
        f"{wrong} of {len(drafts)} ({share:.1%})",
        "≤ 5%",
        share <= 0.05,
    )


def _slowest() -> Row:
    """Drafts of a megabyte in one line, in many lines, and one as long as the gate still reads, of hard text."""
    sheet = next(clean_drafts())[0]
    texts = (
        "9" * 1_000_000,
        "Rp 4.500.000 on 14/11 " * 45_000,
        "“a b c d” " * 100_000,
        "one " * 700,
        "1.1" * 1000,
        "a-" * 1500,
    )
    drafts = [PitchDraft(Channel.EMAIL, {Move.SHARING: (PitchLine(text, ("f4",)),)}) for text in texts]
    drafts.append(PitchDraft(Channel.EMAIL, {Move.SHARING: (PitchLine("A 3.", ("f4",)),) * 100_000}))
    slowest = max(_seconds(draft, sheet) for draft in drafts)
    return "slowest draft of hostile text, up to 1 MB", f"{slowest:.2f} s", "< 2 s", slowest < 2


def _seconds(draft: PitchDraft, sheet: FactSheet) -> float:
    begun = perf_counter()
    check(draft, sheet)
    return perf_counter() - begun
