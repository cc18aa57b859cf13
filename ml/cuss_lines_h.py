"""Sentences that the tagger learns from: calls with much small talk and filler in three languages."""

from __future__ import annotations

CALLS = """
# en h01
prospect none: Hello, who's on the line ah?
rep connecting: Morning Mdm Goh, this is Wei Jie, we sat beside each other at the SME breakfast.
prospect connecting: Oh the one who finished all the kaya toast, I remember you.
rep connecting: Guilty, I skipped dinner the night before.
rep understanding: You told me then your part-timers clock in by WhatsApp photo, is that still going on?
prospect understanding: Still going on, and every week somebody sends an old photo to bluff us.
prospect none: Wait ah, the delivery uncle is here.
rep sharing: With ours the photo is taken live inside the app, so old pictures cannot be used.
prospect understanding: My aunties have very old handphones, will it run on those?
rep sharing: Anything from Android eight onwards is fine, and there is a shared tablet mode as well.
prospect setting: You come down to the Bedok outlet next Tuesday and show my manager, can?
rep setting: Can, I'll be there at three with a tablet.

# en h02
rep none: Can hear me now?
prospect none: Loud and clear already.
rep connecting: Eh Faizal, congrats on the baby, I saw the photo on Facebook.
prospect connecting: Thanks bro, haven't slept for two weeks.
rep connecting: My second one was like that too, it gets better after month three.
prospect understanding: Our salesmen still pass up petrol receipts in an envelope.
rep understanding: How many envelopes land on your table in a month?
prospect understanding: Sixty plus, and half of the ink already faded.
rep sharing: They snap the receipt at the pump and the amount is read automatically.
rep sharing: A tyre dealer in Klang cleared his backlog within the first month of using it.
prospect setting: Okay lah, send me the quotation for sixty users and I bring it up on Monday.

# en h03
rep connecting: G'day Karen, Tom here from Rosterly, how's the arvo treating you?
prospect connecting: Hot as anything, it's thirty-nine out here and the aircon has carked it.
prospect none: Yeah nah, go on.
rep understanding: What's the go with penalty rates, who works those out at the moment?
prospect understanding: Me, on a Sunday night, with the award printed out next to a glass of wine.
rep sharing: The hospitality award is built in, so Sunday loadings come out on their own.
prospect understanding: Would it talk to Xero, though?
rep sharing: Straight into Xero, no export files at all.
prospect none: Hang on, dog's barking at the postie.
rep setting: How about I set you up with a trial login and we catch up Thursday week?
prospect setting: Do that, though make it after the school run.

# en h04
prospect none: Good afternoon, Harrow and Pike, how may I direct your call?
rep none: Could you put me through to Ms Whitcombe, please?
prospect none: One moment, she's just finishing on the other line.
rep connecting: Hello Ms Whitcombe, Oliver Tate speaking, Ranjit was kind enough to mention you.
prospect connecting: Ah, Ranjit, lovely chap, we started here on the same day.
rep understanding: He said the joiners' paperwork takes the best part of a fortnight, would you agree?
prospect understanding: A fortnight if we're lucky, the right-to-work checks hold everything up.
rep sharing: Those checks can be done on the candidate's phone in about four minutes with our product.
prospect understanding: I'd need to know where passport scans are kept before I say another word.
rep sharing: Everything stays in a London data centre and is deleted on the schedule that you choose.
prospect setting: Very well, put that in writing and I shall take it to our data protection officer.
rep setting: I'll have the security paper with you before close of play tomorrow.

# en h05
rep connecting: Hey Marcus, happy Friday, did your Bears pull it off last night?
prospect connecting: Don't even ask, my ten-year-old cried himself to sleep.
rep connecting: Ouch, give the little guy a high five from a fellow sufferer.
prospect none: Ha, will do.
rep understanding: So where do things stand with open enrollment, are folks still faxing forms?
prospect understanding: About a third of the drivers fax, the rest leave me voicemails I have to type up.
rep sharing: Drivers could pick a plan by text message, and you'd see who hasn't chosen yet.
prospect none: Hold on, my other phone's buzzing.
rep sharing: For two hundred drivers you would be looking at about nine hundred dollars a month.
prospect setting: Let me run that number by our CFO and circle back with you on Wednesday.
rep setting: Wednesday works, I'll hold a slot at ten Central.

# en h06
rep connecting: Good morning Pak Hendra, thank you for joining although it is raining so hard in Jakarta.
prospect connecting: Yes, already flood in front of my house, but we are all safe.
prospect none: Sorry, sorry, my camera is not on yet.
rep none: No picture also fine, Pak.
prospect understanding: Our outsourcing people are changing every three months, so data is always wrong.
rep understanding: Who is responsible to update the data when one of them leaves?
prospect understanding: Officially the vendor, in reality nobody.
rep sharing: In our portal the vendor enters his own people and contracts expire by themselves.
rep sharing: A logistics group in Cikarang runs eleven vendors that way since last year.
prospect setting: Please make one presentation for my director, maybe first week of the month.
rep setting: I finish the slides this week, and you forward them with your comments.

# en h07
prospect none: Eh sorry hor, my hands all flour, let me put you on speaker.
rep connecting: No worries Auntie Lin, the smell of the pandan cake reaches until the door.
prospect connecting: Later you bring one home for your mother, on the house.
rep connecting: Wah, so kind of you, she will be over the moon.
rep understanding: The girls at the counter, you pay them daily or end of the month?
prospect understanding: Some daily, some monthly, I also blur sometimes.
rep sharing: The system can hold both types and tells you each evening how much cash to prepare.
prospect understanding: Then CPF how, part-timer also must count right?
rep sharing: Yes, it checks the amount they earned and works out the CPF line for you.
prospect none: Girl, the oven, the oven!
rep setting: I pass by again on Saturday after your lunch crowd, we key in the first five names together.
prospect setting: Saturday okay, but come after two.

# en h08
rep none: Hi, you've gone a bit robotic there.
prospect none: Is this any better, I moved to the window.
rep connecting: Much better, and what a view, is that the harbour behind you?
prospect connecting: It is, we moved offices in March and I still stare at the ferries all day.
rep understanding: When you moved, did the onboarding of new graduates move to one place as well?
prospect understanding: No, each practice group still runs its own checklist in Word.
rep connecting: Oh dear, three checklists and one of you, that must be wearing.
rep sharing: Each task gets an owner and a due date, and IT is told the moment the offer is signed.
rep setting: Would you be open to a short workshop with the practice managers in the week of the ninth?
prospect setting: Possibly, let me sound them out first and drop you a line.
rep setting: In the meantime I'll write up what we saw today so you have something to show them.

# en h09
rep connecting: Mr Subramaniam, how is your back, last time you were walking with a stick.
prospect connecting: Better already, the physio is very fierce but she is good.
rep connecting: Happy to hear, and a belated happy Deepavali to you and your wife.
prospect understanding: Now the foreign worker levy, that is my headache this month.
rep understanding: Is it the amount that surprises you, or the permits that lapse?
prospect understanding: The permits, two boys overstayed because nobody looked at the date.
rep sharing: You would get a reminder ninety, sixty and thirty days before each permit runs out.
prospect none: Hmm.
rep none: Sorry, a lorry just went past, I lost your last words.
prospect setting: I said start with the Tuas yard first, if one month no problem then we add Jurong.
rep setting: Deal, Tuas in May, a review in June, and only then we talk about Jurong.

# en h10
prospect none: You've reached Dana, I'm away from my desk, leave your name after the tone.
rep connecting: Hi Dana, Priya from Talentry, I loved your post about hiring veterans.
rep setting: I'll try you again tomorrow around nine your time.
prospect connecting: Priya, hi, so sorry I missed you, my daughter had a piano recital.
prospect connecting: She nailed the Chopin and forgot to bow.
rep understanding: Tell me a little about how applicants reach you now.
prospect understanding: Mostly through a shared inbox that four of us dig around in.
rep sharing: Every application lands on one board, and duplicates are merged for you.
prospect none: Uh, somebody's at the door, give me a sec.
rep sharing: Smaller teams like yours typically pay a hundred and twenty a month, no contract.
prospect setting: Ping me again once our fiscal year rolls over in July.

# en h11
rep connecting: Selamat Hari Raya Encik Rosli, did you balik kampung this year?
prospect connecting: Yes, Kelantan, fourteen hours on the road with three kids in the back.
rep connecting: Salute to you, I gave up at the Gua Musang jam once.
rep understanding: How did the shift cover go while half the plant was away?
prospect understanding: Terrible, the supervisors were swapping names in pencil until the last night.
rep sharing: Operators can swap shifts between themselves, and the rule on rest days is checked first.
prospect understanding: Union will ask if the bosses can see everything they type.
rep sharing: Only the swap itself is visible, chats are private to the two of them.
prospect none: Jap, jap, someone is calling from the line.
prospect none: Okay I'm back, where were we?
prospect setting: You prepare a proposal for line two only, I table it on the fifteenth.

# en h12
rep connecting: Hi there, lovely shop, did you paint that mural yourself?
prospect connecting: My sister did, she's the artist, I just sell the bikes.
rep connecting: I commute on a gravel bike, so I may leave here poorer than I came.
prospect none: Heh, that's how they all start.
rep none: Mind if I step out of the way of this gentleman?
rep understanding: Do the mechanics get paid per job or by the hour?
prospect understanding: Hourly with a bonus per service, and the bonus is where I lose the plot.
rep sharing: You could ring up each service on the till and the bonus would add itself to the pay.
rep sharing: The ski shop on the high street gets a whole day back each month with it.
prospect setting: I'm rushed off my feet till Easter, pop back after that.
rep setting: Right, I'll drop in the Tuesday after the bank holiday.

# en h13
rep none: Testing, one two, is my sound coming through?
prospect none: Yup, now it's okay.
rep connecting: Dr Farah, first of all my condolences on your father, I only heard it last week.
prospect connecting: Thank you, that is very thoughtful, it has been a heavy month.
rep connecting: Please tell me if you would rather talk another day, I would fully understand.
prospect understanding: No, let's go on, three locums dispute their rate, it was changed verbally.
prospect understanding: Nobody ever wrote the new rate down.
rep sharing: Each rate change is signed on screen by both sides and dated.
rep sharing: Two polyclinic chains in Penang rely on that record in case of a claim.
prospect setting: Draft the terms for three branches, my partner and I will look at it over the weekend.
rep setting: You'll have it by Friday noon, Doctor.
prospect setting: If the lawyer has no remarks, I sign on the following Monday.

# en h14
prospect none: Hello? Wrong extension, I think, this is the pantry.
rep none: Ah sorry, may I have extension two one four?
rep connecting: Hi Shu Fen, Kelvin here, Mei Ling from the badminton group gave me your number.
prospect connecting: Aiyo, that Mei Ling, she still owes me a new racket.
rep connecting: I'll remind her, we play every Wednesday at Hougang.
rep understanding: She said that your appraisals are overdue every year, what is holding them up?
prospect understanding: The managers just don't open the Excel until HR chases three times.
rep sharing: The form opens in Teams with last year's goals already filled in, takes ten minutes.
prospect understanding: Is there a way to stop them giving everybody a four out of five?
rep sharing: You can set a distribution per department, it warns them when they go over.
rep setting: Give me half an hour next week and I build your real form in front of you.

# en h15
rep connecting: Kia ora Hemi, good to finally put a face to the name.
prospect connecting: Likewise mate, you're taller than you sound.
rep connecting: I get that a lot, must be the phone.
prospect none: Oh bugger, screen's frozen.
prospect none: There we go, you're moving again.
prospect understanding: We've got forty pickers in February and six people in July.
rep understanding: Do you pay by the bin or by the hour in the season?
prospect understanding: By the bin, and the labour inspector's had us on it once.
rep sharing: The top-up is worked out for each day, with a printout that satisfies an inspector.
rep sharing: And in winter you're only billed for the six who are left.
prospect setting: Let's give it a crack from the first of November, if the wife's happy.
rep setting: Beauty, I'll send both of you the order form tonight.

# en h16
rep connecting: Good day Ms Tan, apologies for the late start, my previous meeting overran.
rep none: Just a second while I pull up my notes.
rep understanding: Has the finding on leave balances that did not tie been closed?
prospect understanding: Not closed, we have until June to give them a proper answer.
rep understanding: And if June passes without one, what would the board do?
prospect understanding: They would make me hire another executive, which I have no headcount for.
rep sharing: Our ledger keeps each leave movement like a bank statement, so an auditor can trace it.
prospect none: Mm, right.
prospect setting: I will put it up as an urgent purchase, but I need two other quotes to compare first.
rep setting: Understood, shall I ring you on the twelfth to see where the comparison stands?
prospect setting: Ring on the thirteenth, the twelfth I'm in tribunal.

# en h17
prospect none: Who's that, speak up, I'm next to the mixer!
rep connecting: Morning Gaz, it's Leanne, the one whose van you pulled out of the mud.
prospect connecting: Ha, Leanne, how's the old banger running?
rep understanding: Are the lads still signing in at the gate on a clipboard?
prospect understanding: Yep, and it blew into the Thames last week, whole day's names gone.
rep sharing: We fit a weatherproof reader at the gate, they tap the card and that's the register done.
prospect understanding: What about subbies who turn up for one morning?
rep sharing: Visitor passes take half a minute, and the induction video plays while they wait.
prospect none: Oi, mind that hose, will ya!
rep setting: I'll bring a reader round on Monday so you can try it for a week.
prospect setting: Monday's a concrete pour, make it Tuesday half seven.

# ms h18
rep connecting: Assalamualaikum Kak Zai, saya Haikal, anak murid Cikgu Rahman dulu.
prospect connecting: Waalaikumussalam, laa Haikal, dah besar panjang kau.
rep understanding: Kak, gaji budak dobi tu akak kira ikut hari ke ikut kilo baju?
prospect understanding: Ikut kilo, tapi akak selalu lupa tulis, lepas tu diorang merajuk.
prospect none: Kejap ya, mesin nombor tiga bunyi.
rep sharing: Dalam sistem ni diorang timbang, tekan nama, terus masuk kiraan upah.
prospect understanding: Mahal tak, akak kedai kecil je.
rep sharing: Untuk bawah sepuluh orang cuma tiga puluh ringgit sebulan.
prospect none: Hmm, murah jugak tu.
prospect setting: Nanti akak bincang dengan suami, malam esok kau telefon balik.
rep setting: Baik kak, lepas Isyak saya call.

# ms h19
prospect none: Helo, siapa tu, suara tak berapa jelas.
rep connecting: Tuan Kamarul, Suhaila sini, tahniah atas pelantikan sebagai pengurus besar.
prospect connecting: Terima kasih Suhaila, rambut makin putih sejak naik pangkat.
rep connecting: Tak apa tuan, putih tu tanda berpengalaman.
prospect understanding: Masalah saya sekarang pekerja ladang tak pernah cukup rekod cuti sakit.
rep understanding: Slip doktor tu siapa yang simpan, mandur atau pejabat estet?
prospect understanding: Mandur, dalam laci, kadang-kadang dimakan anai-anai.
rep sharing: Mandur boleh ambil gambar slip, walaupun tiada isyarat ia akan dihantar kemudian.
rep sharing: Estet di Lahad Datu dah guna sejak tahun lepas untuk enam ratus pekerja.
prospect none: Allo, putus-putus ni.
rep setting: Saya naik ke estet hari Khamis depan, boleh tuan panggil mandur sekali?
prospect setting: Boleh, saya atur lepas perhimpunan pagi.

# ms h20
rep none: Maaf, boleh sambungkan ke bahagian sumber manusia?
prospect none: Cik Aina keluar makan, pukul dua baru masuk.
rep connecting: Hai Cik Aina, maaf ganggu lepas makan, sedap tak nasi kerabu kat bawah tu?
prospect connecting: Sedap gila, mengantuk pun ada ni.
rep connecting: Saya orang Kota Bharu, memang pantang jumpa nasi kerabu.
prospect understanding: Borang lebih masa tiga salinan, satu selalu hilang dekat meja bos.
rep sharing: Bos boleh luluskan dari telefon, tak kira dia kat mana.
prospect understanding: Bos saya tu umur enam puluh, dia mahu ke guna telefon?
rep sharing: Kalau dia tak mahu, dia jawab saja e-mel dengan perkataan ya, sistem faham.
rep setting: Minggu depan saya buat demo ringkas untuk bos sekali, hari Selasa sesuai?
prospect setting: Selasa dia mesyuarat, Rabu pagi lagi elok.

# ms h21
rep connecting: Selamat pagi Encik Chong, lama tak nampak kat padang golf.
prospect connecting: Lutut saya sakit, doktor suruh rehat dua bulan.
prospect none: Ha ha, tengoklah nanti.
prospect understanding: Kontrak dengan pembekal thumbprint lama saya tamat bulan Oktober.
rep understanding: Apa yang encik tak puas hati dengan mesin lama tu?
prospect understanding: Jari tukang masak basah, mesin tak baca, semua kena tulis tangan.
rep sharing: Mesin kami guna wajah, tangan basah atau berminyak pun tak ada masalah.
prospect none: Sekejap, ada pelanggan nak bayar.
rep setting: Kalau encik setuju, kami pasang satu dulu kat dapur tengah bulan September.
prospect setting: Boleh cuba, tapi bayaran saya buat lepas sebulan.
rep setting: Saya hantar perjanjian percubaan malam ni, encik tandatangan bila sempat.

# id h22
rep connecting: Selamat pagi Bu Ratna, bagaimana kabar si kecil, sudah sembuh demamnya?
prospect connecting: Puji Tuhan sudah lari-lari lagi, terima kasih ya sudah tanya.
rep connecting: Syukurlah Bu, saya ikut senang dengarnya.
prospect understanding: Di toko kami absen pakai grup WA, ujung bulan admin saya menangis.
rep understanding: Berapa toko yang kirim absen lewat grup itu, Bu?
prospect understanding: Dua puluh tiga, dan tiap toko formatnya beda sendiri.
prospect none: Bentar ya, ada tamu.
rep sharing: Lewat aplikasi, ke dua puluh tiga toko itu tampil di satu layar dengan format yang sama.
rep sharing: Biayanya delapan ribu rupiah per orang, tanpa biaya pasang.
prospect none: Oh begitu.
prospect setting: Saya bicarakan dulu dengan Pak Budi, hari Senin saya kabari.

# id h23
prospect none: Halo, ini dari mana ya?
rep connecting: Saya Yoga dari Gajiku Pak, dulu kita satu angkatan di Undip.
prospect connecting: Walah Yoga yang main gitar itu, ke mana saja kamu?
rep understanding: Di pabrik, BPJS karyawan kontrak didaftarkan siapa, Mas?
prospect understanding: Staf saya satu orang, dan dia mau cuti melahirkan bulan depan.
rep understanding: Jadi yang Mas takutkan, pendaftaran berhenti selama dia cuti?
prospect understanding: Persis, terakhir telat dua minggu kami kena denda.
rep sharing: Begitu kontrak ditandatangani, berkas BPJS dibuat otomatis dan tinggal diunggah.
prospect none: Suaranya hilang barusan.
rep setting: Besok sore saya kirim undangan Zoom, kita coba dengan data lima orang.
prospect setting: Jangan besok, saya audit, lusa saja jam sepuluh.

# id h24
rep connecting: Selamat sore Koh Hanafi, hujan begini enaknya minum wedang jahe ya.
rep connecting: Lain kali saya mampir, saya bawakan pisang goreng.
prospect none: Boleh, boleh.
prospect understanding: Sopir saya dua belas, uang jalan tidak pernah cocok dengan bon.
rep understanding: Selisihnya sebulan kira-kira berapa, Koh?
prospect understanding: Bisa empat juta, saya tutup dari kantong sendiri.
rep sharing: Bon difoto di tempat beserta lokasi, jadi kelihatan kalau ada yang aneh.
prospect none: Hmm, sebentar saya pikir.
rep setting: Mau dicoba dua sopir dulu mulai tanggal satu?
prospect setting: Ya sudah, dua dulu, kalau jalan baru semuanya.
rep setting: Siap Koh, nama dua sopirnya saya tunggu sampai Jumat.

# id h25
prospect none: Nomor yang Anda tuju sedang sibuk, cobalah beberapa saat lagi.
rep connecting: Mbak Intan, maaf tadi pagi saya telepon pas Mbak lagi senam.
prospect connecting: Tidak apa-apa, saya jadi punya alasan istirahat.
rep connecting: Rajin sekali Mbak, saya naik tangga dua lantai saja sudah ngos-ngosan.
rep understanding: Penilaian kinerja guru di yayasan Mbak sekarang pakai apa?
prospect understanding: Kertas, lalu diketik ulang, lalu salah ketik, lalu diprotes.
rep sharing: Kepala sekolah isi di tablet, guru langsung lihat hasilnya hari itu juga.
prospect understanding: Yayasan kami nirlaba, apa ada harga khusus?
rep sharing: Untuk sekolah ada potongan empat puluh persen sepanjang tahun.
prospect none: Sip, sip.
prospect setting: Tolong kirim proposalnya sebelum rapat yayasan tanggal dua puluh.
"""
