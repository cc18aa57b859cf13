"""What redaction takes out of invented lines of Singapore, Malaysia and Indonesia, and what it leaves."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

from integrations.known_names import KnownNames
from integrations.redaction import Redactor

TITLE = "Redaction before anything leaves the machine"
LINES = Path(__file__).with_name("redaction_lines.txt")
# What the CRM of the lines knows. The names of these lines and no others.
KNOWN = KnownNames(
    people=(
        *("Ravi Kumar", "Ada Lim", "Siti Nurhaliza binti Ahmad", "Budi Santoso", "Sutrisno", "Hartanto"),
        *("Muhammad Hafiz bin Abdullah", "Kavitha A/P Subramaniam", "Muthu A/L Raman", "Sean O'Brien"),
        *("Grace Hope", "May Tan Li Ying", "Will Chua", "Mark Teo", "Rose Fernandez", "Tan Wei Ming"),
        *("Ng Hui Min", "Datuk Lim Kok Seng", "Dewi Lestari", "Putri Ayu Wulandari", "Hari Prasetyo"),
        *("José da Silva", "Mei Lin Koh", "Robert Lim", "Dr Aishah Rahman", "I Made Wirawan", "Tim Halim"),
        *("Jean-Pierre Goh", "Lee Ah Kow", "Nurul Izzah", "Joy Bautista", "Bagus Setiawan"),
        *("Indah Permatasari", "Farah Aminah binti Yusof", "Daniel Koh Jun Jie", "Rizky Pratama"),
        *("Priscilla Ong", "Yohanes Christian Wijaya", "Nur Aisyah"),
    ),
    companies=(
        *("Kerjahub", "Acme Logistics Pte Ltd", "PT Sinar Jaya Abadi Tbk", "Delima Foods Sdn Bhd"),
        *("Summit Retail Pte. Ltd.", "88 Mart Sdn Bhd", "CV Maju Bersama", "Lim & Sons Holdings Berhad"),
        *("Best Price Sdn Bhd", "Bintang Hotel Group", "Orchid Care Pte Ltd"),
        *(
            "Harbour Freight Services Pte Ltd",
            "PT Cahaya Timur Logistik",
            "Kopi Kita Sdn Bhd",
            "Nexa Clinics",
        ),
    ),
)
_MARK = re.compile(r"<([A-Z]+)\|([^>]*)>")
# (words, kinds of the lines, least recall or greatest share redacted); None: measured, no bar.
_TAKEN = (
    ("ids with a check digit or date, and cards", ("ID", "CARD"), 1.0),
    ("e-mail addresses", ("EMAIL",), 1.0),
    ("telephone numbers", ("PHONE",), 0.98),
    ("names that the CRM knows: people and companies", ("KNOWN", "COMPANY"), 0.99),
    ("bank accounts, salaries, links with secrets", ("ACCOUNT", "SALARY", "URL"), None),
    ("names that the CRM does not know: only a part can be found", ("UNKNOWN",), None),
)
_LEFT = (
    ("ordinary numbers, dates, prices taken out", ("KEEP",), 0.02),
    ("numbers whose check fails taken out", ("WRONG",), 0.0),
    ("ordinary words that are also names taken out", ("WORD",), None),
)
BAR_SECONDS, BAR_GROWTH = 1.0, 12.0
_BRICKS = (
    *(
        "9",
        "a",
        "9123 4567 ",
        "9123 4567 order ",
        "0 ",
        "00 ",
        "12-",
        "4111 1111 1111 1112 ",
        "a@",
        "a.",
        "a.b@",
        "a'",
    ),
    *(
        "Ravi ",
        "Will ",
        "my name is ",
        "gaji ",
        "account no ",
        "https://a?",
        "pak ",
        "Pak A ",
        "Acme Pte Ltd ",
    ),
    *("[PERSON_1]", "x\n", "(", "1.", "one ", "at a dot "),
)

Row = tuple[str, str, str, bool]


@dataclass(frozen=True)
class Line:
    """A line as it is written, and (kind, start, end) of what stands in it."""

    text: str
    marks: tuple[tuple[str, int, int], ...]


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the signature all benchmarks share
    """What is found, by kind, in the list that shaped the rules and in the one written after them; and the time."""
    rows = [row for half, lines in halves().items() for row in _judge(half, lines)]
    return [*rows, *_times(quick)]


def halves() -> dict[str, list[Line]]:
    """The lines of the file under the headings of its two lists."""
    found = defaultdict[str, list[Line]](list)
    half = ""
    for written in LINES.read_text(encoding="utf-8").splitlines():
        if written.startswith("=="):
            half = written.strip("= ")
        elif written and half:
            found[half].append(_read(written))
    return dict(found)


def _read(written: str) -> Line:
    text, marks, at = "", list[tuple[str, int, int]](), 0
    for mark in _MARK.finditer(written):
        text += written[at : mark.start()]
        marks.append((mark[1], len(text), len(text) + len(mark[2])))
        text, at = text + mark[2], mark.end()
    return Line(text + written[at:], tuple(marks))


def misses(lines: Sequence[Line]) -> Iterator[tuple[str, str, bool, str]]:
    """For every mark: its kind, its words, whether it was taken out (one letter is enough where it should stay), the line."""
    for line in lines:
        taken = _taken(line.text)
        for kind, start, end in line.marks:
            hit = any if kind in {"KEEP", "WRONG", "WORD"} else all
            out = hit(taken[at] for at in range(start, end) if line.text[at].isalnum())
            yield kind, line.text[start:end], out, line.text


def _taken(text: str) -> list[bool]:
    """For every letter, whether it was taken out."""
    redactor, taken = Redactor(KNOWN), list[bool]()
    for part in re.split(r"(\[[A-Z]+_\d+\])", redactor.redact(text)):
        original = redactor.originals.get(part)
        taken += [original is not None] * len(part if original is None else original)
    return taken


def _judge(half: str, lines: Sequence[Line]) -> Iterator[Row]:
    counts = Counter[tuple[str, bool]]((kind, out) for kind, _words, out, _line in misses(lines))
    for words, kinds, bar in _TAKEN:
        hit, total = _share(counts, kinds)
        shown = "measured" if bar is None else f"≥ {bar:.0%}"
        yield (
            f"{half}: {words}",
            f"{hit / total:.1%} ({hit} of {total})",
            shown,
            bar is None or hit >= bar * total,
        )
    for words, kinds, bar in _LEFT:
        hit, total = _share(counts, kinds)
        shown = "measured" if bar is None else f"≤ {bar:.0%}"
        yield (
            f"{half}: {words}",
            f"{hit / total:.1%} ({hit} of {total})",
            shown,
            bar is None or hit <= bar * total,
        )


def _share(counts: Counter[tuple[str, bool]], kinds: Sequence[str]) -> tuple[int, int]:
    hit = sum(counts[kind, True] for kind in kinds)
    return hit, hit + sum(counts[kind, False] for kind in kinds)


def _times(quick: bool) -> Iterator[Row]:
    """The slowest of some texts that are made to be slow, and how it grows when they are ten times as long."""
    length = 100_000
    slowest, name = max((_seconds(text), name) for name, text in _slow_texts(length))
    what = f"{length:,} letters, more than a two-hour call: the slowest of {len(_BRICKS) + 2} hostile texts (“{name}”)"
    yield what, f"{slowest:.2f} s", f"< {BAR_SECONDS:.0f} s", slowest < BAR_SECONDS
    if not quick:
        longer = _seconds(dict(_slow_texts(10 * length))[name])
        growth = longer / slowest
        yield (
            "the same, ten times as long",
            f"{longer:.1f} s, {growth:.1f} ×",
            f"≤ {BAR_GROWTH:.0f} ×",
            growth <= BAR_GROWTH,
        )


def _slow_texts(length: int) -> Iterator[tuple[str, str]]:
    random = Random(1)  # noqa: S311 - text, not secrets
    yield from ((brick.strip(), brick * (length // len(brick))) for brick in _BRICKS)
    yield "numbers", " ".join(f"0812 {random.randrange(10**8):08}" for _ in range(length // 14))
    lines = "\n".join(line.text for lines in halves().values() for line in lines)
    yield "the lines", (lines * (length // len(lines) + 1))[:length]


def _seconds(text: str) -> float:
    redactor = Redactor(KNOWN)
    begun = perf_counter()
    redactor.redact(text)
    return perf_counter() - begun
