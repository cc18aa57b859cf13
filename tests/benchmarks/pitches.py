"""How the template's drafts read: repeated sentences, wordings, readability and budgets, on the sample company."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from random import Random

from ml.cuss import MOVES
from ml.fact_sheet import fact_sheet
from ml.facts import WANTED, FactKind, FactSheet
from ml.pitch import BUDGETS, Channel, PitchDraft, PitchWish
from ml.readability import grade
from ml.sample_offer import SAMPLE_OFFER
from ml.sentence_choice import slots_in
from ml.sentence_plans import PLANS
from ml.spoken_text import count_words, sentences
from ml.template_writer import write
from tests.sample_dossiers import UNTIL, sample_dossiers

TITLE = "Pitch drafts of the template"
IN_A_ROW, FEWEST_WORDINGS, HARDEST = 10, 10, 9.0

Row = tuple[str, str, str, bool]


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the signature all benchmarks share
    """Figures by channel over the leads of the sample company."""
    leads = [
        (dossier.card.pursuit_id, fact_sheet(dossier, SAMPLE_OFFER, UNTIL))
        for dossier in sample_dossiers(60 if quick else 400)
    ]
    return [*_wordings(), *_repeats(leads), *_grades(leads), *_budgets(leads)]


def _wordings() -> Iterator[Row]:
    plain = {name: sum(not slots_in(wording) for wording in PLANS[f"ask.{name}"]) for name in WANTED}
    least = min(plain.values())
    yield (
        "wordings of a question that needs no fact, the fewest",
        str(least),
        f"≥ {FEWEST_WORDINGS}",
        least >= FEWEST_WORDINGS,
    )


def _repeats(leads: Sequence[tuple[int, FactSheet]]) -> Iterator[Row]:
    for channel in Channel:
        takes = [
            repeated(
                [
                    (sheet, write(sheet, PitchWish(channel, take=take, key=str(key))))
                    for take in range(IN_A_ROW)
                ]
            )
            for key, sheet in leads
        ]
        yield _none(
            f"{channel}: one lead, ten takes: drafts' sentences that stand twice, over {len(leads)} leads",
            sum(takes),
        )
        draws = list(_tens(leads))
        counted = [
            repeated(
                [
                    (sheet, write(sheet, PitchWish(channel, take=k, key="rep")))
                    for k, (_, sheet) in enumerate(ten)
                ]
            )
            for ten in draws
        ]
        yield _none(
            f"{channel}: ten leads in a row, the takes counted on: the same, over {len(draws)} rows",
            sum(counted),
        )
        apart = [
            repeated([(sheet, write(sheet, PitchWish(channel, key=str(key)))) for key, sheet in ten])
            for ten in draws
        ]
        yield (
            f"{channel}: ten leads, each its first take: mean of the same",
            f"{statistics.mean(apart):.1f}",
            "told",
            True,
        )


def _none(what: str, count: int) -> Row:
    return what, str(count), "0", count == 0


def _tens(leads: Sequence[tuple[int, FactSheet]]) -> Iterator[list[tuple[int, FactSheet]]]:
    dice = Random(4)  # noqa: S311 - a draw of leads, not a secret
    return (dice.sample(leads, IN_A_ROW) for _ in range(40))


def repeated(drafts: Iterable[tuple[FactSheet, PitchDraft]]) -> int:
    """How many sentences stand twice or more in these drafts, those that are nothing but a fact left out."""
    said = Counter(itertools.chain.from_iterable(_own_sentences(sheet, draft) for sheet, draft in drafts))
    return sum(count > 1 for count in said.values())


def _own_sentences(sheet: FactSheet, draft: PitchDraft) -> set[str]:
    told = {fact.value for fact in sheet.of(FactKind.WORKED)}
    return {
        sentence for _, line in draft.lines if line.text not in told for sentence in sentences(line.text)
    } | ({draft.subject} - {""})


def _grades(leads: Sequence[tuple[int, FactSheet]]) -> Iterator[Row]:
    for channel in Channel:
        grades = [grade(write(sheet, PitchWish(channel, key=str(key))).body) for key, sheet in leads]
        worst = max(grades)
        figures = f"{statistics.mean(grades):.1f}, worst {worst:.1f}"
        yield f"{channel}: Flesch-Kincaid grade, mean", figures, f"≤ {HARDEST:.0f}", worst <= HARDEST


def _budgets(leads: Sequence[tuple[int, FactSheet]]) -> Iterator[Row]:
    for channel in Channel:
        drafts = [
            write(sheet, PitchWish(channel, take=take, key=str(key)))
            for key, sheet in leads
            for take in range(3)
        ]
        kept = sum(map(keeps_budget, drafts)) / len(drafts)
        words = sorted(draft.words for draft in drafts)
        yield f"{channel}: budget kept ({words[0]}–{words[-1]} words)", f"{kept:.1%}", "100 %", kept == 1


def keeps_budget(draft: PitchDraft) -> bool:
    """Words, signs, subject, links, one ask in Setting, and every move made where it has to be."""
    budget = BUDGETS[draft.channel]
    asks = " ".join(line.text for line in draft.moves[MOVES[-1]]).count("?")
    offers = draft.channel is not Channel.LINKEDIN
    return (
        budget.fewest_words <= draft.words <= (budget.words or draft.words)
        and len(draft.body) <= (budget.characters or len(draft.body))
        and len(draft.subject) <= budget.subject
        and bool(draft.subject) == (draft.channel is Channel.EMAIL)
        and not re.search(r"https?:|www\.", draft.body)
        and asks == offers
        and all(draft.moves[move] for move in (MOVES if offers else MOVES[:2]))
        and count_words(draft.moves[MOVES[0]][0].text) <= 30
    )
