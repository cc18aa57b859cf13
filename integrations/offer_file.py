"""The offer table that an admin edits: YAML in which every mistake is told in one sentence with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from integrations.mapping_yaml import Lines, scalar
from ml.errors import BadInput
from ml.offer import Capability, Offer, Proof

MOST_BYTES = 200_000
MOST_ENTRIES = 200
LONGEST_SENTENCE = 200

_KEYS = ("seller", "hosts", "capabilities", "cases", "prices")
_ENTRY_KEYS = ("text", "meets", "services")

_PROPOSAL = """\
# What you offer: a pitch draft says nothing of your product that does not stand here.
# Take the # away where a line is to hold, and change the words. Short plain sentences read best aloud.

# seller: Kerjahub                     # your company, as you say it on the telephone
# hosts: [www.example.com]             # the only places that a draft may link to

# capabilities:                        # what the product does, the preferred one first
#   - text: Our roster warns the manager before a shift turns into overtime.
#     meets: [overtime, lembur]        # words of the pains that it meets, in every language you hear
#     services: [Rostering]            # left out: all services

# cases:                               # what may be told of other clients; figures only where they are true
#   - text: A bakery chain with 40 outlets cut its overtime by a third.
#     meets: [overtime, lembur]
#     services: [Rostering]

# prices:                              # one sentence for each service; "" stands for all others
#   Rostering: Rostering is 4 dollars a head each month, with support in it.
"""


def offer_proposal() -> str:
    """A commented offer table to begin with; as it stands it offers nothing."""
    return _PROPOSAL


def read_offer(path: Path) -> Offer:
    """The offer table that a file holds; an empty one where there is no file.

    Raises
    ------
    BadInput
        For anything that is not understood, with its place.
    """
    if not path.exists():
        return Offer()
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(f"The offer table {path.name} is larger than {MOST_BYTES // 1000} kB: shorten it.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise BadInput(f"The offer table {path.name} cannot be read: save it as UTF-8 text.") from error
    return parse_offer(text, name=path.name)


def parse_offer(text: str, *, name: str = "the offer table") -> Offer:
    r"""The offer table that a YAML text holds; see `read_offer`.

    >>> parse_offer("seller: Kerjahub\ncapabilities:\n- text: Our roster warns early.\n").seller
    'Kerjahub'
    """
    if len(text.encode()) > MOST_BYTES:
        raise BadInput(f"{name} is larger than {MOST_BYTES // 1000} kB: shorten it.")
    top = _table(_loaded(text, name), name, _KEYS)
    return Offer(
        seller=_text("" if top.get("seller") is None else top["seller"], f"{name}, `seller:`"),
        capabilities=tuple(
            Capability(*entry) for entry in _entries(top.get("capabilities"), f"{name}, `capabilities:`")
        ),
        proofs=tuple(Proof(*entry) for entry in _entries(top.get("cases"), f"{name}, `cases:`")),
        prices=tuple(_prices(top.get("prices"), f"{name}, `prices:`")),
        hosts=_texts(top.get("hosts"), f"{name}, `hosts:`"),
    )


def offer_text(offer: Offer, *, headline: str) -> str:
    """An offer table as a file has it, a comment above; `parse_offer` reads it back."""
    lines = Lines()
    lines.comment(headline)
    lines.add(0, "seller", offer.seller)
    listed = [*_listed("hosts", offer.hosts)]
    listed += _written("capabilities", offer.capabilities) + _written("cases", offer.proofs)
    if offer.prices:
        listed += ["prices:", *(f"  {scalar(service)}: {scalar(text)}" for service, text in offer.prices)]
    return lines.text() + "\n".join(listed) + "\n"


def _written(key: str, entries: Sequence[Capability | Proof]) -> list[str]:
    lines = [f"{key}:"] if entries else []
    for entry in entries:
        lines.append(f"  - text: {scalar(entry.text)}")
        lines += [
            f"    {line}" for line in (*_listed("meets", entry.meets), *_listed("services", entry.services))
        ]
    return lines


def _listed(key: str, texts: Iterable[str]) -> Iterator[str]:
    if inner := ", ".join('""' if not text else scalar(text) for text in texts):
        yield f"{key}: [{inner}]"


def _loaded(text: str, name: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise BadInput(
            f"{name}{line} is not YAML: {getattr(error, 'problem', None) or 'check it'}."
        ) from error
    except (RecursionError, ValueError) as error:  # nested without end; a date such as 2026-13-45
        raise BadInput(f"{name} is not YAML that can be read: compare it with the proposal.") from error


def _entries(raw: Any, where: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Text, words and services of each entry of a list."""
    if raw is None:
        return
    if not isinstance(raw, list):
        raise BadInput(f"{where} should be a list of entries, each beginning with `- text:`.")
    if len(raw) > MOST_ENTRIES:
        raise BadInput(f"{where} has {len(raw)} entries; {MOST_ENTRIES} are the most.")
    for number, entry in enumerate(raw, 1):
        place = f"{where} entry {number}"
        table = _table(entry, place, _ENTRY_KEYS)
        text = _text("" if table.get("text") is None else table["text"], f"{place}, `text:`")
        if not text:
            raise BadInput(f"{place} needs `text:`, one sentence.")
        yield (
            text,
            _texts(table.get("meets"), f"{place}, `meets:`"),
            _texts(table.get("services"), f"{place}, `services:`"),
        )


def _prices(raw: Any, where: str) -> Iterator[tuple[str, str]]:
    for service, sentence in _table(raw, where).items():
        yield _text(service, where), _text(sentence, f"{where} “{service}”")


def _table(raw: Any, where: str, known: Sequence[str] = ()) -> dict[Any, Any]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise BadInput(f"{where} should be lines of `name: value`.")
    for key in raw:
        if known and key not in known:
            raise BadInput(f"{where}: “{str(key)[:40]}” is not known here; write {', '.join(known)}.")
    return raw


def _texts(raw: Any, where: str) -> tuple[str, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list) or len(raw) > MOST_ENTRIES:
        raise BadInput(f"{where} should be a list of at most {MOST_ENTRIES}, such as [overtime, lembur].")
    return tuple(_text(item, where) for item in raw)


def _text(raw: Any, where: str) -> str:
    """A text; a number or a word such as `no` needs quotation marks, since YAML reads them as something else."""
    if not isinstance(raw, str):
        raise BadInput(f"{where}: put the text in quotation marks.")
    if len(raw) > LONGEST_SENTENCE:
        raise BadInput(f"{where} has {len(raw)} signs; {LONGEST_SENTENCE} are the most.")
    return " ".join(raw.split())
