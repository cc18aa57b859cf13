"""What a conversation told about the target: a sentence and the slot that it fills."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ml.call_notes import notes_of
from ml.conversation import Quote
from ml.cuss import Move, Tag, tag_utterances
from ml.dossier import Conversation
from ml.facts import FactKind
from ml.spoken_text import LONGEST_READ, REP, plain


@dataclass(frozen=True)
class Told:
    """A sentence of a conversation, the slot that it fills, who said it and when (seconds from the beginning)."""

    kind: FactKind
    text: str
    role: str = ""
    start: float | None = None


def _cue(words: str) -> re.Pattern[str]:
    """Any of these phrases in the plain form of a sentence; `~` stands for any ending of a word."""
    either = words.replace("~", "[^ ]*")
    return re.compile(rf" (?:{either})(?= )")


# What a sentence of the target is about; the first that fits. English, Malay and Indonesian side by side.
_CUES: tuple[tuple[FactKind, re.Pattern[str]], ...] = (
    (FactKind.OBJECTION, _cue(
        r"cheaper|too (?:expensive|much|pricey)|competitor~|not a priority|happy with what|fine with what|not for us|"
        r"mahal|terlalu mahal|tak perlu|belum perlu|no budget")),
    (FactKind.DECIDER, _cue(
        r"(?:boss|bos|cfo|ceo|md|director|direktur|pengarah|owner|finance|board|atasan|head office) (?:[^ ]+ ){0,4}"
        r"(?:decides?|approves?|signs?|look|looks|wants? to see|say|nak tengok|tanda|tandatangan|luluskan|memutuskan|meets)|"
        r"final say|i (?:decide|sign|approve)|say yes|looks at the numbers|decides who|yang (?:luluskan|tandatangan|memutuskan)|yang tanda tangan")),
    (FactKind.BUDGET, _cue(
        r"budget|bajet|anggaran|you (?:paying|spending|pay|spend)|we pay (?:[^ ]+ ){0,4}(?:a month|each month|a year|now)|kami bayar|put aside|set aside")),
    (FactKind.TIMELINE, _cue(
        r"contract (?:[^ ]+ ){0,3}(?:ends|expires|runs)|kontrak (?:[^ ]+ ){0,3}(?:habis|berakhir|tamat)|go live|"
        r"(?:in|by|before|from) (?:the )?(?:first|second|third|fourth|next) (?:quarter|month|year)|by the end of|deadline")),
    (FactKind.VENDOR, _cue(
        r"(?:we|they) (?:still |now |currently )?(?:use|are using|tried|moved to|switched to)|"
        r"we're (?:still )?(?:using|on)|(?:kami|kita) (?:masih |sekarang )?(?:pakai|guna|menggunakan)|"
        r"(?:present|current|existing) (?:vendor|provider|system|tool)|vendor sekarang")),
    (FactKind.PAIN, _cue(
        r"problem~|error~|mistake~|wrong|corrected?|complain~|complaint~|dispute~|late|lose~|lost|fined|penalty|"
        r"overtime|by hand|manual~|spreadsheet~|excel|whatsapp|midnight|unreadable|didn't show up|my phone rings|"
        r"too (?:slow|late|long|many|few)|two days|nine days|in her head|clocking for|sign a sheet|disappeared|headache|"
        r"salah|lambat|telat|ribet|leceh|susah|capek|repot|penat|rosak|kertas|betulkan|koreksi|lembur|mengeluh|"
        r"tak datang|tidak datang|titip")),
    (FactKind.GOAL, _cue(
        r"(?:we|i) (?:really |just )?(?:want|need|hope|would like|wish)|we're (?:opening|growing|hiring|planning)|"
        r"our goal|(?:kami|saya) (?:mau|nak|ingin|perlu) (?:buka|tambah|[^ ]+)|more (?:outlets|stores|sites|people)")),
    (FactKind.CRITERION, _cue(
        r"must (?:be|have|work|run)|has to (?:be|have|work|run)|important (?:is|that|to us)|what matters|harus|mesti")),
    (FactKind.PROCESS, _cue(r"purchas~|tender|approval|procurement|quotations?|vendors? list|kelulusan|persetujuan")),
)  # fmt: skip
# What they work with today may stand in a sentence about what hurts.
_TOOL = _cue(
    r"spreadsheet~|excel|whatsapp|on paper|atas kertas|di kertas|by hand|manually|punch cards?|kad punch|mesin absen|"
    r"sign a sheet|send a photo|the accountant"
)
_NEEDS = {
    "pains": FactKind.PAIN, "goals": FactKind.GOAL, "criteria": FactKind.CRITERION,
    "deciders": FactKind.DECIDER, "process": FactKind.PROCESS,
}  # fmt: skip
# A sentence about anything may tell these as well.
_BESIDE = frozenset({FactKind.VENDOR, FactKind.BUDGET, FactKind.TIMELINE, FactKind.EMPLOYEES})
_ASIDE = frozenset({Move.NONE, Move.CONNECTING, Move.SETTING})
_HEADS = re.compile(
    r"\b(?:we (?:have|are|employ)|we're|kami ada|kami punya)(?: about| around| now| some)? (\d[\d,.]{0,7})"
    r" (?:people|staff|employees|crew|guards|cleaners|nurses|operators|drivers|teachers|trainers|heads|orang|pekerja|karyawan)\b",
    re.IGNORECASE,
)


def subject_of(text: str) -> FactKind | None:
    """What a sentence is about, by its words; None where they do not tell.

    >>> subject_of("Has any budget been put aside for this year?")
    <FactKind.BUDGET: 'budget'>
    """
    said = plain(text[:LONGEST_READ])
    return next((kind for kind, cue in _CUES if cue.search(said)), None)


def told_in(conversation: Conversation) -> Iterator[Told]:
    """What the target told in a conversation: what its notes quote, then what else fills a slot.

    Of a note nobody's words are quoted: its sentences are the rep's.
    """
    notes = notes_of(
        conversation.utterances,
        conversation.tags,
        conversation.at.date(),
        note=not conversation.is_transcript,
    )
    needs = ((kind, quote) for need, kind in _NEEDS.items() for quote in notes.needs.get(need, ()))
    objections = ((FactKind.OBJECTION, one.quote) for one in notes.objections)
    aside, seen = {tag.text for tag in conversation.tags if tag.move in _ASIDE}, set[str]()
    for told in (*map(_quoted, needs), *_read(conversation), *map(_quoted, objections)):
        if told.text not in aside and (told.kind in _BESIDE or told.text not in seen):
            seen.add(told.text)
            yield told if conversation.is_transcript else replace(told, role=REP)


def _quoted(found: tuple[FactKind, Quote]) -> Told:
    kind, quote = found
    return Told(kind, quote.text, quote.role, quote.start)


def _read(conversation: Conversation) -> Iterator[Told]:
    for tag in conversation.tags or tag_utterances(conversation.utterances):
        if conversation.is_transcript and tag.role == REP:
            continue
        utterance = (
            conversation.utterances[tag.utterance] if tag.utterance < len(conversation.utterances) else None
        )
        for kind, text in _slots(tag):
            yield Told(kind, text, tag.role, utterance.start if utterance else None)


def _slots(tag: Tag) -> Iterator[tuple[FactKind, str]]:
    if tag.move in _ASIDE or tag.text.rstrip().endswith("?"):
        return
    if heads := _HEADS.search(tag.text):
        yield FactKind.EMPLOYEES, heads[1].replace(",", "").replace(".", "")
    sentence = plain(tag.text[:LONGEST_READ])
    kinds = [kind for kind, cue in _CUES if cue.search(sentence)]
    if _TOOL.search(sentence):
        kinds.append(FactKind.VENDOR)
    first = [kind for kind in kinds if kind not in _BESIDE][:1]
    yield from (
        (kind, tag.text) for kind in dict.fromkeys((*first, *(kind for kind in kinds if kind in _BESIDE)))
    )


# What one can owe somebody, by the words that name it.
_THINGS = (
    ("quotation", r"quotations?|sebut harga|penawaran"),
    ("quote", r"quotes?"),
    ("proposal", r"proposals?|proposal"),
    ("comparison", r"comparisons?|perbandingan"),
    ("contract", r"contracts?|kontrak"),
    ("invitation", r"invit(?:e|es|ation|ations)|jemputan|undangan(?:nya)?"),
    ("example", r"examples?|contoh"),
    ("case study", r"case stud(?:y|ies)"),
    ("price list", r"price ?lists?|daftar harga|senarai harga"),
    ("material", r"materials?|brochures?|materi(?:nya)?|maklumat"),
)


def promised_thing(text: str) -> str:
    """The thing that a promise is about, with its article; '' where it names none.

    >>> promised_thing("I'll send you the quotation by Friday, with the three new outlets in it.")
    'the quotation'
    """
    sentence = plain(text)
    return next((f"the {thing}" for thing, words in _THINGS if re.search(f" (?:{words})(?= )", sentence)), "")
