"""Next steps: sentences that promise, ask for or arrange something, whose turn it is, and until when.

Whose it is follows from who speaks and how: “I'll send” is the speaker's, “could you send” the other side's, “shall
we meet” nobody's alone. In a note, the writer is the seller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ml.conversation import Ending, NextStep
from ml.cuss import Move
from ml.due_dates import due_date
from ml.ending import reaction_to_proposal
from ml.gist import Passage
from ml.spoken_text import PROSPECT, REP, plain

MOST_STEPS = 6
_OTHER = {REP: PROSPECT, PROSPECT: REP}

_SMALL = (
    "also|then|just|now|still|please|kindly|first|maybe|probably|definitely|certainly|surely|quickly|have to|need to|go and|"
    "try to|be able to|get my [^ ]+ to|ask my [^ ]+ to|akan|nanti|segera|terus|coba|cuba|boleh|bisa|dulu|juga|langsung|tolong|sila|silakan"
)
_DO = (
    "send|resend|email|e-mail|mail|call|ring|phone|share|prepare|check(?! in)|get back|come back|forward|book|confirm|arrange|whatsapp|text|"
    "draft|ask|talk to|speak (?:to|with)|discuss|bring|invite|block|follow up|set up|update|revert|let (?:you|me|us|him|her|them) know|find out|schedule|"
    "make sure|loop|raise|review|look (?:at|into|through)|go through|read|present|submit|sign|fill|put together|write|drop|ping|chase|contact|"
    "give (?:you|me|us) (?:a |the |an )?(?:[^ ]+ )?(?:call|answer|update|list|date|quote|feedback)|pass|introduce|reach out|provide|quote|order|pay|transfer|test|try it|"
    "kirim[^ ]*|kirimkan|hantar[^ ]*|emel[^ ]*|hubungi|telepon|telefon|kabari|kabarkan|siapkan|sediakan|tanya[^ ]*|bincang[^ ]*|"
    "diskusi[^ ]*|cek|semak|konfirmasi|sahkan|maklumkan|ajukan|sampaikan|buatkan|buat|atur|aturkan|jadwalkan|jadualkan|bawa|"
    "ajak|tandatangan[^ ]*|baca|pelajari|follow-up|update|beri(?:kan)? (?:jawapan|jawaban|kabar|maklum)"
)
_PROMISES = re.compile(
    rf" (?:i'll|i will|i'm going to|i am going to|i shall|we'll|we will|we are going to|let me|i'd be happy to|i promise to|"
    rf"(?:my|our) [^ ]+(?: [^ ]+)? (?:will|'ll)|nanti|saya|aku|kami|tim kami|bos saya) (?:(?:{_SMALL}) )*(?:{_DO})(?= )"
)
_MAY_PROMISE = re.compile(
    rf" (?:i can|i could|we can|i'd|shall i|should i|can i|may i) (?:(?:{_SMALL}) )*(?:{_DO})(?= )"
)
_ASKS = re.compile(
    rf" (?:please|kindly|tolong|mohon|minta|silakan|sila|you'll|you will|(?:anda|bapak|ibu|pak|bu|puan|encik|cik) (?:akan|tolong|bisa|boleh|nanti)"
    rf"|if you (?:could|can|would)) (?:(?:{_SMALL}) )*(?:{_DO})(?= )"
    r"|^ (?:(?:ok|okay|yes|yeah|sure|fine|good|alright|then|just|and|so|great|oke|okey|ok|baik|ya|boleh|lah|but|perfect|thanks) )*(?:send|email|forward|call|ring|share|whatsapp|"
    r"contact|try|kirim|kirimkan|hantar|hantarkan|hubungi|telepon|telefon) (?:me|us|it|over|that|the|him|her|my|saya|kami|lagi|ke|dulu|jemputan|undangan[^ ]*|penawaran[^ ]*|sebut)(?= )"
    r"| (?:call|ring|contact|try|ping|chase|hubungi|telepon|telefon) (?:me|us|saya|kami)(?= )| (?:send|email|forward|share|whatsapp) (?:me|us)(?= )"
)
_MAY_ASK = re.compile(
    rf" (?:could|can|would|will) you (?:(?:{_SMALL}) )*(?:{_DO})(?= )| (?:bisa|boleh) (?:tolong )?(?:{_DO})(?= )"
)
_ARRANGES = re.compile(
    r" (?:shall we|let's|lets|can we|could we|should we|may we|how about|what about|why don't we|we could|pencil|calendar|"
    r"(?:does|would|will) .{2,40} (?:work|suit)|see you|demo|meeting|meet|visit|session|appointment|walk-?through|trial|pilot|workshop|"
    r"next steps?|kita|jom|mari|ayo|yuk|jumpa|ketemu|bertemu|temu janji|janji temu|rapat|mesyuarat|sesi|langkah)(?= )"
)
_THEIRS = re.compile(
    rf" (?:he|she|they|client|customer|prospect|hr|finance|it|dia|mereka|beliau|klien|pelanggan|(?:bu|pak|puan|encik|mr|ms) [^ ]+) "
    rf"(?:will|'ll|is going to|to|wants to|akan|mau|nak) (?:(?:{_SMALL}) )*(?:{_DO})(?= )"
)
_OURS = re.compile(
    rf"^ (?:(?:next steps?|action(?: items?)?|to-?do|follow-?up|langkah berikut(?:nya)?) )?(?:(?:need|have|i need|i have|must|perlu|harus) )?(?:to )?(?:{_DO})(?= )"
)
# Said of this very moment, or not meant; and what was, or always is.
_NOT_A_STEP = re.compile(
    r" (?:let me (?:check|look at) (?:my|the) (?:calendar|diary|schedule|notes|screen)|let me (?:share|pull|show|put) .{0,20}(?:screen|slide)|i'll be honest|"
    r"if i (?:call|send|ask)|i'll let you (?:go|finish|continue)|let me ask (?:you|it|this|that|another|one|a)|can i ask|may i ask|could i ask|boleh (?:saya )?tanya|"
    r"can you (?:hear|see)|you'll see|we'll see|i'll ask you)(?= )"
)
_IS_NO_PLAN = re.compile(
    r" (?:sent|called|met|spoke|talked|was|were|did|had|yesterday|last|every|each|usually|always|kemarin|semalam|tadi|lepas|lalu|since|"
    r"setiap|tiap|biasanya|selalu)(?= )"
)
_CLAUSE = re.compile(
    r",?\s+(?:and|but|then|dan|lalu|while)\s+(?=(?:then\s+)?(?:i'll|i\s+will|you'll|you\s+will|could\s+you|can\s+you|please|saya|kami|tolong)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Step:
    """A next step, and where it was said."""

    step: NextStep
    passage: Passage


def next_steps_in(
    passages: Sequence[Passage], on: date, *, note: bool = False, most: int = MOST_STEPS
) -> tuple[NextStep, ...]:
    """What was promised, asked for or arranged; dated ones first, the soonest before, then as they were said.

    Parameters
    ----------
    passages
        The conversation.
    on
        Its day: what is due before is no next step.
    note
        Whether the seller wrote it down afterwards: what nobody is named for is then the seller's.
    """
    found = [step for one in passages for step in _steps(one, on, note=note)]
    kept = [step for step in found if not _taken_back(step, passages) and not _said_before(step, found)]
    ordered = sorted(kept, key=lambda one: (one.step.due is None, one.step.due or on, one.passage.place))
    return tuple(one.step for one in ordered[:most])


def _steps(passage: Passage, on: date, *, note: bool) -> Iterator[_Step]:
    """The steps in a sentence: one for each clause where both sides are to do something, else one for all."""
    clauses = _CLAUSE.split(passage.quote.text)
    parts = [replace(passage, quote=replace(passage.quote, text=text), heard=plain(text)) for text in clauses]
    each = [step for part in parts if (step := _step(part, on, note=note))]
    if len(each) > 1 and len({one.step.owner for one in each}) > 1:
        yield from each
    elif whole := _step(passage, on, note=note):
        yield whole


def _step(passage: Passage, on: date, *, note: bool) -> _Step | None:
    due = due_date(passage.quote.text, on)
    due = due if due is not None and due >= on else None
    meant = passage.move is Move.SETTING or due is not None
    owner = _owner(passage, meant=meant, note=note)
    if owner is None or _NOT_A_STEP.search(passage.heard):
        return None
    setting = passage.move is Move.SETTING
    if owner == "" and (_IS_NO_PLAN.search(passage.heard) or not (setting or due)):
        return None
    arranged = owner or _ARRANGES.search(passage.heard)
    return _Step(NextStep(passage.quote, owner, due), passage) if arranged or (setting and due) else None


def _owner(passage: Passage, *, meant: bool, note: bool) -> str | None:
    """Whose turn it is: 'rep', 'prospect', '' for both or nobody known; None where there is no next step."""
    heard, speaker = passage.heard, REP if note else passage.quote.role
    if note and _THEIRS.search(heard):
        return PROSPECT
    promises = _PROMISES.search(heard) or (meant and _MAY_PROMISE.search(heard))
    asks = not promises and (_ASKS.search(heard) or (meant and _MAY_ASK.search(heard)))
    sold = passage.move is Move.SHARING and not meant
    if promises and not sold:
        return speaker
    if asks and not sold and not note:
        return _OTHER.get(speaker, "")
    if note and _OURS.search(heard):
        return REP
    return "" if meant and (passage.move is Move.SETTING or _ARRANGES.search(heard)) else None


def _taken_back(step: _Step, passages: Sequence[Passage]) -> bool:
    """Whether the other side turned it down in their next words, or put off what nobody has promised alone."""
    said = step.passage
    after = (one for one in passages[said.place + 1 :][:12] if one.faces(said))
    reply = next(after, None)
    if reply is None or reply.utterance > said.utterance + 2:
        return False
    turn = [one for one in passages[reply.place :][:6] if one.utterance == reply.utterance]
    reactions = [reaction for one in turn if (reaction := reaction_to_proposal(one))]
    answer = reactions[0] if reactions else None
    return answer is Ending.DISAGREED or (answer is Ending.OPEN and step.step.owner == "")


def _said_before(step: _Step, found: Sequence[_Step]) -> bool:
    """Whether it is the very same once more, or the other side only says a date again."""
    earlier = [one for one in found if one.passage.place < step.passage.place]
    text, due, speaker = step.step.quote.text.casefold(), step.step.due, step.passage.quote.role
    return any(
        one.step.quote.text.casefold() == text
        or (due is not None and one.step.due == due and _confirms(step.step.owner, one, speaker))
        for one in earlier
    )


def _confirms(owner: str, earlier: _Step, speaker: str) -> bool:
    return owner == "" or (owner == earlier.step.owner and speaker != earlier.passage.quote.role)
