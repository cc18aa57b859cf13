"""Cues of understanding: questions about the target's world, and what the target tells of it."""

from __future__ import annotations

from ml.cuss_cue import UNDERSTANDING, Cue
from ml.spoken_text import PROSPECT, REP

_THEY_DO = (
    "you|your|yours|you're|you've|anda|bapak|ibu|pak|bu|tuan|puan|encik|cik|kalian|awak|the team|your staff"
)
_WH = "how|what|what's|whats|which|who|who's|whose|where|when|why|how's"

UNDERSTANDING_CUES: tuple[Cue, ...] = (
    Cue("asks about their world", UNDERSTANDING, 2.6, f"""
        (?:{_WH}) .. (?:{_THEY_DO}) .. ~|(?:bagaimana|gimana|macam mana|berapa|siapa|kapan|bila|apa|apakah|kenapa|mengapa) ..
        (?:{_THEY_DO})|(?:do|does|did|are|is|have|has) (?:you|your|anybody|anyone|the team) .. (?:currently|still|already|today|
        ever|use|using|have|run|pay|need|track|keep|do|know|want|see|get|find|lose|plan)"""),
    Cue("asks how much", UNDERSTANDING, 2.2, """
        how (?:many|often|long|much time|much|big|large|soon|bad|far|slow|old)|berapa (?:banyak|lama|orang|karyawan|kali|ramai|
        jumlah|outlet|cabang|cawangan|besar)|sejak kapan|sejak bila"""),
    Cue("asks who decides", UNDERSTANDING, 3, """
        who (?:else )?(?:would|will|needs?|signs?|decides?|approves?|is involved|looks|holds|has to|besides|makes|owns)|
        siapa (?:yang|lagi)|(?:decision|approval) (?:maker|process|makers)|who .. (?:sign~|approv~|decid~|final say)"""),
    Cue("asks what hurts", UNDERSTANDING, 3, """
        (?:biggest|main|worst|hardest|top) (?:frustration|challenge|problem|headache|pain|issue|worry|bottleneck|concern)~|
        kendala~|keluhan~|cabaran~|apa masalah~|masalah (?:terbesar|utama|paling)|magic wand|keeps you (?:up|awake)|
        what (?:happens|goes wrong|would happen|breaks)|apa yang (?:paling|terjadi|jadi)|change first|hilangkan"""),
    Cue("invites to tell", UNDERSTANDING, 2.8, """
        tell me (?:a bit |more |a little )?(?:more )?about|walk me through|help me understand|talk me through|(?:could|can) you
        describe|when you say|(?:bisa|boleh) (?:diceritakan|ceritakan|cerita|jelaskan)|cerita sikit|i'd love to (?:hear|understand)|
        curious (?:how|what|about)|i'd like to understand|may i ask|boleh (?:tahu|tanya)|kalau boleh tahu"""),
    Cue("plays back", UNDERSTANDING, 3.2, """
        what i'm hearing|what i hear|if i (?:understand|understood|heard|got)|so you're (?:saying|telling)|you're saying|
        it sounds like|sounds like (?:the|your|you)|so the (?:real|main|biggest|core)|in other words|correct me|is that right|
        is that correct|did i get (?:that|it)|jadi (?:maksud~|intinya|masalah~|sebenarnya)|betul (?:ya|tak|begitu)|
        just so i understand|so basically (?:you|your)|kalau saya (?:tangkap|faham)"""),
    Cue("tells of own doings", UNDERSTANDING, 2.4, """
        we (?:still |currently |now |already |usually |always |just |mostly |normally |also )*(?:have|use|do|run|pay|spend|lose|
        lost|collect|key|keep|get|got|need|want|hire|opened|open|tried|bought|print|track|rely|plan|hope|would like|end up|
        had|employ|export|copy|check|count|chase|struggle|manage)|we're (?:still |currently |now )?(?:using|on|looking|growing|
        opening|a|about|at|trying|short|losing|paying|spending|doing|only|worried|under)|we've (?:been|had|got|tried|lost)|
        (?:kami|kita) (?:masih |sudah |sekarang |biasanya |selalu |ada |nak |mau |ingin |perlu )+(?:~)|
        (?:kami|kita) (?:pakai|guna|menggunakan|punya|bayar|rugi|kehilangan|hitung|kira|buka|butuh)""", role=PROSPECT),
    Cue("our own things", UNDERSTANDING, 2, """
        (?:our|my) (?:staff|team|contract|vendor|current|present|process|people|manager~|boss|outlet~|branch~|employee~|worker~|
        hr|finance|area|store~|kitchen|factory|drivers?|nurses?|guards?|shift~|payroll (?:team|run|vendor)|old|ceo|cfo|director|
        headcount|budget|accountant|crew|supervisor~|cleaners?)|(?:karyawan|staf|pekerja|tim|cabang|cawangan|outlet|bos|
        atasan|manager|kontrak) (?:kami|kita|saya)|everyone here|half (?:of )?(?:the|our)""", role=PROSPECT),
    Cue("pain", UNDERSTANDING, 1.6, """
        manual~|error~|mistake~|wrong|complain~|frustrat~|headache~|nightmare|burnt|disappeared|stuck|spreadsheet~|excel|
        on paper|by hand|whatsapp group|too (?:slow|late|long|expensive|many)|lambat|ribet|susah|leceh|kertas|salah (?:hitung|
        kira|bayar)|telat|capek|penat|repot|pening|keluhan|resign~|turnover|fined?|penalty|denda|no-show~|forget~|dispute~"""),
    Cue("counts of their own", UNDERSTANDING, 1.6, """
        \\d+ (?:\\w+ )?(?:people|staff|employees|outlets|branches|workers|stores|shifts|sites|payslips|hours|karyawan|pekerja|
        cawangan|cabang|orang|head|heads|headcount|drivers|nurses|guards|cleaners|gerai|pengawal|staf)""", role=PROSPECT),
    Cue("they want", UNDERSTANDING, 2, """
        (?:we|i) (?:really |just )?(?:want|need|hope|would like|wish)|we (?:are|'re) (?:looking|planning|hoping)|our goal|
        (?:kami|saya|kita) (?:mau|ingin|perlu|nak|butuh|berharap)|what matters|the (?:main )?(?:goal|aim|target)|priority""",
         role=PROSPECT),
    Cue("who decides with us", UNDERSTANDING, 2.4, """
        (?:my boss|our (?:cfo|ceo|director|md|finance|owner|hq|board)|the (?:cfo|ceo|director|owner|board|md|hr director)|bos|
        direktur|pengarah|owner) .. (?:decides?|approves?|signs?|needs?|wants?|looks|has|holds|yang|tanda)|i (?:decide|sign|
        approve)|has the final say|budget (?:is|was|holder|owner)""", role=PROSPECT),
    Cue("how it usually goes", UNDERSTANDING, 2, """
        usually|normally|always|never|every (?:[^ ]+day|week|month|time|morning|year)|each (?:week|month|time|year)|all the time|
        most of the time|so far|at the moment|last (?:week|month|year|time|[^ ]+day)|selalu|biasanya|setiap (?:hari|minggu|bulan)|
        tiap (?:hari|minggu|bulan)|sering|kemarin|selama ini""", role=PROSPECT),
    Cue("their present vendor", UNDERSTANDING, 2, """
        (?:current|present|existing|old) (?:vendor|provider|system|tool|software|contract|payroll)|contract (?:ends|expires|
        runs|is up|renews)|renewal|vendor (?:sekarang|lama|saat ini)|sistem (?:sekarang|lama)|kontrak .. (?:habis|berakhir|tamat)"""),
    Cue("asks about the offer", UNDERSTANDING, 3, """
        (?:does|can|will|could|is|are|do|how does|what if|apakah|boleh|bisa) .. (?:it|the system|the app|there|sistem~|
        aplikasi~|untuk) [^?]*\\?|what if [^?]*\\?|(?:is|are|will) (?:the|our) [^?]*\\?|how soon|berapa harga~|how much (?:is|does|would|are)|(?:bisa|boleh) (?:tak|nggak|gak|ke|kah)""",
         role=PROSPECT),
    Cue("a rep's question", UNDERSTANDING, 1.6, "\\?", role=REP),
    Cue("a question with you", UNDERSTANDING, 1.2, f"(?:{_THEY_DO}) .. \\?"),
    Cue("any question", UNDERSTANDING, 0.9, "\\?"),
)  # fmt: skip
