"""How one addresses a person whose name stands in a CRM: the given name only where it is safe to tell."""

from __future__ import annotations

import re

from ml.fact_text import is_harmless, one_line

_TITLES_WORDS = """
    mr mrs ms mdm madam miss dr prof pak bapak bpk bu ibu encik en puan pn cik tuan datuk dato dato' datin
    tan_sri"""
_TITLES = frozenset(_TITLES_WORDS.split())
# What stands between a person's own name and the father's.
_FATHER = re.compile(r"^(?:bin|binti|bte|bt|b|ibni|a/l|a/p|s/o|d/o|al|ap|@)\.?$", re.IGNORECASE)
# Family names that stand first or last; which of the two cannot be told from the name alone.
_FAMILY_WORDS = """
    tan lim lee ng ong wong goh chua chan koh teo ang yeo tay ho low toh sim chong chia seah foo lau yap
    cheong chew chin chen wang zhang li liu huang wu zhou xu sun zhao kwok kwan leong leung loh mok neo oh
    pang phua quek soh soon tang tham thia wee woo yong yeoh ooi khoo tiong kong kim park choi nguyen tran"""
_FAMILY = frozenset(_FAMILY_WORDS.split())
# Halves of Chinese given names: two of them together are one name.
_HALVES_WORDS = """
    mei lin ling hui min jia wei xin yi ying yan yun shu fen li ching chee keong kai jun jie ming hao siew
    soo yee yen kah kim pei poh sze ting boon seng hock guan kok cheng xiu zhi xuan yu en rui zi qi han"""
_HALVES = frozenset(_HALVES_WORDS.split())
# With these the whole name follows: "Dr Lim Wei Ming" is "Dr Lim" to some and "Dr Wei Ming" to others.
_FORMAL_WORDS = "mr mrs ms mdm madam miss dr prof"
_FORMAL = frozenset(_FORMAL_WORDS.split())
# Given names that nobody is called by alone.
_NOT_ALONE_WORDS = "muhammad mohammad mohamad mohamed mohd muhd muh md abdul abd siti nur sri nurul al abu"
_NOT_ALONE = frozenset(_NOT_ALONE_WORDS.split())
_NOBODY_WORDS = """
    reception receptionist info admin administrator accounts accounting hr hrd office sales team unknown
    test none na n/a nil null contact owner manager director finance support enquiry enquiries general
    department dept unnamed tbd customer client lead"""
_NOBODY = frozenset(_NOBODY_WORDS.split())
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*(?:/[A-Za-z])?|@", re.UNICODE)
_MOST_PARTS, _LONGEST = 8, 60


def addressed(name: object) -> str:
    """The name to begin a letter or a call with; '' where the CRM's entry is nobody's name.

    >>> [addressed(name) for name in ("Mei Lin Tan", "Tan Mei Lin", "Siti Aminah binti Osman", "Kumar A/L Raju")]
    ['Mei Lin', 'Mei Lin', 'Siti Aminah', 'Kumar']
    >>> [addressed(name) for name in ("Mei Lin", "Dr Lim Wei Ming", "Daniel Tan Wei Ming", "S. Rajaratnam")]
    ['Mei Lin', 'Dr Lim Wei Ming', 'Daniel', 'S. Rajaratnam']
    >>> [addressed(name) for name in ("Pak Budi Santoso", "Suharto", "SEAN O'BRIEN", "Lim Koh", "info@acme.com")]
    ['Pak Budi', 'Suharto', 'Sean', 'Lim Koh', '']
    """
    parts = one_line(name).replace(",", " ").split()
    if not 0 < len(parts) <= _MOST_PARTS or len(" ".join(parts)) > _LONGEST or not _is_name(parts):
        return ""
    if all(part.isupper() or part.islower() for part in parts):
        parts = [part if _FATHER.match(part) else part.title() for part in parts]
    titles = [part for part in parts[:1] if part.rstrip(".").lower() in _TITLES]
    own = _before_the_father(parts[len(titles) :])
    formal = titles and titles[0].rstrip(".").lower() in _FORMAL
    return " ".join([*titles, *(own if formal else _given(own))]) if own else ""


def _is_name(parts: list[str]) -> bool:
    words = {part.lower().strip(".") for part in parts}
    readable = all(_NAME.fullmatch(part) for part in parts) and is_harmless(" ".join(parts).replace("@", "a"))
    return readable and not words & _NOBODY and any(len(part) > 1 for part in parts)


def _before_the_father(parts: list[str]) -> list[str]:
    own = list[str]()
    for part in parts:
        if own and _FATHER.match(part):
            break
        own.append(part)
    return own


def _given(own: list[str]) -> list[str]:
    """The given name of a name without titles and father; all of it where that is not safe."""
    first, last = own[0].lower(), own[-1].lower()
    if len(own) == 1 or "." in own[0] or len(own[0]) == 1:
        return own
    if {first, own[1].lower()} <= _HALVES:  # “Mei Lin”, “Chee Keong Othman”
        return own[:2]
    if first in _FAMILY:
        return own[1:] if last not in _FAMILY and len(own) > 2 else own  # noqa: PLR2004 - “Tan Wei”: which is it?
    if last in _FAMILY:
        return own[:-1]
    family = next((place for place, part in enumerate(own) if part.lower() in _FAMILY), 0)
    if family:  # “Daniel Tan Wei Ming”
        return own[:family]
    return own[:2] if first.strip(".") in _NOT_ALONE else own[:1]
