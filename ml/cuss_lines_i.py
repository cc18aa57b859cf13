"""Sentences that the tagger learns from: many trades, rapport and filler."""

from __future__ import annotations

CALLS = """
# en i01
prospect none: Commercial banking, please hold while I transfer you.
rep connecting: Good morning Mr Lau, Nisha from Vaultline, we share a dentist it turns out.
prospect connecting: Dr Pereira, the one who hums Abba while drilling.
rep connecting: That's him, I can't hear Dancing Queen anymore without flinching.
rep understanding: What does your branch do today when a customer's identity check fails?
prospect understanding: We fax headquarters, believe it or not, and the customer waits a day.
rep sharing: Our identity check returns a verdict in twenty seconds, with the reason spelled out.
rep sharing: It passed the regulator's sandbox last autumn without a single open point.
prospect none: Sorry ah, somebody is knocking.
prospect setting: I can nominate two branches for a pilot, but compliance must give the nod first.
rep setting: Then let me brief your compliance lead next Wednesday, and we start after her approval.

# en i02
rep connecting: Hey Bianca, great class this morning, my legs are jelly.
prospect connecting: You survived, most first-timers leave before the burpees.
rep connecting: I nearly did, the playlist saved me.
prospect none: Hold that thought, someone's dropped a kettlebell.
rep understanding: How do you know which members are about to quit?
prospect understanding: I don't, I find out when the direct debit bounces.
rep sharing: The app flags anybody who hasn't scanned in for two weeks and texts them for you.
prospect understanding: Does the turnstile need swapping, or does it work with the one we've got?
rep sharing: Yours will do, we plug a small box in behind it.
prospect setting: Let me chat with the franchise owner tonight and I'll text you what she says.
rep setting: Sweet, and I'll pop the box on hold for you till Monday.

# en i03
rep connecting: Ms Adeline, thank you, your volunteers got my aunt out of the flood.
prospect connecting: Oh my, please tell her we are thinking of her.
rep connecting: I will, she still keeps the blanket.
prospect understanding: We don't know how many hours those volunteers put in, donors keep asking.
rep setting: May I sit in on your donor briefing this month, so I hear what they want?
prospect setting: Come to the briefing on the eleventh, I'll put your name at the door.
rep sharing: Volunteers tap in with a QR code at the site and the donor report fills itself.
rep sharing: Registered charities pay only for the staff, volunteers are free of charge.
prospect none: Bless you, sorry, that was my colleague sneezing.
prospect none: Yes, continue.
prospect setting: I'll include it in the grant application that goes out on the thirtieth.

# en i04
prospect none: Boss not in, he went to Johor.
rep none: Oh okay, then who am I speaking to?
prospect connecting: I'm his daughter, Hui Min, I just came back from Melbourne to help out.
rep connecting: Welcome home, I studied at Monash myself, I still miss the coffee.
prospect none: Haha, ya lor.
rep understanding: For the scaffolding, how do you track which set is at which site?
prospect understanding: Papa remembers everything in his head, when he's sick nobody knows.
rep sharing: We tag every bundle, the driver scans it on loading and unloading.
prospect understanding: If the tag kena cement, spoil or not?
rep sharing: It's ceramic, you can pour concrete over it and it still reads.
prospect setting: When Papa comes back on Friday, you come and talk to both of us.
rep setting: Friday after four then, I'll bring ten tags to abuse.

# en i05
rep connecting: Captain Wong, pleasure, I heard you flew the very last 747 out of here.
prospect connecting: I did, and I kept the seat cushion, don't tell anyone.
rep connecting: Your secret is safe, my late father was ground crew, so I grew up on such stories.
rep none: Let me just share, no, wrong window.
rep understanding: When a crew member calls in sick at four in the morning, what happens next?
prospect understanding: A controller rings down a list by hand and prays that the third one picks up.
rep sharing: A regional carrier with turboprops cut that scramble from two hours to ten minutes.
rep sharing: The tool offers the duty to every legal standby at once, and the first to accept gets it.
rep sharing: Rest limits are verified before the offer goes out, so nobody illegal can take it.
prospect setting: Come to the crew centre on a night shift and see it, I'll clear you with security.
rep setting: I'd be glad to, I'll forward my passport copy for the gate pass today.

# en i06
rep none: Is that Devi, or, who've I got?
prospect none: Devi here, and Arjun just dialled in too.
rep connecting: Lovely, hi Arjun, commiserations on the cricket.
prospect connecting: We don't speak of it in this house.
rep understanding: You wrote of three hundred password tickets a week, is it growing?
prospect understanding: Growing, since the merger we have two directories that hate each other.
rep sharing: Firms with two directories after a takeover are half of our customers.
prospect none: Arjun, you want to take this, or, no, he's gone.
rep sharing: We sit on top of both, so people reset the password once and it lands in each.
prospect none: Sorry, that echo is me, I've got two tabs open.
rep setting: Shall we put a proof of concept on your test tenant during the first half of May?
prospect setting: Yes, but legal has to countersign the NDA before you get credentials.

# en i07
rep connecting: Howdy Ms Carter, sure smells like rain, your pastures must be glad of it.
prospect connecting: First drop in seven weeks, I danced on the porch like a fool.
rep none: Whoops, hit the wrong button there.
rep understanding: How do you spot a heifer coming down sick right now?
prospect understanding: My foreman eyeballs them, and he's turning seventy.
rep sharing: The ear tag reads temperature every hour and pings you if one drifts off.
prospect understanding: What's the battery good for?
rep sharing: Five years, and we swap any that die sooner for nothing.
prospect none: Get down, Buster, down.
prospect setting: Bank meets me on the sixth about the loan, so no signing before then.
rep setting: I'll check in on the seventh and we'll settle the count of tags.

# en i08
rep connecting: Hi Graham, I hope the knee op went smoothly.
prospect connecting: It did, cheers, I'm hobbling about like an old pirate.
rep connecting: Glad you're on the mend, don't let them rush you back.
prospect none: Right, yes, bear with me, kettle.
prospect understanding: We lease sixty vans and I couldn't tell you which ones are idle.
rep understanding: Roughly what does an idle van cost you in a month?
prospect understanding: Four hundred odd, plus the insurance.
rep sharing: Our dashboard ranks vans by use, and the bottom ten jump right out.
rep sharing: A florist in Leeds handed back seven after the first month.
prospect setting: Fit six for me as a trial, and if it pays I'll do the rest at renewal.
rep setting: Six it is, our fitter can be in your yard on the twenty-second.

# en i09
prospect none: Ya hello, this one spam or real person?
rep connecting: Real person Mr Ganesan, Joanne, your cousin Prakash swears by your thosai.
prospect connecting: Prakash ah, that fella never pays but always praises.
rep none: Hello, Mr Ganesan, still there?
rep understanding: Your suppliers, you order by phone or some app already?
prospect understanding: Phone lah, twelve suppliers, twelve calls, every night after closing.
prospect none: Table six, two teh tarik!
rep sharing: You tick one list and each supplier gets his own order on WhatsApp.
prospect understanding: Then price go up that time, how I know?
rep sharing: Any line that costs more than last week turns red before you send.
prospect setting: Tonight I try the free one, you call me tomorrow before lunch hour.

# en i10
rep connecting: Ibu Melati, good afternoon, I hope the jet lag from Seoul is over.
prospect connecting: Almost, I still wake up at three and watch dramas.
rep none: Excuse me Ibu, the audio was cut, please repeat.
prospect none: Hahaha, oh no.
rep understanding: May I know how the hotel pays the service charge to the staff?
prospect understanding: We count points in a spreadsheet and only one person understands it.
rep sharing: Our formula is written in plain words, so any new person can follow it.
prospect understanding: Good, because she gave her notice yesterday.
rep sharing: The points are part of our payroll module, each staff sees his own share on the phone.
rep sharing: Nine hotels in Bali do it with us, I can show you the one with similar size.
prospect setting: Please meet her before her last day on the twenty-eighth, so nothing will be lost.
rep setting: I fly in on Monday, and I reserve the whole afternoon for her.

# en i11
rep none: Hiya, you're breaking up a touch.
prospect none: Lift. Nearly out. There.
rep connecting: Cheers for squeezing me in, I gather it's inspection week.
prospect connecting: It is, and I've had about nine biscuits for lunch.
rep connecting: Sounds like a proper school day, my mum was a head and lived on Hobnobs.
rep understanding: How are you finding cover when a teacher rings in poorly?
prospect understanding: The agency, at two hundred and forty quid a day, and it's eating my budget.
rep sharing: We run a pool shared by the schools nearby, with no agency margin on top.
prospect understanding: Are the background checks on us or on you?
rep sharing: On us, and the certificate number shows before you book.
prospect setting: I'd rather revisit this once the governors have set the budget in March.

# en i12
rep connecting: Shabbir bhai, Ramadan Mubarak, how is the fasting in this heat?
prospect connecting: Alhamdulillah, the first three days are the hardest, now I'm used to it.
rep none: One minute, I am closing the door.
prospect understanding: The textile guys in my mill want advance on salary every second week.
rep understanding: You pay the advance from your own cash flow or from a lender?
prospect understanding: Own cash, and the accountant deducts wrongly all the time.
rep sharing: Workers draw what they already earned through us, we fund it, you just confirm hours.
prospect understanding: So what is your interest, and is it halal?
rep sharing: No interest, a flat one ringgit per withdrawal, certified by a syariah adviser.
prospect none: Acha, acha.
prospect setting: Send the certificate to my brother, after he has agreed we fix the date.
rep setting: He'll have it tonight, and I'll ring you once Eid is over.

# en i13
prospect none: The person you are calling is unable to take your call.
rep connecting: Hello Siew Ling, finally, I was starting to think you had eloped to Penang.
prospect connecting: I wish, I was down with dengue, five days in Gleneagles.
rep connecting: Oh goodness, I'm sorry, are your platelets back up?
prospect none: Yah, um, sorry, lost my train of thought.
rep understanding: While you were warded, who approved the purchase orders?
prospect understanding: Nobody, there were fifty-three waiting when I returned.
rep sharing: You can hand over approvals to a deputy for a set period, it reverts by itself.
rep sharing: The deputy's limit can be lower than yours, say five thousand.
prospect none: Er, what else did I want to ask.
prospect setting: Open an account for me and Terence, we play with it until the end of the month.
rep setting: You'll both get an invitation email within the hour.

# en i14
rep connecting: Morning Dave, Sunita here, heard your young fella got picked for the under-fifteens.
prospect connecting: He did, I've been skiting about it to every truckie that comes in.
rep connecting: And so you should, that's a proud dad moment.
rep understanding: What's doing your head in most at the quarry these days?
prospect understanding: Weighbridge dockets, the carbon copies smudge and we undercharge.
prospect none: Strewth, that was a blast, bit early.
rep sharing: The scale writes the docket straight to the invoice, nobody touches a pen.
rep sharing: It's three and a half grand fitted, then ninety a month.
prospect understanding: Hmm, we've only got about eight grand left in the kitty till July.
rep setting: We could install it now and date the invoice the first of July, if that suits you.
prospect setting: That'd suit, chuck it in an email and I'll sign it off.

# en i15
rep none: Hi, sorry, was I on mute that whole time?
prospect none: You were, we just saw your lips going.
rep connecting: Classic me, hi everyone, I'm Jonah, I do the implementation side at Fieldstack.
prospect connecting: Nice to meet you Jonah, I'm Tess, I've got a cat on the keyboard.
rep connecting: What's the cat called, mine's Biscuit?
rep understanding: Walk me through the day of one of your solar installers, from the first stop.
prospect understanding: They drive to the depot for a printed job sheet, which is forty minutes gone.
rep sharing: Job sheets arrive on the phone the night before, with the roof plan attached.
prospect understanding: Half of our roofs are in dead zones, can they open it with no signal?
rep sharing: It's all stored on the device, photos upload whenever they're back in range.
rep setting: Let's agree on three crews for June, and you tell me by Friday which ones.

# en i16
prospect connecting: Eh Ravi, long time, you put on weight ah?
rep connecting: Married life bro, my wife's briyani is too good.
prospect connecting: Congrats, never invite me also.
rep sharing: I carry a new product for cleaning firms, roster and GPS attendance in one.
rep understanding: Your cleaners at the three malls, client complains about no-show or not?
prospect understanding: Every week, and each no-show they deduct two hundred from my invoice.
rep sharing: If a cleaner doesn't scan by seven fifteen, the nearest spare gets a job alert.
prospect none: Wah.
prospect none: Sorry, I'm driving, the GPS is talking.
rep setting: You reach the office then message me, I walk over with the contract.
prospect setting: Not today, I need to ask my partner whether we can stop the old vendor early.

# en i17
rep connecting: Thank you for agreeing to see me, Sister Bernadette, the garden is so peaceful.
prospect connecting: The residents planted it, Mr Koh over there is ninety-four and still prunes.
rep connecting: He puts my balcony to shame.
prospect none: Mind the step.
rep understanding: When a resident falls at night, how do the nurses get to hear of it?
prospect understanding: There is a bell, but those who fall seldom reach it.
prospect none: Excuse me, that was the tea trolley.
rep connecting: That must weigh on you, I can see how much you care for them.
rep sharing: The mat beside the bed senses the fall and calls the nurse's phone in three seconds.
rep sharing: There is no camera in it, so the residents keep their dignity.
rep setting: I could lend you four mats for a month, if Matron is in agreement.
prospect setting: I shall ask her at tonight's handover and give you a ring in the morning.

# ms i18
rep connecting: Apa khabar Haji, dengar cerita baru balik umrah.
prospect connecting: Alhamdulillah sihat, kurma ada lagi ni, ambil sikit.
rep connecting: Terima kasih Haji, anak saya memang suka kurma Ajwa.
rep understanding: Kolam ikan Haji ada lapan, siapa yang periksa oksigen waktu malam?
prospect understanding: Anak buah saya, tapi dia selalu tertidur, bulan lepas mati satu kolam.
rep sharing: Alat ni telefon Haji sendiri bila oksigen jatuh bawah had.
prospect none: Apa dia, ulang sikit, bunyi pam kuat.
rep sharing: Harganya seribu dua sekolam, jaminan dua tahun.
prospect setting: Pasang dulu kat kolam yang mati tu, lain kita tengok lepas raya.
rep setting: Hari Ahad saya bawa juruteknik, pagi-pagi sebelum panas.
prospect none: Haa, yelah.

# ms i19
prospect none: Koperasi, selamat pagi, nak cakap dengan siapa?
rep none: Dengan Encik Badrul kalau dia ada.
rep connecting: Encik Badrul, saya Wani, kita sama-sama jadi panel di UUM bulan lepas.
prospect connecting: Ya Wani, hujah awak pasal gaji minimum tu memang bernas.
prospect none: Sekejap, saya perlahankan kipas.
rep understanding: Ahli koperasi buat permohonan pinjaman masih di kaunter ke?
prospect understanding: Di kaunter, beratur sampai ke tangga setiap kali musim sekolah.
rep sharing: Ahli boleh mohon dari rumah, penyata gaji ditarik terus dari majikan.
prospect understanding: Bank Negara ada syarat pasal simpan data, sistem awak ikut tak?
rep sharing: Semua pelayan kami di Cyberjaya dan laporan audit boleh saya tunjukkan.
prospect setting: Bawa laporan tu masa mesyuarat lembaga hujung bulan, saya masukkan dalam agenda.

# ms i20
rep connecting: Kak Ros, takziah ya, baru saya tahu pasal arwah mak.
prospect connecting: Terima kasih dik, dah empat puluh hari dah.
rep connecting: Kalau akak belum sedia nak bincang kerja, saya faham sangat.
prospect understanding: Takpe, akak pun risau, tiga tukang jahit lari sebab gaji lambat.
rep understanding: Lambat tu sebab duit belum masuk atau sebab kira tak siap?
prospect understanding: Kira tak siap, tempahan baju raya beribu helai.
rep sharing: Setiap helai ada kod, tukang jahit imbas bila siap, upah terus naik.
prospect none: Dik, tunggu, cucu akak menangis.
prospect none: Ha, dah okay dah.
rep setting: Saya datang pasang percuma hari Jumaat, akak sediakan senarai nama je.
prospect setting: Jumaat kedai tutup, kita buat Sabtu pagi.

# ms i21
rep none: Hello, encik dengar tak suara saya?
prospect none: Dengar, cuma gambar je tak keluar.
rep connecting: Selamat berkenalan Encik Vinod, saya Amirah, dulu jurutera rangkaian juga macam encik.
prospect connecting: Oh, jadi awak pun pernah tidur dalam bilik server.
prospect none: Eh, kenapa skrin ni hitam pulak.
rep understanding: Bila kali terakhir encik uji salinan sandaran pangkalan data?
prospect understanding: Jujur cakap, tak pernah uji, cuma harap dia jalan.
rep sharing: Servis kami pulihkan salinan itu tiap malam di tempat asing dan hantar keputusan.
rep sharing: Ada hospital di Ipoh selamat dari ransomware sebab ujian malam tu.
rep setting: Apa kata kita uji satu pangkalan data kecil minggu ni, encik pilih yang mana.
prospect setting: Saya kena minta kebenaran CIO dulu, esok saya maklum.
rep setting: Kalau CIO setuju, malam esok juga saya boleh mula.

# id i22
rep connecting: Selamat malam Pak Gunawan, wah Persib menang lagi ya.
prospect connecting: Iya dong, suara saya sampai habis di stadion.
rep connecting: Saya orang Surabaya Pak, jadi saya cuma bisa menunduk.
prospect none: Hahaha, sabar, sabar.
rep understanding: Di proyek apartemen itu, semen yang datang dicatat oleh siapa?
prospect understanding: Mandor, di karton bekas, lalu kehujanan.
rep sharing: Surat jalan cukup dipindai, stok gudang langsung bertambah.
prospect understanding: Mandor saya cuma lulusan SD, apa tidak ribet?
rep sharing: Tombolnya hanya dua Pak, hijau untuk masuk dan merah untuk keluar.
prospect setting: Minggu depan mampir ke proyek, kita ajari mandornya bareng.
rep setting: Siap, Selasa jam tujuh saya sudah di lokasi.

# id i23
prospect none: Mohon tunggu, Anda akan tersambung dengan petugas kami.
rep connecting: Bu Lestari, saya Dimas, terima kasih sudah balas surel saya di tengah cuti.
prospect connecting: Santai saja, saya lagi di kebun sambil petik cabai.
rep connecting: Enak sekali, di apartemen saya kaktus pun mati.
rep understanding: Nasabah BPR yang menunggak itu sekarang diingatkan lewat apa?
prospect understanding: Petugas keliling naik motor, sehari paling dapat delapan rumah.
prospect none: Halo, halo, angin kencang di sini.
rep sharing: Pengingat kami kirim lewat WhatsApp tiga hari sebelum jatuh tempo, ada tautan bayar.
rep sharing: BPR di Klaten turun satu setengah persen dalam satu semester.
prospect none: Eh, maaf, kepencet.
prospect setting: Saya masuk kantor tanggal delapan, tolong siapkan simulasi biayanya untuk hari itu.

# id i24
rep connecting: Halo Mas Rangga, selamat ya atas pernikahannya, fotonya keren banget di Bromo.
prospect connecting: Makasih Mbak, padahal dinginnya bikin gigi gemeretak.
rep none: Mas, gambarnya macet.
prospect none: Aduh, ketahuan.
rep understanding: Kedai kopinya sekarang ada berapa cabang, dan siapa yang atur jadwal barista?
prospect understanding: Enam cabang, yang atur masing-masing kepala toko, sering bentrok.
rep sharing: Jadwal enam cabang kelihatan bersama, jadi barista bisa dipinjam antar toko.
prospect understanding: Bisa lihat jam ramai juga nggak dari kasir?
rep sharing: Bisa, angka kasir jadi dasar saran jumlah orang per jam.
rep setting: Gimana kalau kita mulai dari dua cabang yang paling sering bentrok, awal bulan?
prospect setting: Oke, nanti aku tanya istri sekaligus bendahara, sore ini aku balas.

# id i25
rep none: Tes, tes, apakah mikrofon saya masuk?
prospect none: Masuk, cuma agak kecil.
rep connecting: Dokter Wulan, semoga jaga malamnya tidak terlalu berat.
prospect connecting: Dua operasi caesar, jadi maaf kalau saya menguap.
rep connecting: Dokter luar biasa, saya begadang nonton bola saja sudah tumbang.
rep understanding: Alat steril di kamar operasi sekarang dilacak dengan cara apa?
prospect understanding: Pakai stiker tulis tangan, dan pernah ada satu set yang kedaluwarsa terpakai.
rep sharing: Setiap set kami beri kode, pintu lemari menolak kalau masa sterilnya habis.
prospect none: Sebentar, pager saya.
rep setting: Boleh saya presentasi di rapat komite mutu hari Kamis?
prospect setting: Kamis penuh, ajukan ke sekretaris komite untuk pekan berikutnya.
"""
