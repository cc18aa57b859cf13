"""Sentences that the tagger learns from: calls with much small talk and filler in three languages, written for this project."""

from __future__ import annotations

CALLS = """
# en j01
rep connecting: Hey Wei Ling, long time no see, you still at the same desk by the window?
prospect connecting: Moved upstairs already, now my view is the carpark.
rep connecting: At least you can see who comes late, haha.
prospect connecting: True, true, free attendance system.
rep connecting: And how's your mum, out of hospital?
prospect connecting: Discharged last week, thank God, eating well.
rep connecting: I'm so glad to hear that, please send her my regards.
rep understanding: On the work side, did the new canteen change your shift times?
prospect understanding: Ya, morning shift now starts at six instead of seven, everybody complaining.
prospect none: Eh hold on ah, my boss walking past.
prospect none: Okay he's gone.
rep setting: Shall I pop over next Tuesday, then we can look at the shifts together?
prospect setting: Can, come after ten.

# en j02
prospect none: Speaking.
rep connecting: Mr Pereira, Tom here, I sat behind you at the logistics dinner.
prospect connecting: The one who won the lucky draw? I remember, I was jealous.
rep connecting: I gave the television to my parents, they love it.
prospect none: Nice.
rep connecting: Did you get home alright, it was pouring that night.
prospect connecting: Took me two hours, the causeway was under water.
rep understanding: Listen, someone at the table mentioned your yard works around the clock, how many crews is that?
prospect understanding: Five crews of eighteen, plus the crane people.
prospect none: Sorry, what was the question again?
rep understanding: I was asking what happens when one of the crews is short.
prospect understanding: We borrow from the next crew and pay them double.
prospect none: Hmm, you know what, I've got another call coming in.
prospect setting: Try me tomorrow around four.

# en j03
rep connecting: Good day, is that Ms Nurul? My name is Patrick, I look after hospitals in the north.
prospect none: Yes, this is she.
rep connecting: I promise I'm not selling insurance.
prospect connecting: Then you're already better than the last three callers.
rep connecting: Ha, tough morning then?
prospect connecting: Tough week, my daughter has chicken pox and my husband is abroad.
rep connecting: Poor thing, I had two at once last year, you have all my sympathy.
prospect none: Mm-hm.
rep understanding: Would you tell me how the wards report sick nurses to you?
prospect understanding: By phone, by text, by shouting down the corridor.
rep none: Right.
rep sharing: One thing our customers like is a single number that everybody reports to, and it finds a stand-in.
prospect setting: Let me survive this week, then call me on the eighth.

# en j04
? none: Thank you for calling Sunrise Foods.
? none: If you know your party's extension, please dial it now.
? none: For accounts, press three.
rep none: Operator, please.
prospect none: HR, good afternoon.
rep none: May I speak to the person in charge of payroll?
prospect none: She just stepped out.
prospect none: Not sure when she'll be back.
prospect none: You want to leave a message or not?
rep none: No message, thank you.
prospect none: Bye.

# en j05
rep connecting: Congrats on the promotion, Head of People sounds good on you.
prospect connecting: Thank you, it still feels strange when they call me that.
rep connecting: You'll get used to it, you've earned every bit.
prospect connecting: That's kind.
rep understanding: What did you inherit that keeps you busy?
prospect understanding: Forty open cases of unpaid overtime from before my time.
prospect understanding: And no one can tell me who approved what.
rep connecting: Ouch, that's not the welcome present one hopes for.
rep sharing: From the first day on, every approval carries a name and a time, nobody can change it later.
prospect none: Okay, okay.
prospect none: Go on.
rep sharing: For the old cases we can import your gate records and match them.
prospect setting: Could you put two lines about that into an e-mail that I can forward?
rep setting: You'll have them before lunch.

# en j06
rep connecting: Happy new year, Mr Osman, did you stay up for the fireworks?
prospect connecting: Asleep by ten, I'm an old man.
rep connecting: Same here, the kids woke us at midnight anyway.
prospect connecting: They always do.
rep connecting: By the way, thank you for putting in a word for me with your neighbour.
prospect connecting: Don't mention it, he needed somebody serious.
rep understanding: How did your own people take the new leave rules?
prospect none: Fine, fine.
prospect understanding: Well, apart from the drivers, they want their days off in one block.
rep none: Uh-huh.
rep sharing: Block leave is one of the options, you'd set it for drivers only.
prospect none: Ah, I didn't know that.
prospect setting: Remind me to switch it on when you're here on the twelfth.

# en j07
prospect none: you there
rep none: yep sorry was on mute
prospect none: can you speak louder
rep none: is this better
prospect none: yeah fine
rep connecting: so good to finally put a face to the name
prospect connecting: same here your emails always make me smile
rep connecting: i love that painting behind you did you make it
prospect connecting: my wife did she teaches art
rep understanding: ok so what made you fill in the form on our website
prospect understanding: we got fined eight thousand for wrong rest days
rep sharing: rest days are checked before a plan can be published
prospect none: cool
prospect setting: lets do a proper demo with my ops guy next wednesday

# en j08
rep connecting: How was the half marathon, did you beat your time?
prospect connecting: By four minutes, my knees hate me.
rep connecting: Respect, I get tired just from watching.
prospect connecting: You should join us, we run every Thursday.
rep connecting: One day, once my little boy sleeps through.
prospect none: Haha.
prospect understanding: Anyway, we finally signed the second site, so I need the headcount by department.
rep understanding: For the forecast, or for the budget talks?
prospect understanding: For the budget talks, I defend it on the second of next month.
rep sharing: There's a report for that, three clicks, and it exports to slides.
prospect none: Three clicks, sure.
rep sharing: I'll show you live, look, one, two, three.
prospect none: Okay, you win.
prospect setting: Send me that file today, please.

# en j09
rep none: Sorry, I think I dialled the wrong branch.
prospect none: No worries, which one do you want?
rep none: The Tampines one.
prospect none: They have no phone, you have to go through head office.
rep none: Ah okay, thank you.
prospect none: Welcome.
rep none: Wait, one second.
prospect none: Yes?
rep none: Never mind, found it.
prospect none: Alright.
prospect none: Take care ah.

# en j10
rep connecting: I'm from Ipoh as well, which school did you go to?
prospect connecting: St Michael's, class of ninety-one.
rep connecting: No way, my uncle taught mathematics there.
prospect connecting: Mr Foo? He threw chalk at me!
rep connecting: That's him, he still talks about his naughty boys.
prospect connecting: Tell him the naughty boy now has a factory.
rep understanding: A factory with how many hands, if I may be curious?
prospect understanding: Hundred and forty, mostly Nepali and Bangla workers in hostels.
prospect understanding: Their permits are my biggest worry, I missed one renewal and paid dearly.
rep sharing: Permits and passports are tracked, it rings ninety, sixty and thirty days ahead.
prospect none: Wah.
prospect setting: Okay come for tea on Saturday and bring your laptop.
rep setting: Saturday at three, and I'll tell my uncle.

# en j11
rep connecting: Apologies again for the mix-up with the invoice, that was embarrassing.
prospect connecting: It happens, you sorted it in an hour, I've seen worse.
rep connecting: Still, dinner is on me next time I'm in Surabaya.
prospect connecting: I'll hold you to that, I know a good rawon place.
rep understanding: Since I have you, how is the team getting on with the app?
prospect understanding: The young ones love it, the foremen still ask for paper.
rep none: Hmm.
rep sharing: There's a print view, one page a crew, big letters.
prospect understanding: In Bahasa?
rep sharing: Of course.
prospect none: Mantap.
prospect setting: Then let's roll it out to the other plant in February.
rep setting: I'll draw up a plan and walk you through it on Monday.

# en j12
prospect connecting: You sound like you have a cold.
rep connecting: My whole family does, we're a sneezing orchestra.
prospect connecting: Drink ginger tea, my grandmother swears by it.
rep connecting: I will, thank you, doctor.
rep understanding: How are things in the showroom since the weekend hours changed?
prospect understanding: Quiet on weekdays and a circus on Sunday.
prospect understanding: I have the same four people on both, which makes no sense.
rep none: Right, right.
rep sharing: It would suggest two on weekdays and seven on Sundays from your sales figures.
prospect none: Seven?
rep sharing: That's the average, rainy Sundays five.
prospect none: Interesting, let me think.
prospect setting: I'll sleep over it and message you on Thursday.

# ms j13
rep connecting: Kak Zah, apa khabar, suara macam penat je.
prospect connecting: Penat la dik, semalam kenduri kahwin anak buah.
rep connecting: Wah tahniah, mesti meriah.
prospect connecting: Meriah, seribu orang datang, kaki kakak macam nak tercabut.
rep connecting: Rehat la sikit kak, minum air asam boi.
prospect none: Hehe, ye la.
rep understanding: Kak, pekerja kilang roti tu masih ketik kad ke?
prospect understanding: Masih, mesin tu pun dah berkarat.
prospect none: Eh kejap, ada orang datang.
prospect none: Ha, sambung, sambung.
rep sharing: Kami ada mesin muka, kalis tepung pun, sesuai untuk dapur.
prospect setting: Datang la tengok sendiri hari Isnin.

# ms j14
rep none: Helo, Encik Kamal ada?
prospect none: Dia solat sekejap.
rep none: Oh takpe, saya tunggu.
prospect none: Okey dah, siapa ni?
rep connecting: Saya Faizal, Encik, anak saudara Haji Din, jiran lama encik.
prospect connecting: Laa, budak kecil dulu tu! Dah besar rupanya.
rep connecting: Dah ada anak dua dah, Encik.
prospect connecting: Masya-Allah, cepat masa berlalu.
rep understanding: Haji Din kata lori encik makin banyak, berapa buah sekarang?
prospect understanding: Dua puluh enam, pemandunya tiga puluh lebih.
prospect none: Entahlah, tak larat nak kira.
rep setting: Kalau encik lapang, petang Khamis saya singgah bincang.
prospect setting: Boleh, lepas Asar.

# ms j15
rep connecting: Selamat petang Dr Aminah, terima kasih angkat, saya tahu klinik tengah penuh.
prospect connecting: Nasib baik baru habis pesakit terakhir.
rep connecting: Doktor memang rajin, saya kagum betul.
prospect none: Haa.
prospect none: Kenapa bunyi bising sangat tu?
rep none: Maaf doktor, saya di tepi jalan.
rep understanding: Doktor, jururawat ganti doktor cari macam mana kalau ada yang MC?
prospect understanding: Telefon seorang-seorang, kadang sampai saya sendiri jaga kaunter.
rep connecting: Aduh, kesian doktor.
rep sharing: Sistem kami hantar tawaran syif pada semua yang layak, siapa cepat dia dapat.
prospect none: Oh macam tu.
prospect setting: Hujung bulan nanti telefon saya balik ya, sekarang musim denggi.

# ms j16
prospect none: Apa dia?
prospect none: Tak dengar la.
prospect none: Cuba cakap kuat sikit.
rep none: Sekarang okey tak?
prospect none: Haa okey.
prospect none: Jap jap.
prospect none: Hmm, entah.
prospect none: Betul betul.
rep none: Baiklah kalau macam tu.
prospect none: Okey, jumpa lagi, assalamualaikum.

# id j17
rep connecting: Halo Mbak Dewi, gimana, Persebaya menang tadi malam?
prospect connecting: Menang dong, tiga kosong, suami saya sampai nangis.
rep connecting: Hahaha, salam buat suaminya ya.
prospect connecting: Iya nanti saya sampaikan.
rep connecting: Eh anaknya jadi masuk pesantren?
prospect connecting: Jadi, minggu kemarin kami antar, rumah langsung sepi.
rep connecting: Sabar ya Mbak, pasti kangen banget.
prospect none: Hmm, iya.
rep understanding: Ngomong-ngomong soal kantor, rekap lembur masih Mbak kerjakan sendiri?
prospect understanding: Masih, malah sekarang ditambah cabang Malang.
prospect none: Sebentar, ada yang ketuk pintu.
prospect none: Oke lanjut.
rep sharing: Di aplikasi kami lembur cabang langsung terkumpul, Mbak tinggal cek.
prospect setting: Ya udah, besok siang tunjukin ke saya.

# id j18
rep connecting: Permisi Pak Anton, saya Lina, kenalan Pak Rudi waktu di Bandung.
prospect connecting: Oh Rudi, dia itu sahabat saya dari kuliah.
rep connecting: Beliau titip salam, katanya kangen main badminton.
prospect connecting: Bilang sama dia, raketnya masih di rumah saya.
rep connecting: Siap Pak, nanti saya sampaikan.
prospect none: Jadi, ada apa ini?
rep understanding: Pak Rudi cerita karyawan Bapak sering salah potong BPJS, benar begitu?
prospect understanding: Sering, tiap bulan ada saja yang datang ke meja saya.
prospect none: Waduh, kopi saya tumpah.
rep none: Nggak apa-apa Pak, silakan dibersihkan dulu.
rep sharing: Tarif BPJS di sistem kami diperbarui otomatis begitu aturannya berubah.
prospect setting: Menarik, kirim brosurnya dulu, saya baca akhir pekan.

# id j19
prospect none: Siapa ya?
prospect none: Maaf, saya lagi di jalan.
prospect none: Suaranya kecil sekali.
rep none: Halo, sekarang terdengar?
prospect none: Nah, lumayan.
prospect none: Bu Rini lagi cuti melahirkan.
prospect none: Coba telepon ke bagian personalia saja.
prospect none: Oh begitu ya.
prospect none: Gimana ya, hmm.
rep none: Baik, terima kasih infonya.
prospect none: Sama-sama, selamat siang.

# id j20
rep connecting: Selamat siang Pak Made, turut berduka ya atas kepergian ayahnya.
prospect connecting: Terima kasih, beliau sudah sepuh, kami ikhlas.
rep connecting: Semoga keluarga diberi kekuatan.
prospect connecting: Amin, terima kasih perhatiannya.
rep connecting: Kalau Bapak belum siap bicara kerjaan, saya bisa lain waktu.
prospect none: Nggak apa-apa, silakan.
rep understanding: Vila yang di Ubud sekarang pegawainya berapa orang, Pak?
prospect understanding: Empat puluh lima, dan semuanya minta libur di hari raya yang sama.
rep none: Oh ya, betul juga.
rep sharing: Aplikasinya bisa membagi hari libur bergiliran, jadi adil untuk semua.
prospect none: Wah, boleh juga.
prospect setting: Minggu depan mampir ke Ubud, kita bahas sambil makan siang.

# id j21
rep connecting: Mas Bagus, makasih banyak kemarin sudah dijamu, sotonya enak sekali.
prospect connecting: Ah biasa saja, lain kali saya ajak ke langganan saya.
rep connecting: Wah, saya tunggu itu.
prospect none: Haha, oke.
rep understanding: Setelah kemarin lihat demo, tim Mas komentarnya apa?
prospect understanding: Mereka suka, tapi bagian IT khawatir soal integrasi sama mesin absen lama.
rep sharing: Mesin lama tetap bisa dipakai, kami pasang penghubung kecil di sampingnya.
prospect none: Oh bisa ya.
prospect understanding: Biayanya nambah nggak?
rep sharing: Nggak, sudah termasuk paket.
prospect setting: Kalau gitu ajak orang IT saya ngobrol, Kamis atau Jumat.
rep setting: Kamis sore saya atur, undangannya menyusul.
"""
