"""Taking names and numbers out of a text before it leaves the machine, and putting them back afterwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import get_args

from integrations.known_names import KnownNames
from integrations.phone_numbers import REGIONS
from integrations.redaction_contexts import find_accounts, find_addresses, find_salaries
from integrations.redaction_ids import find_ids
from integrations.redaction_names import NameIndex
from integrations.redaction_numbers import find_amounts, find_dates
from integrations.redaction_phones import Phones
from integrations.redaction_spans import Claims, Kind, Span, joined, plain
from integrations.redaction_strangers import find_companies, find_strangers
from integrations.redaction_text import words_of

_PLACEHOLDER = re.compile(rf"\[(?:{'|'.join(filter(None, get_args(Kind)))})_[0-9]{{1,9}}\]")
# What its neighbour hid is seen once that is taken out, so changed lines are read again; never this often.
_MOST_ROUNDS = 6


class Redactor:
    """Placeholders for what must not leave the machine; the same text gets the same one, here only.

    Names that nobody knows are found only where a title, an introduction or a legal form gives them away.

    Parameters
    ----------
    known
        The names that the CRM knows.
    regions
        Countries (ISO 3166, two letters) whose local telephone numbers are understood.

    Examples
    --------
    >>> redactor = Redactor(KnownNames(people=("Ravi Kumar",), companies=("Acme Pte Ltd",)))
    >>> redactor.redact("Ravi Kumar of Acme: 9123 4567, 320 headcount")
    '[PERSON_1] of [COMPANY_1]: [PHONE_1], 320 headcount'
    >>> redactor.restore("Call [PERSON_1] at [PHONE_1], not [PHONE_7].")
    'Call Ravi Kumar at 9123 4567, not [PHONE_7].'
    """

    def __init__(self, known: KnownNames | None = None, regions: Sequence[str] = REGIONS) -> None:
        self._names = NameIndex(known or KnownNames())
        self._phones = Phones(regions)
        self._placeholders = dict[tuple[Kind, str], str]()
        self._originals = dict[str, str]()
        self._used = Counter[Kind]()
        self._literal = set[str]()

    @property
    def originals(self) -> Mapping[str, str]:
        """What each placeholder stands for."""
        return MappingProxyType(self._originals)

    def redact(self, text: str) -> str:
        """The text with placeholders; as many lines as before, and nothing more to take out.

        What looks like a placeholder already stays as it is, and its number is given to nothing else. Where it is
        one that was given out before, it stands for the same again.
        """
        self._literal.update(found for found in _PLACEHOLDER.findall(text) if found not in self._originals)
        lines = self._once(text).splitlines(keepends=True)
        before = text.splitlines(keepends=True)
        todo = [at for at, line in enumerate(lines) if line != before[at]]
        for _ in range(_MOST_ROUNDS):
            if not todo:
                break
            known = len(self._names)
            redacted = self._once("".join(lines[at] for at in todo)).splitlines(keepends=True)
            again = [(at, line) for at, line in zip(todo, redacted, strict=True) if line != lines[at]]
            for at, line in again:
                lines[at] = line
            # A name that is learned this late may stand in any line.
            todo = [at for at, _ in again] if len(self._names) == known else list(range(len(lines)))
        return "".join(lines)

    def restore(self, text: str) -> str:
        """The text with what the placeholders stand for; one that was never given out stays."""
        return _PLACEHOLDER.sub(lambda found: self._originals.get(found[0], found[0]), text)

    def invented(self, text: str) -> list[str]:
        """Placeholders in a text that were never given out, in order."""
        return [found for found in _PLACEHOLDER.findall(text) if found not in self._originals]

    def _find(self, text: str) -> list[Span]:
        """What is to be taken out, in order; rules that are surer come first."""
        claims = Claims(len(text))
        claims.add(Span(*found.span(), "") for found in _PLACEHOLDER.finditer(text))
        claims.add(find_addresses(text))
        claims.add(find_ids(text))
        claims.add(find_dates(text))
        claims.add(find_salaries(text))
        claims.add(find_accounts(text))
        claims.add(find_amounts(text))
        claims.add(self._phones.find(text, claims))
        self._find_names(text, claims)
        return sorted(span for span in claims.spans if span.kind)

    def _find_names(self, text: str, claims: Claims) -> None:
        words = words_of(text)
        claims.add(joined([*self._names.find_companies(text, words), *find_companies(text, words)]))
        strangers = [
            span for span in find_strangers(text, words, self._names) if claims.free(span.start, span.end)
        ]
        claims.add(joined([*strangers, *self._names.find_people(text, words, claims)]))

    def _once(self, text: str) -> str:
        parts, at = [], 0
        for span in self._find(plain(text)):
            parts += [text[at : span.start], self._placeholder(span.kind, text[span.start : span.end])]
            at = span.end
        return "".join([*parts, text[at:]])

    def _placeholder(self, kind: Kind, original: str) -> str:
        known = self._placeholders.get((kind, original))
        if known is not None:
            return known
        while True:
            self._used[kind] += 1
            made = f"[{kind}_{self._used[kind]}]"
            if made not in self._literal:
                break
        self._placeholders[kind, original] = made
        self._originals[made] = original
        return made
