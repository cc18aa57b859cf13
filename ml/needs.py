"""What a target said of its needs: goals, pains, criteria, who decides and how; cues in three languages.

The five are the concepts of the public "Call Playbook". A cue is written as those of the four moves (`ml.cuss_cue`).
Only the target's own words count; where nobody knows who spoke, questions do not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence

from ml.conversation import NEEDS, Quote
from ml.cuss import Move
from ml.cuss_cue import Cue
from ml.gist import Passage, pick
from ml.spoken_text import PROSPECT, count_words

MOST_QUOTES = 2
# Below this the cues only hint at a need.
ENOUGH = 1.5
_DOUBTED, _FIGURE = 0.4, 1.6
_SELLERS_WORDS = re.compile(
    r" (?:(?:you|tadi (?:bapak|ibu|puan|encik)) (?:also |just )?(?:said|told|mentioned|say|sebut|bilang|cakap)|"
    r"our (?:app|platform|product|solution|clients?|customers?|consultants?)|(?:aplikasi|klien|pelanggan|produk) kami|we host)(?= )"
)
_KINDS = (("goals", "pains", "criteria"), ("deciders", "process"))

_THEY = "we|they|he|she|i|client|customer|kami|kita|mereka|saya|dia|beliau"
_DECIDER = (
    "boss|bosses|ceo|cfo|coo|cto|md|gm|director~|owner~|founder~|chairman|board|hq|headquarters|head office|finance|"
    "management|managing director|partner~|principal|shareholder~|bos|atasan|direktur~|direksi|pengarah|"
    "pemilik|pengurusan|manajemen|lembaga|pengetua|komisaris|general manager|hr director|regional"
)
_DECIDES = (
    "decid~|approv~|sign~|agree~|ok it|okay it|say~ yes|has to see|must see|wants to see|look~ at|has the final|holds|"
    "final say|green light|release~|putus~|memutuskan|menyetujui|setuju~|approve|tanda ?tangan~|tandatangan~|meluluskan|"
    "luluskan|lulus|tentukan|menentukan"
)

CUES: tuple[Cue, ...] = (
    Cue("what they want", "goals", 2, f"""
        (?:{_THEY}) (?:really |just |also |all |would |do )*(?:want~|wish~|hope~|hoping|aim~|intend~|would like|'d like|plan~ to|
        mau|ingin|nak|berharap|berhasrat|berencana|bercadang|merancang)|(?:we're|we are|they're|they are) (?:also |now )*(?:looking|
        hoping|planning|aiming|trying|thinking of|opening|growing|expanding|hiring|moving)|i'd (?:like|love)|would love to"""),
    Cue("a goal by name", "goals", 3, """
        (?:our|the|their|my|main|big~) (?:[^ ]+ )?(?:goal|aim|target|priority|objective|plan|wish|dream|vision)~|goal is|
        top priority|(?:tujuan|matlamat|sasaran|target|prioritas|keutamaan|rencana|impian) (?:kami|kita|utama|tahun|kita)|
        success (?:would|looks|means)"""),
    Cue("growth", "goals", 1.8, """
        (?:open~|add~|launch~|hir~|expand~|grow~|doubl~) .. (?:outlet~|branch~|store~|site~|countr~|people|staff|market~|new|
        clinic~|plant~|team|headcount|more)|by (?:next|the end of) .. (?:year|quarter)|(?:buka|membuka|tambah|menambah) ..
        (?:cabang|cawangan|outlet|gerai|karyawan|pekerja|orang)|ekspansi|berkembang|naik ke|(?:cut|reduce|lower|halve|save|
        kurangkan|mengurangi|jimat~|hemat) .. (?:overtime|cost~|hours|time|errors|turnover|kos|biaya|lembur|masa|waktu)"""),
    Cue("trouble", "pains", 2, """
        problem~|issue~|trouble~|struggl~|headache~|nightmare|pain~|frustrat~|annoy~|complain~|mess|messy|chaos|chaotic|
        bottleneck|stuck|wrong|error~|mistake~|disput~|lose|loses|lost|losing|late|delay~|slow~|manual~|by hand|on paper|
        double work|twice|burnt|fined|fine of|penalt~|resign~|quit|turnover|overworked|tired of|no-?shows?|forget~|forgot|chas~|excel|spreadsheets?|(?:key|type)~ .. (?:in|into)|correct~ .. \\d+~|corrections|
        nobody (?:trusts|knows|owns|checks)|waste~|wasting|hate~|worst|hard to|difficult|breaks?|crash~|drives? .. crazy"""),
    Cue("trouble, in Malay and Indonesian", "pains", 2, """
        masalah~|kendala~|keluhan|mengeluh|merungut|komplain|cabaran|susah|sukar|sulit|ribet|repot|leceh|pening|pusing|penat|
        capek|lambat|lewat|telat|terlambat|salah|silap|keliru|hilang|rugi|kerugian|denda|manual|pakai kertas|guna kertas|
        tidak akurat|tak tepat|bocor|curang|titip absen|punch card|berhenti kerja|keluar masuk|lupa|tercecer|berulang"""),
    Cue("what it costs them", "pains", 2.2, """
        (?:takes?|took|spend~|costs?|need~) .. (?:days?|hours?|weeks?|nights?|weekends?|minutes)|every (?:single )?(?:month|week|
        time) (?:we|i|they|there|it)|(?:makan|ambil|habis~|butuh) .. (?:hari|jam|minggu|malam|waktu|masa)|
        can't (?:see|keep|find|plan|trust|tell|even)|too (?:slow|late|long|many|complicated|much work)|no (?:overview|visibility|idea)"""),
    Cue("a must", "criteria", 2.6, """
        (?:must|has to|needs to|should be able to|we need it to) (?:be|have|work|run|support|handle|integrate|connect|comply|cover|fit|include|speak|
        export|do|show|calculate|sync|talk to)|as long as|only if|deal ?breaker|non-?negotiable|require~|must-?have|minimum|
        (?:harus|mesti|wajib|perlu) (?:bisa|boleh|ada|dapat|sesuai|terhubung|ikut|patuh|support)|syarat~|asalkan|kriteria|kriteria~"""),
    Cue("what counts", "criteria", 2.6, """
        (?:most )?important (?:for us|to us|is|that|thing|point)|(?:what|it) (?:matters|counts)|looking for (?:a|an|something)|we compare|
        comparing|criteri~|shortlist~|(?:we|they) (?:care|look|judge|go) (?:about|at|by|for)|(?:yang )?(?:paling )?penting|
        utamakan|mengutamakan|pertimbang~|bandingkan|membandingkan|price is|ease of use|easy to use|references?"""),
    Cue("asks what it can do", "criteria", 2.2, """
        (?:does|can|will|could|do|is|are|would) (?:it|the (?:system|app|software|tool|platform)|your (?:[^ ]+ )?(?:system|app|software|tool|
        platform|product|team)|you (?:also )?(?:support|handle|integrate|offer|have|cover|connect|do)|that|there) [^?]*\\?|what about [^?]*\\?|what if [^?]*\\?|
        (?:bisa|boleh|apakah|adakah|dapat) .. (?:sistem~|aplikasi~|ini|tak|untuk|kah|integrasi|terhubung|support|guna|dipakai) [^?]*\\?|
        how (?:secure|safe|fast|soon|long) [^?]*\\?|how does (?:it|the|your) [^?]*\\?"""),
    Cue("who decides", "deciders", 3, f"""
        (?:{_DECIDER}) (?:[^ ]+ ){{0,4}}(?:{_DECIDES})|(?:{_DECIDES}) (?:by|from|oleh|dari|dengan) .. (?:{_DECIDER})|decision ?maker~|
        who (?:decides|signs|approves)|(?:i|we) (?:decide|sign|approve)(?! if)|my (?:decision|call|signature)|pembuat keputusan|
        yang (?:putus~|memutus~|tanda ?tangan|approve|setuju~|tentukan|menentukan|decide)|keputusan (?:ada )?(?:di|pada|dari)"""),
    Cue("has to ask somebody", "deciders", 2.4, f"""
        (?:ask|speak to|speak with|talk to|talk with|check with|discuss .. with|convince|get .. past|run .. by|present .. to|report to|
        approval (?:from|of)|tanya|bincang dengan|diskusi~ dengan|bicara dengan|cakap dengan|minta (?:izin|persetujuan|kelulusan)|
        lapor ke|presentasi ke|kelulusan|persetujuan) (?:[^ ]+ ){{0,3}}(?:{_DECIDER})"""),
    Cue("needs a yes", "deciders", 2, "(?:approval|permission|blessing|go-?ahead|consent) (?:from|of|by)|(?:izin|persetujuan|kelulusan) (?:dari|daripada)"),
    Cue("whose budget", "deciders", 2.4, f"""
        (?:{_DECIDER}) .. (?:budget|bajet|anggaran|money|purse)|budget (?:holder|owner)|(?:budget|bajet|anggaran) .. (?:{_DECIDER})|
        (?:who|whoever) (?:holds|owns) the budget"""),
    Cue("how they decide", "process", 2.6, """
        (?:buying|decision|procurement|approval|purchas~|tender|vendor|selection|evaluation|sign-?off|internal) (?:process|cycle|
        committee|registration|policy|steps?|procedure|round)|tender~|rfp|rfq|(?:two|three|2|3) (?:quotes|quotations|vendors|offers)|
        procurement|purchase order|legal (?:review|team|has)|security (?:review|questionnaire)|due diligence|pilot first|trial first|
        (?:proses|prosedur) (?:pembelian|pengadaan|perolehan|approval|persetujuan|kelulusan|tender)|pengadaan|perolehan|lelang|
        (?:tiga|dua|3|2) (?:sebut ?harga|penawaran|vendor)|percobaan dulu|cuba dulu|trial dulu"""),
    Cue("when they decide", "process", 2.4, """
        (?:decide|decision|decided|sign|approve|approved|choose|start|go live|switch) (?:[^ ]+ ){0,3}(?:by|before|in|after|until|next|this)
        (?:the |end |of |our )*(?:[^ ]+)|board meeting|management meeting|steering|budget (?:cycle|round|is set|is approved|opens|for next|
        year|season)|(?:fiscal|financial) year|contract (?:[^ ]+ ){0,5}(?:ends?|expires?|runs? (?:out|until)|is up|renews?|until)|renewal|
        go-?live (?:by|in|date)|rapat (?:direksi|manajemen|anggaran|board)|mesyuarat (?:lembaga|pengurusan|bajet)|
        (?:anggaran|bajet) (?:tahun|baru|depan|dibuka|ditetapkan|disetujui|lulus)|kontrak .. (?:habis|berakhir|tamat|sampai|selesai)|
        tahun (?:fiskal|kewangan|anggaran)|keputusan .. (?:bulan|minggu|sebelum|akhir|selepas|setelah)"""),
    Cue("budget", "process", 1.8, """
        (?:our|the|their|a|no) budget (?:is|of|for|was|has)|budget~ .. \\d|set aside|we (?:can|could) (?:spend|pay|afford)|
        (?:anggaran|bajet|budget) (?:kami|kita|nya|sekitar|dalam|lebih kurang|maksimal|maksimum)"""),
)  # fmt: skip

_BY_SLOT: Mapping[str, tuple[Cue, ...]] = {
    slot: tuple(cue for cue in CUES if cue.move == slot) for slot in NEEDS
}


def needs_in(
    passages: Sequence[Passage], weights: Mapping[str, float], most: int = MOST_QUOTES
) -> dict[str, tuple[Quote, ...]]:
    """Quotes for each need that was spoken of, in the order of `ml.conversation.NEEDS`.

    Per need the best by (how sure x log length x mean weight of its words), and a second that says something new.
    A sentence speaks for what they need or how they decide, or one of each: those that its cues say loudest.
    """
    strength = {one.place: _strengths(one) for one in passages if is_told_by_target(one)}
    found = {}
    for need in NEEDS:
        told = [one for one in passages if need in _loudest(strength.get(one.place, {}))]
        loud = {one.place: strength[one.place][need] for one in told}
        found[need] = pick(told, most, weights, _worth(loud))
    return {need: tuple(one.quote for one in best) for need, best in found.items() if best}


def _worth(loud: Mapping[int, float]) -> Callable[[Passage], float]:
    return lambda one: per_word(one) * loud[one.place] * sureness(one)


def is_told_by_target(passage: Passage) -> bool:
    """Whether the target says it, or may: of people nobody knows, what neither asks, nor plays back, nor sells."""
    if passage.quote.role:
        return passage.quote.role == PROSPECT
    return not (passage.asks or _SELLERS_WORDS.search(passage.heard))


def per_word(passage: Passage) -> float:
    """What makes `pick` count the mean weight of the words times the logarithm of the length; figures tell more."""
    figure = _FIGURE if any(sign.isdigit() for sign in passage.heard) else 1.0
    return figure * math.log1p(count_words(passage.quote.text)) / max(1, len(passage.words))


def sureness(passage: Passage) -> float:
    """How far the tag speaks for talk of needs; it is a hint, never a condition."""
    if passage.idle:
        return _DOUBTED
    if passage.move is Move.UNDERSTANDING:
        return 1 + passage.confidence
    return 1.0


def _strengths(passage: Passage) -> dict[str, float]:
    words = passage.heard.count(" ") - 1
    return {
        slot: sum(cue.weight for cue in cues if cue.votes(passage.heard, passage.quote.role, words))
        for slot, cues in _BY_SLOT.items()
    }


def _loudest(strengths: Mapping[str, float]) -> set[str]:
    """The loudest need of each kind, where it is loud enough; the later one of a tie, as it is told more rarely."""
    best = {max(reversed(kind), key=lambda need: strengths.get(need, 0.0)) for kind in _KINDS}
    return {need for need in best if strengths.get(need, 0.0) >= ENOUGH}
