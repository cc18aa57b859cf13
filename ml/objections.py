"""What a target says against it, and how the seller answered; and figures and dates of the target's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ml.conversation import Objection, Quote
from ml.cuss import Move
from ml.cuss_cue import Cue
from ml.due_dates import names_a_day
from ml.gist import Passage, pick
from ml.needs import is_told_by_target, per_word, sureness
from ml.spoken_text import count_words

MOST_OBJECTIONS, MOST_NUMBERS = 4, 4
# The answer comes within so many turns, and says something.
_ANSWERED_WITHIN, _ANSWER_WORDS = 3, 5

_OBJECTION = "objection"
CUES: tuple[Cue, ...] = (
    Cue("price", _OBJECTION, 3, """
        (?:too|very|quite|rather|pretty|bit) (?:pricey|costly|steep)|too high|expensive|cheaper|can't afford|
        cannot afford|over (?:our |the )?budget|no budget|don't have (?:the |a |any )?(?:budget|money)|budget (?:is )?(?:frozen|cut|gone|
        tight|used up)|cost~ too much|(?:better|bigger) (?:price|discount)|(?:mahal|kemahalan|lebih murah|tak mampu|tidak mampu)|
        (?:tak|tidak|tiada|tak ada|tidak ada|belum ada) (?:ada )?(?:bajet|budget|anggaran|dana|peruntukan)|(?:bajet|anggaran|budget) ..
        (?:habis|terhad|terbatas|ketat|dipotong)"""),
    Cue("no need", _OBJECTION, 3, """
        not interested|(?:don't|do not|didn't) (?:really )?(?:need (?:it|this|that|a|an|any|another)|see (?:the (?:point|need|value)|a need|why|any)|want (?:it|this|that|any|to (?:change|switch)))|no need (?:for|to)|not (?:really )?a priority|
        (?:happy|fine|ok|okay|satisfied|good) with (?:what|our|the|my)|(?:already|just) (?:have|use|got|bought|signed|pay)|not for us|
        works? (?:well enough|fine|okay|ok)|too (?:small|big|early|busy|complicated|complex)|overkill|
        (?:tak|tidak|nggak|gak|belum|ga) (?:berminat|tertarik|perlu|butuh|minat)|(?:sudah|dah) (?:ada|pakai|guna|punya|langganan|cukup)|
        bukan (?:prioritas|keutamaan)|terlalu (?:kecil|rumit|besar)"""),
    Cue("not now", _OBJECTION, 2.6, """
        not (?:now|yet|this (?:year|quarter|month)|right now|at the moment|the right time|a good time)|(?:bad|wrong) (?:time|timing)|
        (?:no|don't have|haven't|not enough) (?:the )?(?:time|capacity|people|manpower|resources)|maybe (?:later|next)|later this year|
        next year (?:maybe|perhaps)|(?:belum|bukan) (?:waktunya|masanya|sekarang|saatnya)|(?:tak|tidak) ada (?:masa|waktu)|lain kali"""),
    Cue("others", _OBJECTION, 2.6, """
        competitor~|(?:other|another|current|present|existing) (?:vendor|provider|supplier)s? .. (?:is|are|has|have|offer~|does|gave|quoted)|
        (?:locked|tied) (?:in|into|to)|(?:under|still in|in a) contract|contract .. (?:until|runs|another)|
        (?:vendor|pesaing|kompetitor) (?:lain|sekarang|lama) .. (?:lebih|tawar~|kasih|bagi)|terikat kontrak|masih kontrak"""),
    Cue("doubt", _OBJECTION, 2.6, """
        (?:i'm|i am|we're|we are|bit|my|our) (?:a bit |a little |not |quite |still |also |only |main |biggest )*(?:worr~|concern~|afraid|
        sceptical|skeptical|hesitant|nervous|unsure|convinced|sure (?:if|about|whether|that|it|this|our|my|the))|(?:don't|do not) (?:trust|believe|think (?:it|this|that|our|my|we|the))|
        doubt~|what if (?:it|the|you|your|we)|burnt before|burned before|bad experience~|(?:won't|will not|never|hardly) (?:use|work|accept|like|adopt|
        change|learn|download)|too good to be true|sounds (?:complicated|risky|like a lot)|hard to (?:believe|justify|change)|risk~|
        (?:saya|kami|kita) (?:agak |masih |sedikit |cuma |hanya )*(?:risau|bimbang|khawatir|kuatir|ragu~|takut|tak yakin|tidak yakin|
        belum yakin)|pengalaman buruk|serik|kapok|trauma"""),
    Cue("frankly", _OBJECTION, 1, "to be (?:honest|frank)|frankly|honestly|terus terang|jujur|sejujurnya"),
)  # fmt: skip
ENOUGH = 2.0

_FIGURE = re.compile(
    r" (?:[^ ]*\d[^ ]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-[a-z]+)?|hundreds?|thousands?|millions?|dozens?|half|percent|dua|tiga|empat|"
    r"lima|enam|tujuh|delapan|lapan|sembilan|sepuluh|[^ ]*belas|puluh|[^ ]*ratus|[^ ]*ribu|[^ ]*juta|separuh|setengah|persen|peratus)(?= )"
)


def objections_in(
    passages: Sequence[Passage], weights: Mapping[str, float], most: int = MOST_OBJECTIONS
) -> tuple[Objection, ...]:
    """The target's objections in the order in which they were made, each with its answer where there was one."""
    loud = {one.place: _loudness(one) for one in passages if is_told_by_target(one)}
    against = [one for one in passages if loud.get(one.place, 0.0) >= ENOUGH]
    best = pick(against, most, weights, lambda one: per_word(one) * loud[one.place])
    return tuple(Objection(one.quote, _answer(one, passages)) for one in best)


def numbers_in(
    passages: Sequence[Passage], weights: Mapping[str, float], *, told: set[str], most: int = MOST_NUMBERS
) -> tuple[Quote, ...]:
    """Sentences of the target's own with figures or dates in them; those `told` elsewhere are passed over."""
    among = [
        one
        for one in passages
        if is_told_by_target(one) and one.quote.text not in told and not one.asks and _has_figure(one)
    ]
    return tuple(one.quote for one in pick(among, most, weights, lambda one: per_word(one) * sureness(one)))


def _has_figure(passage: Passage) -> bool:
    return _FIGURE.search(passage.heard) is not None or names_a_day(passage.quote.text)


def _loudness(passage: Passage) -> float:
    words = passage.heard.count(" ") - 1
    return sum(cue.weight for cue in CUES if cue.votes(passage.heard, passage.quote.role, words))


def _answer(objection: Passage, passages: Sequence[Passage]) -> Quote | None:
    """The best sentence of the other side's next turn: of the offer, else any that says something."""
    until = objection.utterance + _ANSWERED_WITHIN
    after = [
        one for one in passages[objection.place + 1 :][:40] if objection.utterance < one.utterance <= until
    ]
    replies = [one for one in after if _answers(one, objection)]
    first = next((one.utterance for one in replies), None)
    turn = [one for one in replies if one.utterance == first]
    return max(turn, key=_fits, default=objection).quote if turn else None


def _answers(passage: Passage, objection: Passage) -> bool:
    """Whether somebody else says something there that is no question, no small talk and no next step."""
    says = count_words(passage.quote.text) >= _ANSWER_WORDS and not passage.idle and not passage.asks
    return passage.faces(objection) and says and passage.move is not Move.SETTING


def _fits(passage: Passage) -> tuple[bool, float]:
    return passage.move is Move.SHARING, passage.confidence
