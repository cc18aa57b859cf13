"""How countries number their telephones: whether some digits are a number, by the patterns of `phonenumbers`.

The patterns are compiled once: asking the library itself about every number of a long text takes twenty times as long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

FEWEST_DIGITS, MOST_DIGITS = 7, 15
_TWO_BY_FOUR = [4, 4]
_KINDS = ("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "voip", "uan")


class _Patterns(NamedTuple):
    """Digits that are a number of some countries.

    Parameters
    ----------
    codes
        The countries' codes.
    sure
        However they are written.
    grouped
        Where they stand in groups: '0212 345 678', '1300 88 2525'.
    four_and_four
        In two groups of four, where local numbers have no trunk digit.
    said
        After a word for a telephone.
    bare
        Without the trunk digit: '812 3456 7890'.
    abroad
        After the country's code and a plus.
    """

    codes: tuple[str, ...]
    sure: re.Pattern[str]
    grouped: re.Pattern[str]
    four_and_four: re.Pattern[str]
    said: re.Pattern[str]
    bare: re.Pattern[str]
    abroad: re.Pattern[str]


class PhonePlans:
    """The plans of some countries, by which local numbers are read; of others the length is known."""

    def __init__(self, regions: Sequence[str]) -> None:
        self._regions = tuple(regions)

    def reads(self, digits: str, groups: list[int], *, plus: bool, said: bool) -> bool:
        """Whether these are a number.

        Parameters
        ----------
        digits
            Without anything between them.
        groups
            How many digits stand together.
        plus
            Whether a plus stands before them.
        said
            Whether a word for a telephone comes before: then what is merely possible is a number, too.
        """
        patterns = _patterns(self._regions)
        if plus or digits.startswith("00"):
            return _reads_abroad(digits if plus else digits[2:], patterns)
        if patterns.sure.fullmatch(digits) or (said and patterns.said.fullmatch(digits)):
            return True
        if len(groups) > 1 and patterns.grouped.fullmatch(digits):
            return True
        if groups == _TWO_BY_FOUR:
            return bool(patterns.four_and_four.fullmatch(digits))
        whole = len(groups) == 1 or groups[0] == len("812")
        return whole and bool(patterns.bare.fullmatch(digits))


def _reads_abroad(digits: str, patterns: _Patterns) -> bool:
    if digits.startswith(patterns.codes):
        return bool(patterns.abroad.fullmatch(digits))
    for size in (1, 2, 3):
        if lengths := _lengths(digits[:size]):
            return len(digits) - size in lengths or (
                digits[size] == "0" and len(digits) - size - 1 in lengths
            )
    return False


@lru_cache(maxsize=8)
def _patterns(regions: tuple[str, ...]) -> _Patterns:
    """The patterns of these countries, from the library's tables.

    With the country's code a number has ten digits or more: 6212 3456 is Singapore's, not Indonesia's. Eight digits
    that end with five zeros are an amount. Only mobile numbers that begin with 8 are written without a trunk digit.
    """
    from phonenumbers import PhoneMetadata, country_code_for_region

    sure, grouped, four, said, bare, abroad, codes = [], [], [], [], [], [], []
    for region in regions:
        if (plan := PhoneMetadata.metadata_for_region(region)) is None:
            continue
        code, trunk = str(country_code_for_region(region)), plan.national_prefix or ""
        valid, possible = _any_of(*(getattr(plan, kind) for kind in _KINDS)), _any_of(plan.general_desc)
        codes.append(code)
        abroad.append(f"{code}0?(?:{valid}|{possible})")
        sure.append(rf"(?=\d{{10}}){code}{trunk and trunk + '?'}{valid}")
        grouped.append(_any_of(plan.toll_free, plan.uan))
        said.append(valid if trunk else possible)
        if trunk:
            sure.append(rf"(?=\d{{9}}){trunk}{valid}")
            grouped.append(rf"(?=\d{{9}}){trunk}{possible}")
            said.append(rf"(?=\d{{9}}){trunk}{possible}")
            bare.append(rf"(?=8\d{{9}}){_any_of(plan.mobile)}")
        else:
            sure.append(rf"(?!\d*00000$){valid}")
            four.append(rf"(?!\d*00000$){possible}")
    return _Patterns(tuple(codes), *map(_compiled, (sure, grouped, four, said, bare, abroad)))


def _any_of(*kinds: Any) -> str:
    written = [kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern]
    return f"(?:{'|'.join(written) or '(?!)'})"


def _compiled(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or "(?!)", re.ASCII)


@lru_cache(maxsize=1200)
def _lengths(country_code: str) -> frozenset[int]:
    """How many digits a number may have after this country's code; none where there is no such code."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    regions = COUNTRY_CODE_TO_REGION_CODE.get(int(country_code), ())
    plan = PhoneMetadata.metadata_for_region(regions[0]) if regions else None
    return frozenset(plan.general_desc.possible_length if plan and plan.general_desc else ())
