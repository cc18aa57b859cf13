"""Cues of how a next step was left: refused, agreed to, put off; of a demo, an order, and a far-off time."""

from __future__ import annotations

from collections.abc import Sequence

from ml.cuss_cue import Cue

_DAY = """monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|next week|(?:the )?\\d+(?:st|nd|rd|th)?(?: [a-z]{3,9})?|
    that (?:day|time)|the time|it|that|this|isnin|senin|selasa|rabu|khamis|kamis|jumaat|jumat|sabtu|ahad|minggu|esok|besok|lusa"""
_AT = "(?: (?:morning|afternoon|evening|noon|at [^ ]+|pagi|petang|siang|sore|malam|pukul [^ ]+|jam [^ ]+|depan))?"
_FINE = "fine|good|ok|okay|perfect|great|possible|alright|better|best|convenient|free|clear|no problem"

REFUSES: Sequence[Cue] = (
    Cue("not interested", "disagreed", 1, """
        (?:not|no longer|isn't|aren't) (?:really |very |at all )?(?:interested|keen|a priority|a (?:good )?fit|the right fit|for us|something
        (?:for us|we need)|worth it)|no thank(?:s| you)|no (?:use|point|interest|need|plans?) (?:for|in|to|of)|there is no point|rather not|well served|please don't|
        (?:don't|do not) (?:think|believe|feel|see) .. .. (?:for us|right for|a fit|fits?|worth|need~|happening|work~ out)|
        (?:don't|do not|won't|will not) (?:need|want) (?:it|this|that|any|another|a new|to (?:change|switch|buy|proceed|continue|go ahead|go on))"""),
    Cue("stays with what there is", "disagreed", 1, """
        (?:we're|we are|i'm|i am|they're) (?:very |quite |all )?(?:fine|happy|good|ok|okay|satisfied|set) with (?:what|our|the)|
        (?:stick|stay|remain|sticking|staying) with (?:what|our|the)|just (?:renewed|signed|bought)|(?:sudah|dah) (?:cukup|puas|selesa|senang|nyaman)
        dengan|(?:kami|kita) (?:tetap|kekal) (?:pakai|guna|dengan)"""),
    Cue("decided otherwise", "disagreed", 1, """
        (?:decided|chose|chosen|gone|going|went|go) (?:against|another way|with (?:another|someone|somebody|a different|your competitor|the other|one of))|
        (?:not going to|won't|will not|can't|cannot|aren't going to) (?:be )?(?:buy|proceed|go ahead|go forward|move forward|moving forward|switch|
        change|sign|continue|going ahead|changing|buying)|(?:we'll|we will|i'll|have to|going to) (?:pass|decline)|call it off|please cancel|
        cancel (?:it|the (?:demo|meeting|trial|order))|(?:pilih|memilih|pakai|guna|ambil|dengan) (?:vendor|yang|pembekal|penyedia) lain|(?:picked|took|signed with|bought|choosing) (?:another|someone|a different|the other)|
        (?:turned|turning|turn) (?:it|this|that|you) down|(?:said|says|it's a|it is a|is a) no|(?:kata|bilang|cakap) (?:tidak|tak)|(?:kami|saya|direktur|pengarah|bos) tolak|batal~|dibatalkan"""),
    Cue("leave us alone", "disagreed", 1, """
        (?:stop|don't|do not) (?:call|contact|email)~ (?:me|us)|(?:take|keep) .. off|off your list|remove (?:me|us|my|our)|jangan (?:hubungi|telepon|telefon|call)"""),
    Cue("no, in Malay and Indonesian", "disagreed", 1, """
        (?:tak|tidak|nggak|enggak|gak|ga|kurang|belum) (?:berminat|minat|tertarik|jadi|usah|lanjut|teruskan|payah|perlu|butuh|memerlukan|berencana|
        berniat|ada rencana|bercadang)|bukan (?:prioritas|keutamaan)"""),
)  # fmt: skip
COMPLAINS: Sequence[Cue] = (
    Cue("the price", "disagreed", 1, """
        too (?:expensive|much money|costly|pricey|dear)|cheaper|can't afford|no budget|(?:out of|beyond|above) (?:our|my|the) budget|
        (?:terlalu |kemahalan |sangat )?mahal~|lebih murah|(?:tak|tidak) (?:ada|mampu) (?:bajet|budget|anggaran|bayar)|(?:looks at|cares about) nothing else"""),
)  # fmt: skip
AGREES: Sequence[Cue] = (
    Cue("a day is fine", "agreed", 1, f"""
        (?:works|suits) (?:well )?(?:for |with )?(?:me|us)|(?:fine|good|ok|okay|great|perfect|possible) (?:for|with|by) (?:me|us)|
        (?:{_DAY}){_AT} (?:(?:is|would be|will be|sounds|looks|are) (?:{_FINE})|works|it is|suits)|
        (?:is|are|that's|it's|would be|'d be|sounds) (?:all |quite |very |just )?(?:{_FINE})|(?:works|suits) (?:all|both|everyone|the team|nicely)|(?:start|see you|meet|talk|done) then|(?<!tak )(?<!tidak )(?<!belum )(?:boleh|bisa|oke|okey|ok|jadi) (?:hari|tanggal|{_DAY}|pukul|jam)|(?:{_DAY}){_AT} (?:boleh|bisa|oke|okey|ok|jadi)"""),
    Cue("let us", "agreed", 1, """
        let's (?:do|go|book|set|meet|start|say|fix|try|schedule|plan|have|sign|get)|(?:please )?do (?:that|so|it)|go ahead|it's a deal|we have a deal|
        agreed|count (?:us|me) in|(?:sounds|looks) (?:good|great|fine|perfect|like a plan)|where do i sign|jom|setuju|sepakat|
        kita (?:jalan|mulai|mula|teruskan|lanjut)~|lanjut~ saja"""),
    Cue("send it", "agreed", 1, """
        (?<!don't )(?<!not )(?:send|share|email|forward|drop|let me have|give me) .. (?:invite|invitation|calendar|quote|quotation|contract|agreement|
        link|proposal|paperwork|order form)|(?:hantar|kirim)~ .. (?:jemputan|undangan~|kontrak~|penawaran~|sebut harga|link~|invite|proposal~|saja|je)"""),
    Cue("takes part", "agreed", 1, """
        (?:block|book|reserve|keep|put) .. (?:time|slot|calendar|diary)|(?:happy|glad|keen|love) to (?:meet|join|see (?:it|that|the|a|you)|have|do|try)|
        see you (?:on|then|there|at|tomorrow|next|~day)|(?:we'll|we will|i'll|i will) (?:be there|join|go ahead|sign|take it|proceed|attend|come(?! back)|
        accept|invite|bring|do (?:it|that)|try it|buy|order)|(?:i'm|i am|we're|we are) (?:free|available|up for|game)|looking forward|come (?:by|over|on)|
        (?:saya|kami) (?:juga |pun |memang |akan |nanti |hari [^ ]+ )*(?:free|bisa|boleh|lapang|ada (?:waktu|masa|di)|ikut|hadir|datang|ajak|tunggu (?:jemputan|undangan|di))|silakan (?:datang|kirim|jadwalkan)|
        sampai (?:jumpa|ketemu|bertemu) (?:hari|besok|di|jam)|jumpa (?:hari|esok|di|pukul)"""),
)  # fmt: skip
PUTS_OFF: Sequence[Cue] = (
    Cue("some other time", "open", 1, """
        (?:call|try|ring|contact|email|ping|chase|reach|talk|speak|come back|check back|touch base|circle back|remind) .. .. (?:after|later|next|when|once|
        again|in (?:a|two|three|some|\\d+|january|february|march|april|may|june|july|august|september|october|november|december)|some (?:day|time))|
        maybe|perhaps|probably|later this year|too early|some other time|not (?:now|yet|ready|sure|at the moment|right now|this (?:year|quarter|month))|
        after (?:the )?(?:raya|lebaran|holidays?|audit|new year|chinese new year|cny|board|budget|peak|rush)|
        (?:selepas|setelah|habis|sesudah|usai) (?:raya|lebaran|audit|tahun|cny|rapat|mesyuarat|liburan|cuti)~|lain kali|tahun depan"""),
    Cue("has to ask or think", "open", 1, """
        let me (?:first )?(?:think|check|speak|talk|ask|discuss|see|get back|come back|run|sleep|look|hear)|
        (?:i'll|i will|i need|i have|i must|we'll|we need|we have|i'd have|we'd have|need|have) (?:first )?(?:to )?(?:think|get back|let you know|come back|check|
        see (?:when|if|what|whether)|discuss|consider|sleep on|ask (?:my|our|the|around)|speak (?:to|with)|talk (?:to|with)|run it)|
        get back to you|come back to you|think about it|sleep on it|it depends|depends on|we'll see|
        (?:tanya|bincang|diskusi|cek|semak|pikir|fikir|lihat|tengok|pertimbang)~ .. dulu|(?:nak|mau|kena|perlu|harus) (?:tanya|bincang|diskusi~|fikir|pikir)~|
        pikir-pikir|fikir-fikir|nanti|tunggu|kalau sempat"""),
    Cue("cannot say or come", "open", 1, """
        (?:can't|cannot|couldn't) (?:say|promise|commit|tell|make|do)|(?:doesn't|don't|won't) (?:work|suit)|(?:belum|tak|tidak|tidak) (?:tahu|pasti|bisa|siap|boleh|
        sempat|tentu)|hubungi (?:saya|kami) (?:lagi|semula|balik)|telepon lagi"""),
)  # fmt: skip
HESITATES: Sequence[Cue] = (
    Cue("on a condition", "open", 1, "but|only if|first|yet|however|tapi|tetapi|dulu|kalau|asal"),
)
PROPOSES: Sequence[Cue] = (
    Cue("proposes", "setting", 1, """
        let's|shall (?:we|i)|how about|what about|would you like|would like to|i'd like to|(?:would|could) you be (?:open|free|available)|saya (?:akan )?(?:kirim|hantar)~|i'd suggest|i suggest|i propose|(?:can|could|may) (?:we|i) (?:meet|send|show|
        call|book|come|visit|bring|do|have|set|fix)|when can (?:we|i)|jom|mari|bagaimana kalau|(?:boleh|bisa) (?:kita|saya)|kapan (?:kita|bisa)|
        kita (?:jumpa|ketemu|jadwalkan|tetapkan|buat)"""),
)  # fmt: skip

# How a seller's note tells of it.
NOTED_YES: Sequence[Cue] = (
    Cue("they agreed", "agreed", 1, """
        (?<!not )(?:agreed|agrees|confirmed|booked|accepted|signed|keen|said yes|setuju|sepakat)|
        (?<!not )wants? (?:a|the|to (?:see|have|do|try)) .. (?:demo|trial|pilot|proposal|quote|quotation|meeting)|(?:mau|nak|minta) demo|
        (?:demo|meeting|visit|call|trial) (?:is |was |has been )?(?:booked|scheduled|confirmed|set|fixed|agreed|arranged)"""),
)  # fmt: skip
NOTED_NO: Sequence[Cue] = (
    Cue("they refused", "disagreed", 1, """
        not interested|declined|refused|rejected|said no|lost to|went with|chose (?:another|the other)|(?:not|isn't) a fit|no need|no interest|
        tak berminat|tidak tertarik|menolak|tolak|ditolak"""),
)  # fmt: skip

DEMO: Sequence[Cue] = (
    Cue("a demo", "setting", 1, """
        demo~|walk-?through|site visit|pilot|trial|show you|presentation|look at it together|presentasi|pembentangan|tunjuk~|percobaan|percubaan|sesi"""),
)  # fmt: skip
ORDER: Sequence[Cue] = (
    Cue("an order", "setting", 1, """
        sign~|purchase order|po|contract|agreement|order form|go ahead with (?:it|the order)|invoice|we'll take it|kontrak|tanda ?tangan~|pesanan"""),
)  # fmt: skip
LATER: Sequence[Cue] = (
    Cue("a far-off time", "open", 1, """
        not (?:now|yet|this (?:year|quarter))|next (?:year|quarter)|later this year|after (?:the )?(?:raya|lebaran|holidays?|audit|new year|cny)|no budget|
        budget .. frozen|(?:tak|tidak|belum|bukan) (?:sekarang|waktunya|masanya)|tahun depan|(?:selepas|setelah|habis) (?:raya|lebaran|audit|tahun)~|
        maybe later|lain kali"""),
)  # fmt: skip


def says(heard: str, cues: Sequence[Cue]) -> bool:
    """Whether any of these cues stands in a plain sentence.

    >>> says(" friday works for me ", AGREES), says(" friday ", AGREES)
    (True, False)
    """
    return any(cue.pattern.search(heard) for cue in cues)
