"""A first guess at the mapping of a company's exports: YAML with its reasons, usable as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from integrations.column_profiles import profile_file
from integrations.csv_exports import find_exports
from integrations.csv_reading import open_csv
from integrations.file_guess import FileGuess, guess_file
from integrations.mapping_fields import RowKind
from integrations.mapping_yaml import Lines, plural
from integrations.spelling_guess import Renames, guess_renames
from integrations.stage_guess import StageGuess, guess_stages


def propose_mapping(paths: Sequence[Path]) -> str:
    """A mapping for these exports, as YAML; every line that was guessed has its reason as a comment.

    Raises
    ------
    BadInput
        When there is no CSV file, or one cannot be read.
    """
    guesses = [guess_file(profile_file(open_csv(path))) for path in find_exports(paths)]
    stages = guess_stages(guesses)
    lines = Lines()
    lines.comment(f"A first guess at what is what in {_names(guesses)}.")
    lines.comment(
        "Please read it and correct what is wrong; then: sales-assistant import PATH… --mapping THIS_FILE"
    )
    lines.add(0, "time_zone", "UTC", "of moments that name no zone; write the team's, such as Asia/Singapore")
    _write_stages(lines, stages)
    lines.open(0, "files")
    for guess in guesses:
        _write_file(lines, guess, stages, guess_renames(guess, guesses))
    return lines.text()


def _names(guesses: Iterable[FileGuess]) -> str:
    return ", ".join(guess.name for guess in guesses)


def _write_stages(lines: Lines, stages: StageGuess) -> None:
    if not stages.labels:
        return
    lines.comment(
        "Which stage label is which state of the funnel. States: SALES_TARGET, LEAD, HOT_LEAD, COLD_LEAD,"
    )
    lines.comment("QUALIFIED_OPPORTUNITY, PROSPECT (agreed to a demo), CLIENT (bought), UNQUALIFIED (left).")
    lines.open(0, "stages")
    for label, (state, reason) in stages.labels.items():
        lines.add(1, label, state.value if state else None, reason)


def _write_file(lines: Lines, guess: FileGuess, stages: StageGuess, renames: Renames) -> None:
    rows = plural(guess.profile.rows, "row") + ("" if guess.profile.whole else " or more")
    lines.entry(1, "file", guess.name, rows)
    lines.add(2, "row", guess.kind.value, guess.reason)
    if guess.kind is RowKind.IGNORE:
        return
    if guess.dates:
        lines.add(2, "dates", guess.dates, guess.dates_reason)
    _write_table(
        lines, "columns", [(column, name, reason) for column, (name, reason) in guess.fields.items()]
    )
    if entry := stages.entry_state(guess):
        lines.add(2, "entry_state", *entry)
    _write_table(
        lines, "stage_dates", [(c, stages.known_label(label), "") for c, label in guess.stage_dates.items()]
    )
    _write_table(lines, "constants", guess.constants)
    _write_renames(lines, renames)
    _write_table(lines, "properties", [(c, rule, reason) for c, (rule, reason) in guess.properties.items()])


def _write_table(lines: Lines, key: str, rows: Sequence[tuple[str, str, str]]) -> None:
    if rows:
        lines.open(2, key)
        for name, value, reason in rows:
            lines.add(3, name, value, reason)


def _write_renames(lines: Lines, renames: Renames) -> None:
    if renames.sure:
        lines.open(2, "values")
        for name, table in renames.sure.items():
            lines.open(3, name)
            for old, (new, reason) in table.items():
                lines.add(4, old, new, reason)
    for old, new in renames.unsure:
        lines.comment(
            f"“{old}” and “{new}” may be the same company: rename one under values, company", depth=2
        )
