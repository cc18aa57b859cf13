"""Cues of rapport, and of talk that makes no move at all."""

from __future__ import annotations

from ml.cuss_cue import CONNECTING, NONE, Cue

_FILLER = (
    "uh|uh-huh|uhuh|mm|mmm|mm-hmm|hm|hmm|ah|oh|eh|er|um|ok|okay|oke|okey|yes|yeah|yep|yup|ya|iya|no|nope|right|sure|"
    "i see|got it|alright|all right|exactly|correct|true|fine|good|great|nice|cool|noted|hello|hi|halo|hey|wow|well|"
    "so|and|but|baik|baiklah|boleh|betul|benar|tidak|tak|lah|oh begitu|begitu|gitu|siap|mantap|of course|certainly|"
    "absolutely|perfect|understood|makes sense|sorry|pardon|maaf|apa|what|thanks|thank you|terima kasih|makasih|"
    "sir|madam|pak|bu|encik|puan|cik|\\?|then|i think so|that's right|ok lah|can|bagus|please|you know|i mean"
)

NONE_CUES: tuple[Cue, ...] = (
    Cue("only fillers", NONE, 6, _FILLER, whole=True, at_most=7),
    Cue("audio trouble", NONE, 7, """
        (?:can|could|do) you .. hear me|hear me now|(?:you're|you are|i'm|i am) on mute|(?:the )?(?:line|connection|signal)
        .. (?:bad|poor|breaking|weak)|breaking up|(?:voice|audio) .. (?:cutting|echo~|robotic)|can't hear|cannot hear|
        didn't catch that|suara~ (?:putus~|kecil|hilang|tidak jelas)|talian~ (?:tak|tidak|kurang) (?:jelas|baik)|
        sinyal~ (?:jelek|buruk)|there's an echo|kurang jelas suara~|say that again"""),
    Cue("voicemail or operator", NONE, 7, """
        leave (?:a|your|me a) (?:brief )?(?:message|name)|after the (?:beep|tone)|voice ?mail~|mailbox|(?:the )?number you~ ..
        (?:dial~|call~)|(?:is|are) (?:currently )?(?:unavailable|not available)|press (?:one|two|1|2|zero)|please hold|
        hold the line|you have reached|you've reached|tinggalkan (?:pesan|mesej)|nom(?:o|b)o?r yang anda|panggilan anda|
        setelah (?:nada|bunyi)|selepas (?:nada|bunyi)|tidak dapat dihubungi|can't take your call|your call .. important|
        sedang tidak aktif|no one is available"""),
    Cue("wrong number", NONE, 6, """
        wrong (?:number|person)|salah (?:sambung|nombor|nomor|orang)|(?:no longer|doesn't|does not) work~ here|
        no ?(?:one|body) (?:here )?by that name|(?:sudah|dah) (?:tidak|tak) (?:bekerja|kerja)|(?:sudah|dah) (?:berhenti|resign)|
        has left the company|never heard of (?:him|her|them)"""),
    Cue("closing formula", NONE, 4, """
        bye|bye-bye|goodbye|good bye|talk soon|take care|have a (?:good|nice|great) (?:day|one|evening|weekend)|cheers|
        sampai jumpa|jumpa lagi|selamat tinggal|see you|see ya|da-da|dah ya""", at_most=8),
    Cue("absent person", NONE, 4, """
        (?:not|isn't) at (?:his|her|their) desk|(?:he's|she's|he is|she is) (?:away|out|not in|in a meeting|on leave)|
        not in the office|sedang (?:keluar|cuti|rapat|meeting|tidak di tempat)|(?:tak|tidak) ada di (?:pejabat|kantor|tempat)|
        stepped out|on another (?:line|call)"""),
    Cue("holding on", NONE, 3.5, """
        let me think|one (?:moment|second|sec|minute)|just a (?:moment|second|sec|minute)|hold on|hang on|sebentar|sekejap|
        bear with me|tunggu (?:sebentar|sekejap|ya)|where was i""", at_most=8),
)  # fmt: skip

CONNECTING_CUES: tuple[Cue, ...] = (
    Cue("greeting", CONNECTING, 1.8, """
        good (?:morning|afternoon|evening)|hi [^ ?]+|hello [^ ?]+|dear [^ ?]+|selamat (?:pagi|siang|sore|petang|malam|tengah)|
        apa (?:kabar|khabar)|assalamu?alaikum|how are you|how have you been|nice to (?:meet|hear|talk|speak)|
        (?:good|great|lovely) to (?:meet|hear|see|speak)|salam kenal|senang (?:bertemu|berkenalan|ngobrol)"""),
    Cue("self-introduction", CONNECTING, 2.2, """
        (?:it's|this is|i'm|i am|my name is|saya|nama saya|ini) .. (?:from|dari|at|with) [^ ]+|i'm calling from|i look after|
        i've been looking after|my name is|nama saya|saya .. dari"""),
    Cue("thanks", CONNECTING, 2.4, """
        (?:thanks|thank you|terima kasih|makasih) (?:so much|a lot|again|very much|banyak|ya)? ?(?:for|atas|sudah|kerana|karena|
        for your|that you)|thank you for|thanks for|thanks so much|(?:really |i |much )appreciate|appreciate (?:you|your)|
        grateful|terima kasih .. (?:waktu|masa|sudah)"""),
    Cue("small talk", CONNECTING, 5, """
        how are you(?: today| doing| feeling)?|how have you been|apa (?:kabar|khabar)|how (?:was|were|is|are) (?:your|the) .. (?:weekend|trip|holiday~|family|kids|day|leave|run|event|move|break|vacation|
        launch|opening|baby)|(?:weekend|holiday|traffic|haze|weather|rain~|football|badminton|macet|hujan|cuaca|anak-anak|kids|
        liburan|cuti raya|marathon|durian|coffee|kopi|liverpool|arsenal) .. (?:go|was|were|today|yesterday|lately|first|lancar|
        lebat|tough|gila)|kids enjoy~|sudah makan|dah makan|enjoy~ (?:the|it|your)|tough weekend|
        you're (?:kind|too kind|very kind)|i'm (?:good|fine|great|well|okay)|(?:kabar|khabar) baik|alhamdulillah|sihat|(?:the )?(?:haze|weather|traffic) (?:is|was)|
        (?:was|it was) (?:lovely|nice|wonderful|great|fun)|anak-anak"""),
    Cue("good wishes", CONNECTING, 3.5, """
        hope (?:you|your|the|everything|all) .. (?:had|went|is|are|have|well|good|enjoy~|restful|better|safe)|hope you|semoga|
        mudah-mudahan|moga|happy (?:new year|deepavali|holidays|birthday)|selamat (?:hari|tahun|idul|berbuka|berpuasa)|
        gong xi|merry christmas|get well|wish~ you"""),
    Cue("congratulation", CONNECTING, 3.5, """
        congrat~|tahniah|selamat atas|selamat ya|well done|(?:i )?saw the (?:news|article|post|announcement)|saw .. linkedin|
        (?:i )?read (?:about|that) (?:your|you)|proud of|impressive|hebat ya|happy for you"""),
    Cue("referral", CONNECTING, 4.5, """
        (?:told|asked) me .. (?:talk|speak|call|contact) ~?|(?:referred|introduced|recommended|pointed) (?:me|us|you)|
        (?:gave|passed) me your|put us in touch|(?:di)?(?:rekomendasikan|kenalkan) .. (?:oleh|sama)|dapat kontak .. dari|
        speaks highly|said i should|suggested (?:i|that i|we) .. (?:call|talk|speak)|mutual friend"""),
    Cue("common ground", CONNECTING, 3, """
        (?:we|we've) .. met|(?:i|we) (?:still )?remember .. (?:you|your|from)|me too|same here|sama dong|sama lah|
        (?:you're|you are) (?:also )?(?:a|an) .. (?:fan|too)|i (?:really )?(?:enjoyed|liked|loved) your|i (?:also )?grew up|
        i used to (?:work|live)|i was (?:also )?(?:at|in|there)|small world|fellow|kita pernah (?:ketemu|bertemu|jumpa)|
        orang .. juga|kampung saya|we both|my (?:wife|husband|son|daughter|mother|kids)"""),
    Cue("care for the person", CONNECTING, 3, """
        (?:that|it|this) must (?:be|have been|feel)|must be .. (?:tiring|exhausting|busy|stressful|hard|tough)|no rush|
        take your time|grab your|no worries|no pressure|sorry to hear|i (?:can )?(?:imagine|understand) how|
        i know (?:you're|you are|how|fridays|mondays|it's) .. (?:busy|packed|hectic|hard|stressful|month)|hope i can be|
        sounds (?:exhausting|tough|stressful|hectic|like a lot of work for you)|turut (?:senang|prihatin)|santai saja|
        tak apa|tidak apa-apa|jangan buru-buru|pasti (?:capek|penat|sibuk)"""),
    Cue("apology", CONNECTING, 2.6, """
        sorry (?:for|about|to|i'm|i was|we|that i) .. (?:late|bother~|interrupt~|disturb~|call~|catch~|miss~|delay|trouble|keep~)|
        apolog~|maaf (?:ganggu|mengganggu|kacau|terlambat|lambat|sebelumnya)|mohon maaf"""),
    Cue("good moment?", CONNECTING, 2.6, """
        (?:is|was) (?:this|it|now) .. (?:good|ok|okay|bad|right) (?:time|moment)|good (?:time|moment) to|
        (?:do|would) you have .. (?:a )?(?:minute|moment|few minutes)|caught you at|boleh minta waktu|
        (?:ada|punya) (?:masa|waktu) (?:sebentar|sekejap)|lagi sibuk|boleh bicara sebentar|boleh (?:cakap|borak) sekejap"""),
    Cue("long relation", CONNECTING, 1.8, """
        (?:been|known|worked) .. (?:together|with you|each other)|as always|looking forward to (?:meeting|working|getting)|
        pleasure|honou?r|good old|long time|lama tak|sudah lama"""),
)  # fmt: skip
