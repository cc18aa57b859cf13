"""What the sample company's calls are about: questions, the targets' own world, and what the product does for it."""

from __future__ import annotations

from collections.abc import Mapping

from ml.sample_phrases import ENGLISH, INDONESIAN, MALAY, Lines

# Topics of understanding; a service's own topic is asked about first.
ASK: Mapping[str, Mapping[str, Lines]] = {
    ENGLISH: {
        "Rostering": (
            "How do you plan the shifts for your {sites} today?",
            "What happens when somebody calls in sick on a Saturday night?",
            "How long does it take your managers to finish next month's roster?",
            "Who in your team decides who works which shift?",
            "How do your {staff} find out that a shift has changed?",
            "Where does the overtime come from, do you know which of the {sites} has most of it?",
        ),
        "Time Clock": (
            "How do your {staff} record when they start and finish?",
            "How often do people clock in for each other, would you say?",
            "What do you do when a timesheet doesn't match the roster?",
            "How many hours does your office spend collecting timesheets each week?",
            "Which of your {sites} still sign a paper sheet?",
        ),
        "Payroll": (
            "How many payslips do you have to correct in a normal month?",
            "What does closing payroll look like for you, from the first day to the last?",
            "What happens if a payslip is wrong, who fixes it?",
            "How do you keep up with the statutory changes each year?",
            "Which part of payroll costs you the most nerves?",
        ),
        "people": (
            "Who else would have to say yes to something like this?",
            "Besides you, who looks at the numbers?",
            "How does a purchase of this size normally get approved at {company}?",
            "Who in the team would use it every day?",
        ),
        "budget": (
            "Has any budget been put aside for this year?",
            "What are you paying for the present set-up, roughly?",
            "When does your year close, and when would money be available?",
        ),
        "vendor": (
            "Which system are you using at the moment, and how long does the contract run?",
            "What do you like about {tool}, and what would you throw out?",
            "Have you tried to change this before, and what stopped you?",
        ),
        "goals": (
            "If we speak again in a year, what should be different at {company}?",
            "What's the biggest headache in your week right now?",
            "Are you opening more {sites} this year, and how many people would that add?",
            "Tell me more about how the {staff} see it.",
        ),
    },
    MALAY: {
        "Rostering": ("Macam mana {company} susun jadual syif sekarang?", "Berapa lama pengurus ambil untuk siapkan jadual, boleh saya tahu?"),
        "Time Clock": ("Macam mana pekerja rekod masa masuk dan keluar?", "Berapa banyak cawangan masih guna kad kertas?"),
        "Payroll": ("Apa cabaran terbesar bila nak tutup gaji?", "Berapa kali slip gaji perlu dibetulkan dalam sebulan?"),
        "people": ("Siapa lagi yang perlu luluskan nanti?", "Siapa yang tandatangan kalau kita teruskan?"),
        "budget": ("Bajet untuk tahun ni sudah ada ke?", "Berapa bayar untuk sistem sekarang?"),
        "vendor": ("Sekarang guna sistem apa, kontrak sampai bila?", "Apa yang puan tak suka dengan {tool}?"),
        "goals": ("Apa yang paling memeningkan kepala minggu ni?", "Ada rancangan buka cawangan baru ke tahun ni?"),
    },
    INDONESIAN: {
        "Rostering": ("Bagaimana {company} menyusun jadwal shift sekarang?", "Berapa lama manajer menyiapkan jadwal bulan depan?"),
        "Time Clock": ("Bagaimana karyawan mencatat jam masuk dan pulang?", "Seberapa sering absen titip terjadi, Pak?"),
        "Payroll": ("Apa kendala terbesar waktu closing gaji?", "Berapa slip gaji yang harus dikoreksi tiap bulan?"),
        "people": ("Siapa lagi yang harus setuju?", "Kalau cocok, siapa yang tanda tangan di {company}?"),
        "budget": ("Apakah anggaran tahun ini sudah ada?", "Sekarang bayar berapa untuk sistem yang lama?"),
        "vendor": ("Sekarang pakai sistem apa, kontraknya sampai kapan?", "Apa yang kurang dari {tool} menurut Ibu?"),
        "goals": ("Apa yang paling bikin repot minggu ini?", "Tahun ini ada rencana buka cabang lagi?"),
    },
}  # fmt: skip

TELL: Mapping[str, Mapping[str, Lines]] = {
    ENGLISH: {
        "Rostering": (
            "We plan everything in a spreadsheet, and it takes my area managers two days each month.",
            "Honestly, it's a WhatsApp group and a lot of phone calls, and last Saturday three people didn't show up.",
            "The outlet managers do it by hand, so we always have too many people on Monday and too few on Friday.",
            "We have {n} {staff} over {n2} {sites} and one lady who keeps it all in her head.",
            "Overtime is the problem, we paid {n} hours too much in {month} alone.",
        ),
        "Time Clock": (
            "They sign a sheet at the door, and my assistant keys it in on Mondays.",
            "We still use the old punch cards, half of them are unreadable.",
            "Our {staff} send a photo in a chat, and we count {n} disputes a month about the hours.",
            "We had {n} people clocking for their friends, two of them resigned when we asked.",
        ),
        "Payroll": (
            "We corrected {n} payslips in {month}, and every one of them means a complaint at my desk.",
            "It takes us nine days, because the hours come in late from the {sites}.",
            "The accountant does it by hand, and we were fined once for a wrong contribution.",
            "My payroll officer stays until midnight at every month end, she is the one I'm worried about.",
        ),
        "people": (
            "Our CFO signs anything above ten thousand, and my director wants to see it first.",
            "I decide on the tool, but the owner has the final say on money.",
            "The HR director and finance look at it together, usually on a Thursday.",
            "My boss approves it, she will ask about the {staff} at the smaller {sites}.",
        ),
        "budget": (
            "We have about {n} thousand left for this year, the rest is for the new kitchen.",
            "We pay {n} hundred a month now, and nobody is happy with it.",
            "Nothing is planned yet, our year closes in {month}.",
        ),
        "vendor": (
            "We use {tool}, and the contract ends in {month}.",
            "Our present vendor disappeared after go-live, nobody answers the tickets.",
            "We tried {tool} two years ago, and the managers went back to Excel after a month.",
        ),
        "goals": (
            "We're opening {n2} more {sites} next year, and I don't want to hire another coordinator for it.",
            "I would like to go home at six for once, that would be a start.",
            "We need the managers on the floor and not behind a screen.",
            "Our {staff} complain that they hear about changes too late.",
        ),
    },
    MALAY: {
        "Rostering": ("Kami masih guna Excel, dua hari nak siap satu jadual.", "Semua dalam group WhatsApp, selalu ada yang tak datang hari Jumaat."),
        "Time Clock": ("Pekerja kami tandatangan atas kertas, lepas tu kerani key in.", "Kad punch kami dah lama, selalu rosak."),
        "Payroll": ("Bulan {month} kami betulkan {n} slip gaji, memang leceh.", "Kira OT pun masih manual, selalu lambat."),
        "people": ("Bos saya yang luluskan, CFO pun nak tengok.", "Pengarah yang tandatangan, saya cuma cadangkan."),
        "budget": ("Bajet kami ada sikit lagi untuk tahun ni.", "Kami bayar {n} ratus sebulan sekarang."),
        "vendor": ("Kami guna {tool}, kontrak kami habis bulan {month}.", "Vendor sekarang lambat jawab, kami dah penat."),
        "goals": ("Kami nak buka {n2} cawangan lagi, tapi tak nak tambah kerani.", "Pekerja kami selalu complain jadual lambat keluar."),
    },
    INDONESIAN: {
        "Rostering": ("Kami masih pakai Excel, manajer kami habis dua hari untuk jadwal.", "Semua lewat grup WhatsApp, Sabtu kemarin tiga orang tidak datang."),
        "Time Clock": ("Karyawan kami absen di kertas, lalu diketik ulang hari Senin.", "Mesin absen kami sudah lama, sering salah catat."),
        "Payroll": ("Bulan {month} kami koreksi {n} slip gaji, ribet sekali.", "Hitung lembur masih manual, dan BPJS sering salah."),
        "people": ("Direktur kami yang tanda tangan, finance juga ikut melihat.", "Bos saya yang memutuskan, saya hanya mengusulkan."),
        "budget": ("Anggaran kami tinggal sedikit untuk tahun ini.", "Kami bayar {n} juta per bulan sekarang."),
        "vendor": ("Kami pakai {tool}, kontrak kami habis bulan {month}.", "Vendor sekarang susah dihubungi, kami sudah capek."),
        "goals": ("Kami mau buka {n2} cabang lagi tahun depan.", "Karyawan kami sering mengeluh jadwalnya telat."),
    },
}  # fmt: skip

SHARE: Mapping[str, Mapping[str, Lines]] = {
    ENGLISH: {
        "Rostering": (
            "Our roster fills the shifts from rules you set once, and your managers only drag what they don't like.",
            "When somebody drops out, the app offers the shift to everyone who is allowed to take it.",
            "It warns the manager before a shift becomes overtime.",
            "The staff see their roster on their phone, and they swap among themselves with one click.",
            "A noodle chain with {n2} outlets cut its overtime by a third within one quarter.",
        ),
        "Time Clock": (
            "Our time clock works on any phone at the door, with face recognition and a fence around the site.",
            "It compares the hours with the roster and shows you only what doesn't match.",
            "The app works without a network and sends the times later.",
            "A security firm with {n} guards stopped buddy punching in a month.",
        ),
        "Payroll": (
            "The hours flow into our payroll by themselves, so nobody keys anything in twice.",
            "It updates the statutory rates in Singapore, Malaysia and Indonesia for you.",
            "Our payroll checks every payslip against last month and flags what looks odd.",
            "A clinic group of your size reduced its corrections from forty a month to three.",
        ),
        "general": (
            "The price is {n2} dollars per head per month, and support is included.",
            "Everything sits in one login, so your {staff} need no second password.",
            "We host it in Singapore, it is encrypted, and it's audited every year.",
            "Onboarding takes about three weeks, and we assign you a consultant who speaks Malay and Bahasa.",
            "Compared with {tool}, you see the cost of a roster before you publish it.",
            "It integrates with Xero and with the bank file you use today.",
            "Most clients earn it back within two quarters.",
            "As you can see on this screen, the red ones are the shifts that nobody has taken yet.",
            "The dashboard shows who is late, who is on leave and what the day costs.",
            "We import your old data, and training for the managers is included.",
        ),
    },
    MALAY: {
        "Rostering": ("Sistem kami boleh jana jadual secara automatik ikut peraturan syarikat.",),
        "Time Clock": ("Aplikasi kami guna telefon saja, ada pengecaman muka di pintu.",),
        "Payroll": ("Sistem kami kira EPF dan SOCSO secara automatik setiap bulan.",),
        "general": ("Harga mulai RM {n2} seorang sebulan, termasuk sokongan.", "Pelanggan kami jimat dua hari kerja setiap bulan."),
    },
    INDONESIAN: {
        "Rostering": ("Sistem kami bisa menyusun jadwal otomatis sesuai aturan perusahaan.",),
        "Time Clock": ("Aplikasi kami bisa absen lewat HP dengan pengenalan wajah.",),
        "Payroll": ("Sistem kami bisa menghitung lembur, BPJS dan PPh 21 otomatis sesuai aturan.",),
        "general": ("Harganya mulai Rp {n} ribu per karyawan per bulan, sudah termasuk pelatihan.", "Salah satu klien kami hemat dua hari kerja tiap bulan."),
    },
}  # fmt: skip
