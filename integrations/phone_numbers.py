"""One spelling for phone numbers, E.164, so that a call finds the contact it was with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

REGIONS = ("SG", "ID", "MY")

# A number with an extension and all the brackets people use stays far below this.
_LONGEST = 80
# Shorter than this, digits that begin like a country's code are a local number: 6212 3456 is Singapore's.
_SHORTEST_WITH_COUNTRY = 10
_EXTENSION = re.compile(
    r"(?:;\s*ext=|[,;\s]*\b(?:extension|extn?|ekst|samb|x)\b\s*[.:]?|(?<=\d)\s*x|\s*#|,+)\s*\d{1,7}\s*#?\s*$",
    re.IGNORECASE,
)
_TRUNK_IN_BRACKETS = re.compile(r"\(\s*0\s*\)")


def e164(text: str, regions: Sequence[str] = REGIONS) -> str | None:
    """The number in international spelling, without its extension; None where it is none.

    International forms (`+62…`, `0062…`, or digits that begin with the code of one of the countries) are read
    by themselves, others by the first region in which they are a number.

    Parameters
    ----------
    text
        What somebody typed.
    regions
        Countries (ISO 3166, two letters) whose local numbers are understood, the likeliest first.

    >>> e164("0812-3456-7890"), e164("9123 4567 ext. 12"), e164("+62 (0) 812 3456 7890"), e164("call Ada")
    ('+6281234567890', '+6591234567', '+6281234567890', None)
    """
    written = _EXTENSION.sub("", text.strip()[: _LONGEST + 1].removeprefix("tel:"))
    if len(written) > _LONGEST or any(sign.isalpha() for sign in written):
        return None
    if written.startswith(("+", "\uff0b")):
        return _read(_TRUNK_IN_BRACKETS.sub("", written), None, dialled=True)
    return next(filter(None, _readings(written, regions)), None)


def _readings(written: str, regions: Sequence[str]) -> Iterator[str | None]:
    """What a number without a plus may mean, the likeliest first."""
    digits = "".join(sign for sign in written if sign.isdecimal())
    if digits.startswith("00"):
        yield _read(f"+{digits[2:]}", None)
    if len(digits) >= _SHORTEST_WITH_COUNTRY and digits.startswith(tuple(_country_codes(regions))):
        yield _read(f"+{digits}", None)
    for region in regions:
        yield _read(written, region)


def _country_codes(regions: Sequence[str]) -> list[str]:
    from phonenumbers import country_code_for_region

    return [str(code) for region in regions if (code := country_code_for_region(region))]


def _read(written: str, region: str | None, *, dialled: bool = False) -> str | None:
    """The number read so; of one that was dialled with its country only the length is doubted.

    Numbering plans grow faster than the library's list of them.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None
    possible = (
        phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    )
    if not (phonenumbers.is_valid_number(number) or (dialled and possible)):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
