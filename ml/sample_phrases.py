"""What people say in the sample company's calls: English, Malay and Indonesian lines with slots, by move.

The lines are written for the sample alone; the tagger's cues were not made from them. `{day}` is where the
date of a next step goes; the other slots are filled from the call's own world.
"""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH, MALAY, INDONESIAN = "en", "ms", "id"

Lines = tuple[str, ...]

BEFORE_ASKING: Mapping[str, Lines] = {
    ENGLISH: (
        "Right, and ",
        "May I ask: ",
        "Just so I follow: ",
        "Okay. ",
        "Got it. ",
        "And tell me, ",
        "Thanks, that helps. ",
        "One more thing: ",
        "Let me ask it the other way round: ",
        "I see. ",
        "Before I go on: ",
        "Out of curiosity: ",
        "Sorry, a simple question: ",
        "Now, ",
    )
}
BEFORE_TELLING: Mapping[str, Lines] = {
    ENGLISH: (
        "Well, ",
        "Honestly? ",
        "Hmm, ",
        "To be frank, ",
        "That's a sore point. ",
        "Ah, ",
        "Let me put it this way: ",
        "You know, ",
        "Good question. ",
        "Between us, ",
        "Oh, where do I start. ",
        "Since you ask, ",
        "As I told your colleague, ",
        "At the moment, ",
        "Frankly, ",
    )
}
BEFORE_SHARING: Mapping[str, Lines] = {
    ENGLISH: (
        "So, ",
        "In short: ",
        "What helps here: ",
        "Here is how it works: ",
        "Simply put, ",
        "Yes, and ",
        "To give you a picture: ",
        "Look, ",
        "The nice thing is, ",
        "To be precise, ",
        "And ",
    )
}

CONNECT_REP: Mapping[str, Lines] = {
    ENGLISH: (
        "Hi {first}, it's {rep} from Kerjahub, did I catch you at a good time?",
        "Hello {first}, {rep} here from Kerjahub, thanks for picking up.",
        "Good morning {first}, how was your weekend?",
        "Hi {first}, how are you today? I hope the move to {city} went smoothly.",
        "I saw the news about your new place in {city}, congratulations.",
        "Thanks again for your time last week, I know month end is hectic for you.",
        "Someone at the trade show told me I should speak with you, I hope you don't mind.",
        "We met briefly at the HR breakfast in {city}, I was the one with the broken umbrella.",
        "How are the kids, is school out already?",
        "No rush at all {first}, finish your coffee first.",
        "I hope the long weekend was restful for you and the family.",
        "That must have been a tiring week for you, running {sites} without a deputy.",
        "I enjoyed your post about training new {staff}, it reminded me of my first job.",
        "Sorry for calling so close to lunch, I'll keep it short.",
        "Appreciate you making time on a Monday.",
        "I used to work weekends in a restaurant myself, so I know how that feels.",
    ),
    MALAY: (
        "Selamat pagi {first}, apa khabar hari ni?",
        "Hai {first}, saya {rep} dari Kerjahub, boleh cakap sekejap?",
        "Tahniah atas pembukaan di {city}, hebat ya.",
        "Terima kasih sudi luangkan masa {first}, saya tahu tengah sibuk.",
        "Maaf ganggu waktu rehat, saya janji sekejap saja.",
        "Macam mana cuti raya, sempat balik kampung?",
    ),
    INDONESIAN: (
        "Selamat siang {first}, apa kabar? Semoga sehat selalu.",
        "Halo {first}, saya {rep} dari Kerjahub, lagi sibuk tidak?",
        "Selamat ya atas pembukaan cabang di {city}.",
        "Terima kasih sudah meluangkan waktu, saya tahu akhir bulan pasti sibuk.",
        "Bagaimana liburan kemarin, anak-anak senang?",
        "Maaf mengganggu sebentar {first}, semoga tidak macet tadi pagi.",
    ),
}

CONNECT_PROSPECT: Mapping[str, Lines] = {
    ENGLISH: (
        "Hi {rep}, I'm good, thanks for asking.",
        "Oh hello {rep}, yes it was lovely, we took the kids to the beach.",
        "Thank you, it has been a long road but we are happy with it.",
        "No worries, it's nice to hear from you.",
        "Haha yes, I remember you from the breakfast.",
        "You're kind, it was indeed a tough week.",
        "I'm fine, the haze is terrible here though.",
    ),
    MALAY: ("Khabar baik {rep}, terima kasih.", "Alhamdulillah sihat, awak apa khabar?", "Tak apa, memang tengah rehat ni."),
    INDONESIAN: ("Kabar baik {rep}, terima kasih ya.", "Sehat, Alhamdulillah, semoga {rep} juga.", "Iya, anak-anak senang sekali di Bandung."),
}  # fmt: skip

PLAY_BACK: Mapping[str, Lines] = {
    ENGLISH: (
        "So what I'm hearing is that the changes reach people too late, is that right?",
        "If I understood you, the real cost is the two days of your managers every month.",
        "It sounds like the hours are the root of it and not the payslips, correct?",
        "Let me see if I got that, {n} corrections a month and nobody owns them?",
    ),
    MALAY: ("Jadi maksudnya masalah utama ialah maklumat lambat sampai, betul tak?",),
    INDONESIAN: ("Jadi intinya data jam kerja yang terlambat, betul begitu Bu?",),
}

SINCE_YOU_SAID: Mapping[str, Lines] = {
    ENGLISH: (
        "You mentioned the two days each month, and that's exactly what our roster takes off your managers.",
        "Since you said the hours come in late, here they arrive the moment somebody clocks out.",
        "For exactly that complaint our app sends every change to the phone in real time.",
    ),
    MALAY: ("Tadi puan sebut pasal jadual lambat, sistem kami hantar terus ke telefon pekerja.",),
    INDONESIAN: ("Karena tadi Ibu bilang datanya telat, di sistem kami jam kerja langsung masuk otomatis.",),
}

REACT: Mapping[str, Lines] = {
    ENGLISH: (
        "Does it also handle part-timers who work at two {sites}?",
        "Can it run without internet at our depot?",
        "What if somebody leaves in the middle of the month?",
        "I see.",
        "Okay, right.",
        "Hmm, interesting.",
        "Mm-hmm.",
        "How soon could we be live with it?",
        "Is the data kept in the country?",
        "Yes, okay.",
    ),
    MALAY: ("Boleh tak guna untuk pekerja separuh masa?", "Oh begitu.", "Okey.", "Baik, faham."),
    INDONESIAN: ("Apakah bisa untuk karyawan harian?", "Oh begitu.", "Oke, baik.", "Siap."),
}

SET_DATED: Mapping[str, Lines] = {
    ENGLISH: (
        "Shall we look at it together {on_day}, thirty minutes with your own roster?",
        "I'll send you the quotation by {day}.",
        "Then let's do the demo {on_day}, and I'll send the calendar invite now.",
        "Could we bring your director in for a call {on_day}?",
        "The next step would be a walk-through with your managers, would {day} suit you?",
        "I'll prepare the comparison and call you {on_day} to go through it.",
        "Let's pencil in {day} for the site visit.",
        "To recap, you'll check the headcount and I'll send the proposal {on_day}.",
    ),
    MALAY: (
        "Boleh kita jumpa {on_day} untuk tunjuk demo?",
        "Saya akan hantar sebut harga {on_day} ya.",
        "Kita tetapkan {on_day} untuk sesi dengan pengurus, saya hantar jemputan.",
    ),
    INDONESIAN: (
        "Bisa kita jadwalkan demo {on_day}, Bu?",
        "Saya akan kirim penawaran {on_day} ya.",
        "Kita ketemu {on_day} dengan tim finance, saya kirim undangannya.",
    ),
}

SET_OPEN: Mapping[str, Lines] = {
    ENGLISH: (
        "I'll send you some material, and you let me know what you think.",
        "Let's talk again when you have had a look.",
        "I'll get back to you with the details.",
        "Shall I call you some time after the rush?",
        "Could you share the headcount list with me when you find it?",
    ),
    MALAY: ("Saya akan hantar maklumat lanjut nanti ya.", "Nanti saya hubungi lagi."),
    INDONESIAN: ("Nanti saya kirim materinya ya.", "Saya hubungi lagi nanti ya Pak."),
}

AGREE: Mapping[str, Lines] = {
    ENGLISH: (
        "That works for me, please send the invite.",
        "Yes, {day} is fine, I'll ask my colleague to join.",
        "Okay, let's do that, send me the invitation.",
        "Good, I'll block the time in my calendar.",
        "Yes, send me the quote before the management meeting.",
    ),
    MALAY: ("Boleh, {on_day} saya free.", "Okey, hantar jemputan ya."),
    INDONESIAN: ("Boleh, {on_day} saya bisa.", "Oke, kirim undangannya ya."),
}

DEFER: Mapping[str, Lines] = {
    ENGLISH: (
        "Call me again after the audit, I can't say more now.",
        "Let me speak to my boss and I'll get back to you.",
        "Send it over and I'll see when I can read it.",
        "Maybe later this year, try me again after the holidays.",
    ),
    MALAY: ("Hubungi saya lagi selepas raya.", "Nanti saya tanya bos dulu."),
    INDONESIAN: ("Telepon lagi setelah lebaran ya.", "Nanti saya tanya atasan dulu."),
}

DECLINE: Mapping[str, Lines] = {
    ENGLISH: (
        "To be honest, I don't think this is for us.",
        "We are fine with what we have, sorry.",
        "Your competitor is cheaper, and my boss looks at nothing else.",
        "It's not a priority for us this year.",
    ),
    MALAY: ("Rasanya tak perlu buat masa ni, maaf ya.", "Mahal sangat untuk kami."),
    INDONESIAN: ("Sepertinya belum perlu untuk kami, maaf.", "Terlalu mahal untuk kami saat ini."),
}

CLOSE: Mapping[str, Lines] = {
    ENGLISH: ("Okay, bye.", "Alright, thanks, bye.", "Have a good day, bye bye.", "Take care."),
    MALAY: ("Okey, jumpa lagi.", "Baik, terima kasih."),
    INDONESIAN: ("Baik, sampai jumpa.", "Oke, terima kasih."),
}

VOICEMAIL: Mapping[str, Lines] = {
    ENGLISH: (
        "You have reached the voicemail of {first}, please leave a message after the beep.",
        "The number you have dialled is not available, please leave your message after the tone.",
    ),
    MALAY: ("Nombor yang anda dail tidak dapat dihubungi, sila tinggalkan mesej selepas bunyi bip.",),
    INDONESIAN: (
        "Nomor yang anda hubungi sedang tidak aktif, silakan tinggalkan pesan setelah nada berikut.",
    ),
}

WRONG_NUMBER: Mapping[str, Lines] = {
    ENGLISH: (
        "Sorry, wrong number.",
        "There is no one here by that name.",
        "She no longer works here, sorry.",
    ),
    MALAY: ("Salah nombor ni.", "Dia dah berhenti."),
    INDONESIAN: ("Maaf, salah sambung.", "Beliau sudah tidak bekerja di sini."),
}

SHORT_TALK: Mapping[str, Lines] = {
    ENGLISH: (
        "I'm driving, can't talk now.",
        "Busy now, call later.",
        "Hello? The line is bad, I can't hear you.",
    ),
    MALAY: ("Tengah sibuk ni, nanti ya.", "Hello? Suara putus-putus."),
    INDONESIAN: ("Lagi rapat, nanti saja ya.", "Halo? Suaranya putus-putus."),
}

EMAILS: Mapping[str, Lines] = {
    "first": ("Hello {first}, I look after {sites} with shift work at Kerjahub. Would a short call about {service} make sense?", "Dear {first}, three companies near {city} plan their {staff} with our {service}. May I show you how?"),
    "follow-up": ("Hi {first}, I tried to reach you by phone. Is {service} still a topic at {company}?", "Hi {first}, here is the case we spoke about. Any thoughts?"),
    "promised": ("Hi {first}, as promised here is the material on {service}. Happy to go through it with you.", "Hi {first}, the quotation for {company} is attached."),
    "reply": ("Thanks {rep}, received. I will look at it with my colleague.", "Hi {rep}, noted, let me come back to you.", "Hi {rep}, can you send the price for {n} {staff} as well?"),
}  # fmt: skip

TOOLS = (
    "a spreadsheet",
    "Excel and WhatsApp",
    "an old desktop program",
    "ShiftBoard",
    "PayEasy",
    "a punch-card machine",
)
MONTHS: Mapping[str, Lines] = {
    ENGLISH: ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    MALAY: ("Januari", "Februari", "Mac", "April", "Mei", "Jun", "Julai", "Ogos", "September", "Oktober", "November", "Disember"),
    INDONESIAN: ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"),
}  # fmt: skip
WEEKDAYS: Mapping[str, Lines] = {
    ENGLISH: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    MALAY: ("Isnin", "Selasa", "Rabu", "Khamis", "Jumaat", "Sabtu", "Ahad"),
    INDONESIAN: ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
}  # fmt: skip
