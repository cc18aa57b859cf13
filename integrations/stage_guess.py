"""Which funnel state a stage label means, guessed from its words, and in which state deals begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from integrations.file_guess import FileGuess
from integrations.mapping import STATES_BY_LABEL, fold_label
from integrations.mapping_fields import RowKind
from integrations.mapping_words import STAGE_WORDS, fold_header
from integrations.mapping_yaml import plural
from ml.funnel import CLOSED, PROGRESS, FunnelState

PLEASE = "unknown word: please fill in the state"


@dataclass(frozen=True)
class StageGuess:
    """Stage label to state (None: nobody can tell) and the reason."""

    labels: dict[str, tuple[FunnelState | None, str]] = field(default_factory=dict)

    def known_label(self, label: str) -> str:
        """The label as the stage column has it, where it has it with or without the pipeline in brackets."""
        bare = label.rpartition(" (")[0] if label.endswith(")") else label
        return bare if bare in self.labels else label

    def entry_state(self, guess: FileGuess) -> tuple[str, str] | None:
        """The state that deals of a file enter when they begin, and why."""
        column = guess.column_of("entered_at")
        if guess.kind is not RowKind.PURSUIT or column is None:
            return None
        stem = fold_header(column)[:5]
        for label, (state, _) in self.labels.items():
            if state and state not in CLOSED and fold_header(label)[:5] == stem:
                return label, f"the date “{column}” is named like this stage"
        return FunnelState.SALES_TARGET.value, f"“{column}” says when a deal was made, before any stage"


def guess_stages(guesses: Sequence[FileGuess]) -> StageGuess:
    """The stages of all files, each with a state or None."""
    counts = Counter[str]()
    for guess in guesses:
        for label, rows in guess.stage_labels().items():
            counts[label] += rows
    labels = {label: _with_rows(guess_state(label), rows) for label, rows in counts.most_common()}
    return StageGuess(with_a_prospect(labels))


def guess_state(label: str) -> tuple[FunnelState | None, str]:
    """The state a label most likely means, and why.

    >>> guess_state("Presentation Scheduled")[0].value, guess_state("Closed Lost")[0].value, guess_state("Zzz")[0]
    ('PROSPECT', 'UNQUALIFIED', None)
    """
    folded = fold_label(label)
    if state := STATES_BY_LABEL.get(folded.replace("_", " ")):
        return state, "named like the state"
    for pattern, state, reason in STAGE_WORDS:
        if found := re.search(pattern, folded):
            return state, f"“{found[0]}”: {reason}"
    return None, PLEASE


def _with_rows(guess: tuple[FunnelState | None, str], rows: int) -> tuple[FunnelState | None, str]:
    return guess[0], f"{guess[1]}; {plural(rows, 'row')}" if rows else guess[1]


def with_a_prospect(
    labels: dict[str, tuple[FunnelState | None, str]],
) -> dict[str, tuple[FunnelState | None, str]]:
    """Deals are won out of PROSPECT: where no stage is one, it is the furthest open stage."""
    states = [state for state, _ in labels.values() if state]
    if FunnelState.PROSPECT in states or FunnelState.CLIENT not in states:
        return labels
    furthest = _furthest(
        (label, state) for label, (state, _) in labels.items() if state and state not in CLOSED
    )
    if furthest is None:
        return labels
    reason = f"{labels[furthest][1]}; the last open stage, out of which deals are won"
    return labels | {furthest: (FunnelState.PROSPECT, reason)}


def _furthest(stages: Iterable[tuple[str, FunnelState]]) -> str | None:
    """The one stage that is further along the funnel than all others."""
    ranked = sorted(stages, key=lambda stage: PROGRESS[stage[1]], reverse=True)
    if not ranked or (len(ranked) > 1 and PROGRESS[ranked[0][1]] == PROGRESS[ranked[1][1]]):
        return None
    return ranked[0][0]
