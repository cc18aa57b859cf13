"""Telephone numbers as people write and say them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from integrations.phone_plans import FEWEST_DIGITS, MOST_DIGITS, PhonePlans
from integrations.redaction_numbers import counts, is_counted, is_telephone, words_before
from integrations.redaction_spans import Claims, Span

_RUN = re.compile(
    r"(?<![\w#$@])(?<!\d[.,:/])(?<![A-Z0-9]-)(?:\+\(?|\((?=\d{1,4}\)))?\d+(?:\)?[ ./-]{1,3}(?:\(\d+\)|\(?\d+)|\)\d+)*",
    re.ASCII,
)
_GROUP = re.compile(r"\d(?:[ .-]{1,2}\d(?!\d)){3,}|\d+", re.ASCII)
_MOST_GROUPS, _FARTHEST_APART, _SHORT = 6, 3, 2

_SPOKEN_DIGITS = {
    **dict.fromkeys(("zero", "oh", "o", "nol", "kosong", "sifar"), "0"),
    **dict.fromkeys(("one", "satu"), "1"),
    **dict.fromkeys(("two", "dua"), "2"),
    **dict.fromkeys(("three", "tiga"), "3"),
    **dict.fromkeys(("four", "empat"), "4"),
    **dict.fromkeys(("five", "lima"), "5"),
    **dict.fromkeys(("six", "enam"), "6"),
    **dict.fromkeys(("seven", "tujuh"), "7"),
    **dict.fromkeys(("eight", "lapan", "delapan"), "8"),
    **dict.fromkeys(("nine", "sembilan"), "9"),
}
_TIMES = {"double": 2, "dobel": 2, "triple": 3}
_DIGIT = rf"(?:(?:{'|'.join(_TIMES)}) )?(?:{'|'.join(_SPOKEN_DIGITS)})"
_SPOKEN = re.compile(rf"\b{_DIGIT}(?:[ ,-]{{1,2}}{_DIGIT}){{4,}}\b", re.IGNORECASE)


class _Group(NamedTuple):
    """Digits that stand together."""

    start: int
    end: int
    digits: str


class Phones:
    """Finds telephone numbers of some countries in any spelling, of others with their plus."""

    def __init__(self, regions: Sequence[str]) -> None:
        self._plans = PhonePlans(regions)

    def find(self, text: str, claims: Claims) -> Iterator[Span]:
        """Every number whose digits nothing else has taken."""
        for run in _RUN.finditer(text):
            if run.end() - run.start() >= FEWEST_DIGITS:
                yield from self._in_run(text, run, claims)
        for match in _SPOKEN.finditer(text):
            digits = _spoken_digits(match[0])
            if self._plans.reads(digits, [len(digits)], plus=False, said=True):
                yield Span(*match.span(), "PHONE")

    def _in_run(self, text: str, run: re.Match[str], claims: Claims) -> Iterator[Span]:
        groups = [group for group in _groups(text, run) if claims.free(group.start, group.end)]
        at = 0
        while at < len(groups):
            last = self._last_group(text, groups, at)
            if last is not None:
                yield Span(_opened(text, groups[at].start), groups[last].end, "PHONE")
                at = last
            at += 1

    def _last_group(self, text: str, groups: Sequence[_Group], at: int) -> int | None:
        """With which group the number ends that begins with this one: the longest that is a number."""
        start = groups[at].start
        following = groups[at : at + _MOST_GROUPS]
        plus = text[max(0, start - 2) : start].rstrip("(")[-1:] == "+"
        if sum(len(group.digits) for group in following) < FEWEST_DIGITS or (
            not plus and _is_list(following)
        ):
            return None
        before = words_before(text, start)
        said = is_telephone(before)
        best = self._longest(text, following, plus=plus, said=said)
        if best is None or plus or said:
            return None if best is None else at + best
        counted = counts(before) or is_counted(text, start, following[best].end)
        return None if counted else at + best

    def _longest(self, text: str, groups: Sequence[_Group], *, plus: bool, said: bool) -> int | None:
        digits, lengths = "", list[int]()
        best: int | None = None
        for index, group in enumerate(groups):
            apart = index > 0 and group.start - groups[index - 1].end > _FARTHEST_APART
            digits += group.digits
            if apart or len(digits) > MOST_DIGITS or (best is not None and _begins_anew(text, group)):
                break
            lengths.append(len(group.digits))
            if len(digits) >= FEWEST_DIGITS and self._plans.reads(digits, lengths, plus=plus, said=said):
                best = index
        return best


def _is_list(groups: Sequence[_Group]) -> bool:
    """Whether these are numbers of one or two digits in a row; four or five pairs may be a telephone's."""
    sizes = [len(group.digits) for group in groups]
    return max(sizes[:3]) <= _SHORT and sizes not in ([_SHORT] * 4, [_SHORT] * 5)


def _groups(text: str, run: re.Match[str]) -> list[_Group]:
    """The groups of digits of a run, digits one by one taken together; one that runs into a letter is no group."""
    start, end = run.span()
    if (text[end : end + 1].isalpha() and text[end] not in "xX") or text[end : end + 1] == "_":
        end -= len(run[0]) - len(run[0].rstrip("0123456789"))
    found = list[_Group]()
    for match in _GROUP.finditer(text, start, end):
        digits = match[0] if match[0].isdigit() else "".join(filter(str.isdigit, match[0]))
        found.append(_Group(match.start(), match.end(), digits))
    return found


def _begins_anew(text: str, group: _Group) -> bool:
    """Whether a short group after a whole number counts something: '0812 3456 7890 5 units'."""
    end = group.end
    return len(group.digits) <= _SHORT and text[end : end + 1] == " " and text[end + 1 : end + 2].isalpha()


def _opened(text: str, start: int) -> int:
    """Where a number begins with the plus and the bracket before it."""
    before = text[max(0, start - 2) : start]
    return start - len(before) + len(before.rstrip("+("))


def _spoken_digits(said: str) -> str:
    digits, times = "", 1
    for word in re.findall(r"[a-z]+", said.lower()):
        if word in _TIMES:
            times = _TIMES[word]
        else:
            digits, times = digits + _SPOKEN_DIGITS[word] * times, 1
    return digits
