"""The form of a draft: its channel's budget, one ask, nothing left to fill in, no markup, no words of the trade."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ml.cuss import MOVES, Move
from ml.draft_text import LONGEST, visible
from ml.pitch import BUDGETS, Channel, PitchDraft
from ml.said_names import links
from ml.spoken_text import count_words, sentences

# What is so long is not read any further.
MOST_SIGNS, MOST_LINES = LONGEST, 60

_MARKUP = re.compile(r"<[^\s\d=]|!\[|\]\s*\(|```|\*\*|__|\[\[|^#{1,6} |~~|\|\|", re.MULTILINE)
_LEFT_OPEN = re.compile(
    r"[{}]|\[[^\]\s][^\]]{0,40}\]|\b(?:PERSON|COMPANY|PHONE|EMAIL|NAME|NUMBER|ID|URL|ADDRESS|ACCOUNT)_\d+\b|\bX{3,}\b|\b(?:TBD|TODO|TBC)\b|"
    r"lorem ipsum|\binsert (?:name|company|date)\b|\b(?:your|the) (?:company name|name here)\b",
    re.IGNORECASE,
)
_YOUR_COMPANY = re.compile(r"\byour company\b|\bperusahaan anda\b|\bsyarikat anda\b", re.IGNORECASE)
_OF_THE_TRADE = re.compile(
    r"""\b(?:(?:hot|cold|warm|new)[ -]leads?|lead[ -](?:scor\w+|stage|status)|leads?\ scor\w+|scor(?:e|ed|ing)\ (?:of|is|at|:)|win[ -](?:chance|probability|rate)|
    (?:sales\ )?pipeline|(?:sales\ )?funnel|qualified\ opportunit\w+|unqualified|sales\ target|prospects?|crm|hubspot|fact\ sheet|facts?\ f\d+|f\d+|
    language\ model|as\ an\ ai|chat-?gpt|openai|system\ prompt|passwords?|api\ keys?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_REQUEST = re.compile(
    r"(?:^|[,;:]\s|\b(?:and|so|then)\s)(?:please|kindly|let me know|let us|reply|confirm|book|call me|tell me which|pick|choose|mohon|tolong|sila(?:kan)?)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"^(?:if|should|when|jika|kalau|bila|in case|otherwise)\b", re.IGNORECASE)
Flaw = tuple[str, str]


def is_too_long_to_read(draft: PitchDraft) -> bool:
    """Whether it is so long that no line of it need be read."""
    lines = [line.text for _, line in draft.lines]
    return len(lines) > MOST_LINES or sum(map(len, lines)) + len(draft.subject) > MOST_SIGNS


def flaws_of_size(draft: PitchDraft) -> Iterator[Flaw]:
    """What breaks the budget of the channel, as (rule, figures)."""
    budget, body = BUDGETS[draft.channel], draft.body
    words = count_words(body)
    if budget.words is not None and words > budget.words:
        yield "too long", f"{words} words of {budget.words}"
    if budget.characters is not None and len(body) > budget.characters:
        yield "too long", f"{len(body)} signs of {budget.characters}"
    if words < budget.fewest_words:
        yield "too short", f"{words} words of {budget.fewest_words}"
    if (count := links(body)) > budget.links:
        yield "too many links", f"{count} of {budget.links}"


def flaws_of_subject(draft: PitchDraft) -> Iterator[Flaw]:
    """What is wrong with the size of the line above an e-mail."""
    most = BUDGETS[draft.channel].subject
    if draft.channel is Channel.EMAIL and not draft.subject.strip():
        yield "subject missing", ""
    if len(draft.subject) > max(most, 0) and (most or draft.subject.strip()):
        yield "subject too long", f"{len(draft.subject)} signs of {most}"


def missing_moves(draft: PitchDraft) -> Iterator[Move]:
    """Moves that nothing makes; a note on LinkedIn only greets and asks."""
    wanted = MOVES[:2] if draft.channel is Channel.LINKEDIN else MOVES
    return (move for move in wanted if not any(line.text.strip() for line in draft.moves.get(move, ())))


def asks(text: str) -> int:
    """How many questions and requests a text makes; what is only said for the case that does not count.

    >>> asks("Would Thu or Fri suit you?"), asks("Please call me. Shall we talk?"), asks("If not, please say so.")
    (1, 2, 0)
    """
    return sum(_is_ask(sentence) for sentence in sentences(visible(text)))


def _is_ask(sentence: str) -> bool:
    if sentence.rstrip("\"') ").endswith("?"):
        return True
    return not _CONDITION.match(sentence) and _REQUEST.search(sentence) is not None


def flaws_of_text(text: str, cited: str, *, company: bool) -> Iterator[Flaw]:
    """Placeholders, markup and words of the trade in a visible text, as (rule, words).

    Parameters
    ----------
    cited
        The visible text of the facts it rests on: what they say may be said.
    company
        Whether the target's name is known.
    """
    for rule, pattern in (
        ("markup", _MARKUP),
        ("placeholder", _LEFT_OPEN),
        ("word of the trade", _OF_THE_TRADE),
    ):
        for found in pattern.finditer(text):
            if found[0].casefold() not in cited.casefold():
                yield rule, found[0]
    if company and (found_company := _YOUR_COMPANY.search(text)):
        yield "placeholder", found_company[0]
