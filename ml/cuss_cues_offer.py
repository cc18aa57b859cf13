"""Cues of sharing (the offer meets a need) and of setting (who does what, and when)."""

from __future__ import annotations

from ml.cuss_cue import SETTING, SHARING, Cue
from ml.spoken_text import REP

_WEEKDAY = "monday|tuesday|wednesday|thursday|friday|saturday|senin|isnin|selasa|rabu|kamis|khamis|jumat|jumaat|sabtu"
_WHEN = (
    f"{_WEEKDAY}|tomorrow|besok|esok|lusa|tonight|this afternoon|today|next week|next month|next quarter|minggu depan|"
    "bulan depan|end of the month|akhir bulan|by the \\d+~|on the \\d+~|tanggal \\d+|in (?:two|three|a few) (?:days|weeks)|"
    "\\d+ (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)~|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)~ \\d+|"
    "\\d\\d\\d\\d-\\d\\d-\\d\\d|(?:on|by) the (?:first|tenth|fifteenth|twentieth)|(?:at|jam|pukul) (?:\\d+~|ten|nine|eleven|noon)"
)

_DOES = (
    "let~|allow~|update~|calculate~|send~|show~|handle~|support~|integrate~|flag~|generate~|sync~|block~|check~|"
    "remind~|warn~|export~|fill~|build~|cover~|save~|reduce~|cut~|keep~|work~|compute~|do~|need~|take~|come~|give~|run~|"
    "compare~|offer~|arrive~|flow~|import~|stop~|tell~|replace~|protect~|see~|catch~|prevent~|automate~"
)

SHARING_CUES: tuple[Cue, ...] = (
    Cue("our product", SHARING, 2.6, """
        our (?:[^ ]+ )?(?:app|system|platform|software|solution|product|tool|consultants?|roster~|payroll|time clock|engine|dashboard|
        clients?|customers?|support|service|price|pricing|module~|mobile)|(?:sistem|aplikasi|platform|produk|modul|klien|
        pelanggan|tim support) (?:kami|kita)|kerjahub""", role=REP),
    Cue("what it does", SHARING, 2.2, f"""
        (?:it|the (?:app|system|roster|platform|software|clock|module|engine)|everything|each [^ ]+|each|this|that|in our [^ ]+) (?:also |then |can |
        will |automatically |simply |even )*(?:{_DOES})""", role=REP),
    Cue("what it does, in Malay and Indonesian", SHARING, 2.4, """
        (?:bisa|boleh|dapat|akan) (?:langsung |terus |juga )?(?:menghitung|hitung|mengatur|kira|jana|mengira|otomatis|kirim~ slip|
        terhubung|integrasi|jadual~|menyusun|cegah|mengingatkan|potong)|(?:secara )?(?:otomatis|automatik)|sesuai aturan|
        ikut peraturan""", role=REP),
    Cue("price", SHARING, 2.6, """
        (?:the )?(?:price|cost|fee|plan|licen[cs]e|package|harga~|biaya~|pakej|paket) (?:is|starts?|would be|comes|includes?|mulai|
        ~ per|sudah|adalah|nya)|per (?:head|user|employee|staff|seat|orang|pekerja|karyawan|kepala) ~|(?:rm|rp|s\\$|sgd|idr|myr)
        ?\\d~|\\d+ (?:ringgit|dollars|rupiah|ribu|juta)|no set-?up fee|free of charge|discount|minimum of|billed""", role=REP),
    Cue("proof", SHARING, 3, """
        (?:a|an|another|one|one of our) .. (?:client|customer|retailer|restaurant|clinic|hotel|group|factory|company|chain|firm|bakery|
        hospital|operator) .. (?:reduced|cut|cuts|saved|saves|switched|went|moved|uses|stopped|halved|dropped|runs|recovered)|
        case study|salah satu (?:klien|pelanggan)|(?:klien|pelanggan) kami|(?:most|many|other) (?:clients|customers|companies|of our)|
        after switching|hemat|menjimatkan|\\d+ % (?:less|fewer|of)|by a (?:third|half|quarter)""", role=REP),
    Cue("comparison", SHARING, 2.4, """
        compared (?:with|to)|unlike|instead of|rather than|dibanding~|berbanding|better than|cheaper than|the difference (?:is|with)|
        beza~|bedanya|in one (?:login|place|screen)|other vendors""", role=REP),
    Cue("safe hands", SHARING, 2.4, """
        hosted|encrypted|encryption|iso ?27001|audited|aws|uptime|back~ up|pdpa|data cent(?:er|re)|certified""", role=REP),
    Cue("showing the screen", SHARING, 3, """
        (?:this|the next|the) (?:screen|page|tab|report|view) (?:shows?|lists?|is|has)|as you can see|(?:you|you'll) (?:can )?see ..
        here|let me show|here (?:you|is where|we)|di layar ini|kat skrin ni|on the (?:left|right)|click here|dashboard|
        i'm sharing my screen""", role=REP),
    Cue("since you told me", SHARING, 3.2, """
        you (?:mentioned|said|told me) .. (?:~ )*(?:here|so|that's|this|our|we|it)|since you|because you (?:said|told|have)|
        that is (?:exactly )?(?:what|why|where)|that's (?:exactly )?(?:what|why|where) (?:our|we|the|it)|karena (?:tadi|bapak|ibu)|
        tadi .. (?:bilang|sebut|cakap)|for exactly that|to your point""", role=REP),
    Cue("onboarding", SHARING, 2.4, """
        onboarding|implementation|(?:training|set-?up|setup|migration|go-live) .. (?:takes?|is|normally|usually|included|in)|
        we (?:assign|train|migrate|import|set it up)|pelatihan|latihan .. (?:termasuk|percuma|gratis)|a consultant|live in .. weeks""", role=REP),
    Cue("integrations", SHARING, 2.2, """
        integrat~ (?:with|to|into|directly)|xero|quickbooks|sql account|talenta|sap|jurnal|open api|api|terhubung dengan|connects? to""", role=REP),
    Cue("handles the objection", SHARING, 2.6, """
        i hear you|fair (?:point|concern|question)|(?:earn|make|pays?) (?:it|that|for itself) back|pays for itself|payback|
        return on investment|roi|i understand the (?:concern|worry|price)|balik modal|most .. (?:felt|worried|asked) the same""", role=REP),
    Cue("the law", SHARING, 1.4, """
        cpf|epf|kwsp|socso|perkeso|bpjs|pph ?21|iras|lhdn|mom|depnaker|statutory|thr|employment act|labou?r law|akta kerja|
        permenaker|sdl""", role=REP),
    Cue("we offer", SHARING, 2.4, """
        we (?:also |can |do |already )*(?:offer|provide|support|include|automate|built|cover|guarantee|integrate|import|work with|serve|
        help|solve|charge|take care)|(?:kami|kita) (?:juga |bisa |boleh )*(?:sediakan|menyediakan|menawarkan|tawarkan|bantu|
        membantu|dukung|sokong)|what we do|with us|with kerjahub""", role=REP),
    Cue("what staff can do with it", SHARING, 2.2, """
        (?:staff|employees|managers|they|people|everyone|karyawan|pekerja|staf|supervisors?|you|you'll) (?:just |simply |can |could |
        will |only |then |bisa |boleh )+(?:see|check|clock|swap|approve|drag|request|open|tap|get|pick|fill|apply|cek|semak|absen|
        tukar|lihat|download|publish|copy|build)|on (?:the|their) phones?|one click|in real time|face (?:id|recognition)|geofenc~|
        lewat hp|guna telefon""", role=REP),
)  # fmt: skip

_SENDS = (
    "send|email|call|ring|share|prepare|check|get|forward|book|confirm|arrange|whatsapp|text|draft|drop|ask|talk|"
    "speak|bring|invite|block|come|follow|set|update|revert|let you|find|schedule|make sure|loop|raise|review|read|present"
)
_MEETS = (
    "meet|call|do|have|schedule|set|book|talk|speak|catch|arrange|visit|come|go through|go over|sit|start|fix|plan|join|"
    "look|walk|take|show|run|sign|discuss|reconnect|touch|try|block|aim|say|begin|continue|pick|confirm|agree|pencil|lock|hop|zoom"
)

SETTING_CUES: tuple[Cue, ...] = (
    Cue("proposes a time", SETTING, 4, f"""
        (?:can|could|shall|may|should|would|how about|what about|what if|why don't) (?:we|i|you)? ?(?:{_MEETS})|
        how about (?:{_WHEN})|what about (?:{_WHEN})|bisa (?:kita|saya) (?:~)? ?(?:ketemu|bertemu|jumpa|demo|telepon|jadwalkan)|
        boleh kita (?:~)|kita (?:ketemu|jumpa|jadwalkan|tetapkan|atur|demo)"""),
    Cue("promises", SETTING, 3, f"""
        (?:i'll|i will|we'll|we will|let me|i'm going to|i am going to|i shall|i can|you'll|i'd) (?:also |then |just |now |have to |
        need to |go and |try to )*(?:{_SENDS})|(?:saya|nanti saya|kami|aku) (?:akan |nanti |segera |terus )*(?:kirim~|hubungi|telepon|
        hantar|emel|email|call|follow|kabari|siapkan|sediakan|tanya|bincang|diskusi~|cek|whatsapp|konfirmasi|maklumkan|update)"""),
    Cue("next step", SETTING, 3.4, """
        next steps?|langkah (?:berikut~|selanjut~|seterus~)|way forward|action items?|to move (?:this )?forward|proceed (?:with|to)"""),
    Cue("puts off", SETTING, 3.4, """
        (?:call|ring|email|contact|text|try|ping|chase|reach) (?:me|us|back) .. (?:again|after|next|in|on|when|later|~day|back)|
        call (?:me )?back|(?:hubungi|telepon|call|kontak) (?:saya |kami )?(?:lagi|semula|balik|setelah|selepas)|get back to|
        circle back|come back to (?:you|me|us)|after (?:the )?(?:board|raya|lebaran|holiday~|new year|budget|audit|cny|year end)|
        (?:setelah|selepas) (?:lebaran|raya|rapat|tahun baru|cny|audit)|revisit|not (?:now|this quarter|this year) .. (?:later|
        next|maybe)|touch base"""),
    Cue("calendar", SETTING, 3, """
        calendar (?:invite|invitation|slot)|(?:send|get) .. (?:an? )?invite|pencil|(?:book|block|reserve|hold) .. (?:slot|time|hour|room|
        calendar|minutes)|appointment|(?:temu )?janji temu|jadwal~ (?:demo|meeting|ketemu|ulang|kan)|jadualkan|undangan~|jemputan|reschedule|
        google meet|zoom link|teams link|site visit|demo (?:on|for|at|slot|hari|tanggal|this|next|date|session)"""),
    Cue("recap of what was agreed", SETTING, 3, """
        to recap|just to confirm|so we (?:agreed|agree|are set|have)|(?:kita|jadi) (?:sepakat|setuju)|to summari[sz]e the next|
        agreed then|then it's agreed|deal then|you'll .. and i'll"""),
    Cue("when suits", SETTING, 4.4, """
        (?:what|which) (?:day|time|date|slot|week)~ .. (?:work~|suit~|best|good|free|prefer~)|(?:does|would|will|is) .. (?:work|suit|ok|
        okay|fine|convenient) (?:for|with)? ?(?:you|him|her|them|\\?)|works for (?:me|us|you)|suits? (?:me|us|you)|cocok|
        (?:kapan|bila|hari apa|jam berapa) .. (?:bisa|boleh|free|lapang|sempat|ada waktu|sesuai)|i'm free|are you free|free on"""),
    Cue("a day and what happens then", SETTING, 2.8, f"""
        (?:{_WHEN}) .. (?:works|is fine|is good|then|ok|okay|at \\d+~|morning|afternoon|it is|\\?|jam \\d+~|pukul \\d+~|bisa|boleh)|
        (?:will|shall|by|before|until|on(?! an? )|see you|nanti|akan|for|paling lambat|sebelum|hari) .. (?:{_WHEN})"""),
    Cue("let's", SETTING, 2.6, f"let's (?:~ )?(?:{_MEETS})|let us (?:{_MEETS})|mari kita|jom|ayo kita|yuk"),
    Cue("trial, contract, order", SETTING, 2, """
        (?:start|begin|run|sign|kick off|go ahead with) .. (?:trial|pilot|contract|agreement|proposal|order|poc|kontrak|percobaan|
        percubaan)|purchase order|sign (?:it|off|on|the)|go ahead (?:with|then)|tanda tangan|tandatangan|issue the po"""),
    Cue("asks for material", SETTING, 5, """
        (?:could|can|would|will|please|kindly|tolong|mohon|boleh|minta) (?:you |kindly |please |tolong )*(?:send|share|email|forward|
        drop|kirim~|hantar~|emel~|share|whatsapp) ~|send (?:me|us|it|over)|send the|kirim(?:kan)? ke"""),
    Cue("who should join", SETTING, 2.8, """
        (?:bring|invite|include|loop|ask|get|have) .. (?:join|sit in|along|on the call|to the (?:demo|call|meeting)|in the demo|attend)|
        (?:should|could|can|will) .. join|ajak~|libatkan|join (?:us|the call|the demo|kita)|be on the call|sit in"""),
    Cue("see you then", SETTING, 2.6, f"""
        (?:see|talk to|speak to|meet) you (?:on|then|at|next|{_WEEKDAY}|tomorrow)|sampai (?:ketemu|bertemu|jumpa) (?:hari|besok|
        {_WEEKDAY}|di)|jumpa (?:hari|esok|{_WEEKDAY})"""),
)  # fmt: skip
