"""Boasts and promises that need a fact of ours which says the same: guarantees, superlatives, savings, other clients."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ml.draft_text import visible
from ml.facts import Fact, FactKind

# Whose word counts: what the team's admin wrote down of its own offer.
OURS = frozenset({FactKind.PROOF, FactKind.CAPABILITY, FactKind.PRICE})

_CLAIMS = {
    "guarantee": r"""guarante\w*|warrant(?:y|ed)|(?:we|i) promise(?: you| that|:)|promise you|money[- ]back|assured?|(?:di)?jamin(?:an|kan)?|menjamin
        |garansi|pasti(?! anda| tahu)|no doubt|without fail|foolproof|fail-?safe""",
    "best": r"""(?:the|our|your) (?:very )?best(?! (?:day|time|moment|person|regards|wishes|way|number))|terbaik|unbeatable|unmatched|unrivall?ed
        |best[- ](?:in[- ]class|of[- ]breed|selling|price|deal|value|tool|solution|product|service|system|payroll|roster\w*|choice|(?:on|in) the market)
        |second to none|perfect(?! time)""",
    "number one": r"""number[- ]one|no\.? ?1|#1|nomor satu|nombor satu|market[- ]leader|leading(?! (?:to|up))|world[- ]class|award[- ]winning
        |top[- ]rated|terkemuka|most (?:popular|trusted|advanced)|everyone(?:'s)? (?:uses|is using)""",
    "risk-free": r"risk[- ]free|no risk|zero risk|without (?:any )?risk|nothing to lose|(?:tanpa|bebas) risiko|tiada risiko",
    "always": r"""always(?! (?:happy|glad|welcome|free to|good to|nice to|a pleasure|open to))|every single time|around the clock|24/7|sentiasa
        |(?<!sehat )(?<!sihat )(?<!sukses )selalu""",
    "never": r"never(?! mind)|(?:tidak|tak) pernah",
    "cheapest": r"cheapest|lowest (?:price|cost)s?|cheaper than|(?:ter|paling |lebih )murah",
    "saving": r"""sav(?:e|es|ed|ing|ings) (?:you |your \w+ |them )?(?:up to |about |around |at least |over )?(?:\d[\d.,]*|half|money|thousands|hundreds)
        |(?:jimat|hemat)(?:kan)? (?:\w+ )?\d[\d.,]*|cuts? (?:your )?costs?|pays? for itself|return on investment|roi""",
    "100 %": r"""100 ?(?:%|percent|per cent|persen|peratus)|hundred per ?cent|seratus persen|fully (?:secure|compliant)
        |completely (?:safe|secure)""",
    "clients like you": r"""(?:clients?|customers?|compan(?:y|ies)|businesses|firms?|others?|teams?|people|employers) (?:just |much )?like (?:you|yours|your\w*)
        |(?:most|many|all|hundreds|thousands|dozens)(?: of)?(?: our| my)? (?:clients|customers|companies|users)
        |(?:pelanggan|klien|perusahaan|syarikat) (?:lain )?seperti (?:anda|awak|bapak|ibu)|(?:kebanyakan|banyak|ramai) (?:pelanggan|klien)""",
    "discount": r"""discount\w*|special (?:offer|price)|% off|free of charge|for free|free (?:trial|month|pilot|set-?up|upgrade|forever)|at no cost|no cost
        |diskon|diskaun|potongan harga|harga khas|harga khusus|gratis|percuma|rebate|cashback|voucher""",
    "only today": r"limited[- ]time|only today|today only|last chance|act now|offer (?:ends|expires)|while stocks? lasts?",
}  # fmt: skip
# In a question these ask about their world.
_ASKED = frozenset({"always", "never"})
_QUOTED = re.compile(r'"[^"]{20,400}"')
_COMPILED = {
    kind: re.compile(rf"(?<!\w)(?:{''.join(map(str.strip, words.splitlines()))})(?!\w)", re.IGNORECASE)
    for kind, words in _CLAIMS.items()
}


def claims_in(text: str) -> Iterator[tuple[str, str]]:
    """Every (kind of claim, as it is worded) of a sentence; what stands in quotation marks is somebody else's.

    >>> list(claims_in("We guarantee that you save 30 % with the best tool."))
    [('guarantee', 'guarantee'), ('best', 'the best'), ('saving', 'save 30')]
    >>> list(claims_in("What would work best for you?"))
    []
    """
    seen = _QUOTED.sub(" ", visible(text))
    asked = seen.rstrip("\"') ").endswith("?")
    for kind, words in _COMPILED.items():
        if not (asked and kind in _ASKED):
            yield from ((kind, found[0]) for found in words.finditer(seen))


def unproven(text: str, cited: Iterable[Fact]) -> Iterator[str]:
    """The claims of a sentence that no cited fact of ours makes in the same kind."""
    proven = {kind for fact in cited if fact.kind in OURS for kind, _ in claims_in(fact.value)}
    return (words for kind, words in claims_in(text) if kind not in proven)
