"""Sentences that the tagger learns from: Malay calls, written for this project."""

from __future__ import annotations

CALLS = """
# ms m01
rep connecting: Assalamualaikum Puan Rohana, saya Faiz dari Jadualku, maaf ganggu pagi-pagi ni.
prospect connecting: Waalaikumsalam Faiz, eh suara awak macam orang Kelantan je.
rep connecting: Betul Puan, saya anak Pasir Mas, tapi dah sepuluh tahun merantau di Shah Alam.
rep understanding: Boleh saya tahu, sekarang Puan susun shift jururawat pakai apa?
prospect understanding: Kitorang guna Excel je, ketua wad yang isi setiap hujung bulan.
prospect understanding: Masalahnya bila ada orang tukar shift last minute, semua jadi huru-hara.
prospect none: Kejap ya, ada orang ketuk pintu.
rep sharing: Dalam modul roster, staf mohon tukar shift sendiri dan ketua wad cuma tekan lulus.
prospect setting: Okay, hantar dulu brochure, nanti saya tengok dengan matron.
rep setting: Baik Puan, petang ni saya WhatsApp dan esok saya follow up pukul sebelas.
prospect none: Okay okay, bye.

# ms m02
prospect none: Syarikat Maju Bina, selamat pagi, nak cakap dengan siapa?
rep none: Boleh sambungkan saya ke bahagian HR?
prospect none: Cik Suraya tak masuk hari ni, dia MC.
rep connecting: Alamak, kesian dia, harap dia cepat sembuh.
rep understanding: Selain Cik Suraya, siapa yang biasanya uruskan gaji pekerja tapak?
prospect understanding: Gaji site semua account department buat, Encik Leong yang pegang.
prospect none: Hmm, line dia engaged la.
rep setting: Takpe, saya cuba call Encik Leong semula lepas lunch, dalam pukul dua setengah.
prospect setting: Better you email dulu ke alamat admin, nanti saya forward pada dia.
rep connecting: Terima kasih banyak kak, akak memang sangat membantu.

# ms m03
rep connecting: Selamat Hari Raya Datuk, maaf zahir batin, lama betul kita tak berjumpa.
prospect connecting: Sama-sama, tahun ni saya beraya di Muar rumah mak mertua, penuh satu kampung.
rep connecting: Wah, mesti puas makan mee bandung dan asam pedas.
rep understanding: Datuk, cawangan sekarang ada berapa semuanya selepas buka yang di Kuantan tu?
prospect understanding: Sekarang dah empat belas cawangan, staf lebih kurang lima ratus dua puluh.
prospect understanding: Yang saya risau, OT bulan puasa hari tu naik gila, dekat RM80 ribu.
rep understanding: Maksudnya kos lebih masa tu tak nampak sehingga gaji dah siap, begitu Datuk?
prospect none: Haah, betul.
rep sharing: Sistem ni tunjuk jam OT hari demi hari, jadi pengurus sempat tahan.
rep sharing: Rangkaian nasi kandar di Penang dapat potong OT 22 peratus dalam tiga bulan.
prospect setting: Set satu meeting dengan COO saya minggu ketiga ni, dia yang jaga operation.

# ms m04
rep connecting: Hai Encik Kumar, saya Aina, kita sembang kejap masa expo di MITEC bulan lepas.
prospect connecting: Oh ya ya, you yang bagi I power bank tu, thank you, anak I yang ambil.
rep understanding: Masa tu Encik kata punch card machine selalu rosak, sekarang macam mana?
prospect understanding: Masih sama, mesin kat gate B mati dua hari, kami catat dalam buku log.
prospect understanding: You punya time clock boleh guna face recognition tak kalau pekerja pakai mask?
rep sharing: Boleh, kamera tu kenal muka walaupun bertopeng, ketepatan dalam 98 peratus.
rep sharing: Harga satu unit RM1,450, termasuk pemasangan dan waranti dua tahun.
prospect understanding: Budget untuk hardware tahun ni tinggal lima ribu saja.
prospect none: Sorry, sorry, bunyi forklift, tak dengar.
rep setting: Kalau macam tu saya sediakan quotation untuk tiga unit dulu, hantar sebelum Jumaat.
prospect setting: Can, you send, I bawa masuk management meeting hari Isnin.

# ms m05
rep none: Hello, hello, Puan dengar tak?
prospect none: Suara awak putus-putus la.
rep none: Okay sekarang saya dah keluar dari lif, macam mana, jelas?
prospect connecting: Haa jelas dah, kesian awak terkejar-kejar.
rep connecting: Hehe biasalah Puan, terima kasih sebab sabar tunggu saya.
rep understanding: Cuti tahunan pekerja sekarang mohon melalui borang ke dah online?
prospect understanding: Borang kertas tiga salinan, satu untuk HR, satu untuk bos, satu pekerja simpan.
rep sharing: Borang tu boleh diganti satu butang, bos luluskan dari rumah pun boleh.
rep sharing: Dalam aplikasi kami, baki cuti dikira automatik dan pekerja nampak terus dalam telefon.
prospect understanding: Pekerja kilang saya ramai orang Nepal dengan Bangla, app tu ada bahasa diorang?
rep sharing: Ada lapan bahasa, termasuk Nepali, Bengali dan Burmese.
rep setting: Saya boleh datang ke kilang Rabu ni untuk tunjuk live, Puan free sebelah pagi?

# ms m06
rep connecting: Cik Mei Ling, saya dapat nombor Cik daripada Encik Azlan, bekas bos Cik di Sunway.
prospect connecting: Oh Azlan, dia memang baik, apa khabar dia sekarang?
rep understanding: Sebenarnya Azlan cerita Cik tengah cari ganti untuk sistem payroll lama.
prospect understanding: Ya, vendor sekarang nak naikkan harga empat puluh peratus, kami tak setuju.
prospect understanding: Kontrak dengan diorang habis 31 Oktober ni.
rep understanding: Selain harga, apa lagi yang buat Cik tak puas hati dengan mereka?
prospect understanding: Support lembap, email hari ni, tiga hari baru balas.
rep sharing: Kami ada talian bantuan tempatan, purata masa jawab bawah lima minit waktu pejabat.
rep sharing: Data gaji lama boleh kami migrate percuma untuk dua tahun ke belakang.
prospect setting: Kalau migration betul-betul free, tulis dalam proposal, I akan bentangkan pada CFO.
rep setting: Dah tentu Cik, proposal bertulis dengan tandatangan bos saya sampai esok.

# ms m07
prospect none: Maaf, siapa yang telefon ni?
rep connecting: Saya Hakim daripada TuntutPro, minta maaf Encik Rosli kalau saya call time tak sesuai.
prospect none: Saya tengah drive ni.
rep connecting: Oh, hati-hati memandu Encik, hujan lebat kat Federal tu.
prospect setting: Call balik dalam setengah jam, saya sampai office nanti.
rep setting: Baik, saya telefon Encik semula tepat pukul 4.15.
rep none: Okay Encik.
prospect none: Hmm.
rep understanding: Tadi saya nak tanya, salesman Encik hantar claim minyak dan tol guna cara apa?
prospect understanding: Diorang kumpul resit dalam sampul, hujung bulan baru pos ke HQ.
rep sharing: Snap gambar resit, sistem baca tarikh dan jumlah, kerani cuma perlu sahkan.
rep sharing: Had claim pun ada, lebih RM300 mesti lalu kelulusan pengurus dulu.

# ms m08
rep connecting: Selamat petang Tuan Haji, macam mana umrah hari tu, semua berjalan lancar?
prospect connecting: Alhamdulillah, lancar, tapi balik terus batuk sampai dua minggu.
prospect understanding: Pasal sistem tu, apa beza you punya dengan yang murah RM2 seorang tu?
rep sharing: Yang murah tu tak ikut jadual EPF dan SOCSO terkini, kami kemas kini terus.
rep sharing: Lagi satu, fail untuk bank dan i-Akaun terus boleh muat naik tanpa taip semula.
prospect understanding: Tahun lepas kami kena denda KWSP sebab lambat bayar, RM6,700 melayang.
rep sharing: Peringatan caruman keluar dua kali, seminggu awal dan sehari awal.
rep sharing: Kalau kerani gaji cuti bersalin, team kami boleh tolong jalankan, caj RM300.
rep setting: Saya cadangkan trial sebulan dengan data cawangan Klang dulu, mula hari pertama bulan depan.
prospect setting: Boleh, nanti saya suruh Zubaidah bagi senarai nama pekerja pada you.

# ms m09
rep connecting: Hai Dr. Nadia, tahniah sebab klinik dapat anugerah tu, saya terbaca kat Facebook.
rep understanding: Doktor, locum yang keluar masuk tu bayarannya dikira macam mana?
prospect understanding: Ikut jam, tapi setiap locum lain rate, ada RM40 ada RM65.
prospect understanding: Saya sendiri yang kira malam-malam, suami dah bising.
rep sharing: Setiap locum boleh ada kadar sendiri, bila clock out jumlahnya terus keluar.
rep sharing: Slip locum pun dihantar melalui emel, tak payah cetak langsung.
prospect understanding: Data pesakit tak terlibat kan, sebab kami kena patuh PDPA?
rep sharing: Tak terlibat langsung, kami simpan maklumat pekerja sahaja dan semuanya disulitkan.
prospect none: Kejap, patient saya dah sampai.
prospect setting: Sambung malam ni lepas Isyak, boleh?
rep setting: Boleh Doktor, pukul 9 saya call balik.

# ms m10
prospect none: Anda telah menghubungi peti suara, sila tinggalkan pesanan selepas nada.
rep connecting: Assalamualaikum Puan Hasnah, Syafiq di sini dari Gajinet, semoga Puan sihat.
rep sharing: Kami baru lancarkan modul e-invois untuk tuntutan pekerja yang mungkin berguna pada Puan.
rep setting: Kalau Puan ada masa, tolong telefon saya semula di talian 03-8822.
rep setting: Kalau tak sempat, saya akan cuba lagi pagi Khamis.
rep none: Sekian, assalamualaikum.
prospect none: Nombor yang anda dail tidak dapat dihubungi.
prospect connecting: Hello Syafiq, sorry la semalam tak sempat angkat, anak demam.
rep connecting: Tak apa Puan, anak lagi penting, dah kebah ke demamnya?
prospect understanding: E-invois tu memang tengah pening, auditor kami dah mula tanya.
rep sharing: Setiap tuntutan yang lulus terus jadi invois diri dan masuk ke MyInvois.
rep setting: Biar saya aturkan sesi dengan pakar cukai kami, Rabu atau Khamis lebih sesuai?

# ms m11
rep connecting: Encik Farid, JDT menang lagi malam tadi, senyum lebar la Encik hari ni.
prospect connecting: Haha itulah, saya siap pergi stadium bawa anak bongsu.
rep understanding: Masuk bab kerja, Encik pernah kata guard tuang shift malam, masih berlaku?
prospect understanding: Masih, client komplen pos kosong, kami kena penalti RM500 satu malam.
rep understanding: Jadi isu utama ialah Encik lambat tahu pos tak ada orang.
rep sharing: Guard wajib scan QR di pos, lewat sepuluh minit, supervisor terus dapat alert.
prospect understanding: Kalau tempat tak ada line internet, macam mana dia nak scan?
rep sharing: App simpan rekod secara offline, bila ada line baru dia hantar.
prospect none: Oooh, macam tu.
prospect setting: Buat demo depan semua supervisor saya, dorang kumpul kat HQ hari Sabtu.
rep setting: Onz, pukul sepuluh saya dah ada kat situ dengan dua tablet.

# ms m12
rep connecting: Selamat tengah hari Puan Kamariah, dah lunch belum?
prospect connecting: Belum lagi, puasa ganti hari ni.
rep sharing: Saya share screen ya, ini dashboard kehadiran, merah maksudnya belum clock in.
prospect none: Tak nampak apa-apa lagi, skrin hitam je.
rep none: Cuba refresh, dah keluar?
prospect none: Haa, dah.
rep sharing: Yang kat tepi ni pula carta kos buruh mengikut jabatan, boleh tapis ikut minggu.
prospect understanding: Report ni boleh export ke format yang JTK minta tak?
rep sharing: Ada templat siap untuk pemeriksaan Jabatan Tenaga Kerja, tekan sekali je.
rep sharing: Nak format lain pun, Puan boleh reka sendiri tanpa upah programmer.
prospect setting: Saya nak bos tengok sendiri, boleh ulang demo ni Selasa depan?

# ms m13
rep none: Hello, ini nombor Encik Tan Boon Seng ke?
prospect none: Bukan, salah orang.
rep none: Selamat pagi, boleh cakap dengan Encik Tan?
prospect none: Dia outstation, minggu depan baru balik.
rep understanding: Pasal software HR, Encik Tan seorang yang tentukan atau ada jawatankuasa?
prospect understanding: Semua atas RM10 ribu kena lalu procurement di Singapura.
rep sharing: Di Singapura pun kami ada pejabat, procurement sana boleh beli terus.
rep connecting: Terima kasih sebab jujur beritahu saya, ramai orang malas nak terangkan.
prospect connecting: Takde hal, saya dulu pun buat sales, faham sangat perasaan tu.
rep setting: Saya emelkan profil syarikat sekarang, boleh tolong letak dalam kalendar dia hari Isnin?
prospect setting: Okay, I akan block slot pukul 3 petang untuk you.

# ms m14
rep connecting: Apa khabar Cik Syazwani, lama tak dengar cerita sejak Cik pindah ke syarikat baru.
prospect connecting: Baik je, tengah adapt lagi, dulu retail sekarang logistik, lain sungguh dunia dia.
rep understanding: Kat tempat baru ni, apa benda pertama yang Cik nak betulkan?
prospect understanding: Elaun trip driver, setiap minggu ada je yang mengamuk kata kurang bayar.
prospect understanding: Driver kami 180 orang, bayaran ikut jarak, ikut muatan, ikut bilangan drop.
rep sharing: Benda serupa kami buat untuk syarikat kontena di Port Klang, 250 orang.
rep sharing: Data trip kami tarik daripada GPS lori, formula elaun Cik tetapkan sekali saja.
rep sharing: Driver pula nampak pecahan bayaran dalam slip, jadi kurang pertikaian.
prospect setting: Kalau you boleh buktikan dengan data sebenar, kita teruskan ke pilot.
rep setting: Baik, minta Cik hantar sampel DO bulan Jun, saya siapkan simulasi dalam tiga hari bekerja.

# ms m15
rep connecting: Encik Ganesan, salam perkenalan, saya Wani, pengurus akaun baru menggantikan Jason.
prospect connecting: Hi Wani, Jason dah beritahu, dia cakap you ni cekap orangnya.
rep connecting: Segan saya, harap-harap saya boleh jaga Encik sebaik dia.
prospect understanding: Straight to the point ya, renewal nanti harga naik ke tak?
rep sharing: Harga kekal sama kalau ambil dua tahun, kalau setahun naik lima peratus.
prospect understanding: Competitor you offer kita RM3.80 seorang, semua modul masuk.
rep sharing: Saya faham, tapi RM3.80 tu belum termasuk caj setup dan caj setiap kali tukar polisi.
rep sharing: Kalau kira kos tiga tahun, kami sebenarnya murah dalam RM9 ribu.
prospect understanding: HQ dah suruh semua department cut cost lima belas peratus.
prospect setting: You bagi I comparison table, I discuss dengan boss before 15 haribulan.
rep setting: Boleh, malam ni juga masuk dalam inbox Encik.
prospect none: Alright, thanks, bye bye.

# ms m16
rep connecting: Puan Normah, takziah atas pemergian ayahanda Puan, saya baru dapat tahu.
prospect connecting: Terima kasih, dah tiga minggu, kami reda.
rep setting: Kalau Puan belum bersedia, kita tangguhkan perbincangan ni sampai bulan depan.
prospect none: Eh, tak apa.
prospect understanding: Kerja kena jalan juga, lagipun audit gaji bulan September dah dekat.
rep understanding: Audit yang lepas, apa penemuan yang paling teruk?
prospect understanding: Ada lapan pekerja dah berhenti tapi gaji masih masuk, dua bulan pula tu.
rep sharing: Sebaik tarikh akhir dimasukkan, nama tu automatik keluar daripada larian gaji.
rep sharing: Setiap perubahan direkod siapa buat dan bila, auditor memang suka.
prospect understanding: Sistem you perlu server sendiri ke atau cloud?
rep sharing: Sepenuhnya cloud, pusat data di Cyberjaya, dengan pensijilan ISO 27001.
rep setting: Kita ajak juruaudit dalaman Puan sekali la, saya boleh jumpa Selasa atau Rabu.
prospect setting: Rabu, lepas saya settle urusan pusaka di pejabat tanah.

# ms m17
prospect none: Selamat datang ke talian kami, tekan satu untuk Bahasa Malaysia.
prospect none: Semua pegawai kami sedang sibuk, sila tunggu.
rep connecting: Hai, saya Irfan, saya selalu beli roti kat kedai Encik di Bangi tu, sedap.
prospect connecting: Wah, customer rupanya, yang mana favourite?
rep connecting: Roti jala gulung, isteri saya mengidam masa mengandung dulu.
rep understanding: Kalau ramai part timer, macam mana nak pastikan diorang datang on time?
prospect understanding: Itulah, budak universiti, musim exam semua hilang.
rep sharing: Shift kosong boleh dibuka dalam app, siapa cepat dia dapat, macam Grab.
rep sharing: Yang kerap ponteng, skor dia turun dan dia pilih shift paling akhir.
prospect none: Hehe, menarik, menarik.
prospect setting: Tapi bagi saya settle dulu pembukaan outlet Nilai, lepas tu baru kita cakap.
rep setting: Faham, saya tanda dalam diari, saya singgah kedai selepas 20 hari bulan.

# ms m18
rep connecting: Encik Shahrul, kita sama-sama budak UiTM Arau rupanya, saya nampak kat LinkedIn.
prospect connecting: Eh batch berapa, saya 2006, zaman makan maggi dalam baldi.
rep understanding: Skop Encik sekarang cover Sabah Sarawak sekali ke Semenanjung saja?
prospect understanding: Semua sekali, sebab tu pening, cuti umum setiap negeri lain-lain.
rep sharing: Kalendar kami dah ada cuti umum semua negeri, Encik cuma pilih lokasi pekerja.
rep sharing: Kadar ganda kerja cuti am pula ikut Ordinan Buruh Sabah dan Sarawak.
prospect understanding: Siapa client you yang besar kat East Malaysia?
rep sharing: Kami ada dua ladang sawit di Tawau dan sebuah hotel lima bintang di Kuching.
prospect none: Hmm, hmm.
prospect setting: Bagi contact orang hotel tu, saya nak tanya sendiri sebelum jumpa you lagi.
rep setting: Saya minta izin dia dulu, esok saya kenalkan dalam satu group.

# ms m19
rep connecting: Puan Sri, terima kasih sudi jawab, saya tahu jadual Puan Sri padat sangat.
prospect none: Ya, cakap.
rep understanding: Yayasan Puan Sri ada berapa guru dan staf sokongan?
prospect understanding: Guru sembilan puluh, staf sokongan tiga puluh, sukarelawan tak tetap bilangan.
prospect understanding: Elaun sukarelawan dibayar tunai, itu yang lembaga pengarah tak suka.
rep understanding: Berapa lama lembaga bagi masa untuk tukar cara bayaran tu?
prospect understanding: Sebelum mesyuarat agung hujung tahun.
rep sharing: Bayaran boleh terus ke e-wallet atau akaun bank, dan setiap satu ada resit digital.
rep sharing: Untuk badan amal, kami bagi diskaun tiga puluh peratus.
prospect setting: Bendahari saya mesti ikut serta dalam perbincangan seterusnya.
rep setting: Saya cadangkan kita bertiga jumpa di pejabat yayasan, 12 Ogos pukul sepuluh.
prospect none: Baiklah, saya minta diri dulu.

# ms m20
rep none: Test, test, mic saya okay ke?
prospect none: Echo la, cuba pakai earphone.
rep connecting: Dah, maaf buat semua tertunggu, WiFi rumah baru kena kilat semalam.
prospect connecting: Sini pun ribut, pokok tumbang depan surau, nasib tak kena kereta.
rep understanding: Boleh cerita sikit, dari mula pekerja masuk sampai dapat gaji, apa langkahnya?
prospect understanding: HR buka fail, hantar borang ke account, account key in dalam sistem lain lagi.
rep sharing: Sekali isi borang digital, data terus masuk ke gaji, cuti dan kehadiran.
prospect understanding: Integrate dengan SQL Account boleh?
rep sharing: Boleh, journal gaji masuk terus ke SQL, kami ada connector rasmi.
prospect setting: Kalau macam tu bawa orang technical you jumpa IT kami Khamis ni.
rep setting: Saya bawa jurutera kami, minta pihak sana sediakan akses akaun ujian.

# ms m21
rep connecting: Happy Deepavali in advance Cik Priya, balik Ipoh ke tahun ni?
prospect connecting: Yes, balik Ipoh, my mother dah order murukku lima tin.
rep understanding: Sebelum cuti tu, status approval purchase macam mana, masih kat meja GM?
prospect understanding: GM okay, tapi finance tanya kenapa tak guna modul HR dalam ERP yang ada.
rep sharing: Modul ERP tu dibuat untuk kerja pejabat, dia tak boleh urus shift bergilir tiga kumpulan.
rep sharing: Kebanyakan pelanggan kami kekalkan ERP dan sambungkan kami untuk bahagian kehadiran sahaja.
prospect understanding: Takut nanti dua sistem tak tally, siapa nak tanggung?
rep sharing: Ada laporan semakan setiap malam, kalau berbeza satu sen pun dia keluar amaran.
rep setting: Apa kata saya join call dengan finance sendiri, lima belas minit cukup?
prospect setting: Tunggu lepas Deepavali la, semua orang dah mood cuti.
rep setting: Okay, saya letak tentatif 6 November dan Cik sahkan dengan finance.
prospect none: Okie dokie.

# ms m22
rep connecting: Encik Wan, dengar kata baru lepas operation lutut, dah boleh jalan ke?
prospect connecting: Jalan slow-slow, doktor tak bagi main futsal setahun.
rep connecting: Jaga diri Encik, kita ni umur dah masuk 40, kena beringat.
rep understanding: Hotel nak guna sistem baru tu sebelum musim cuti sekolah atau selepas?
prospect understanding: Mesti sebelum, sebab occupancy bulan Disember sampai 95 peratus.
prospect understanding: Nak train housekeeping berapa lama, diorang bukan reti sangat guna telefon?
rep sharing: Latihan untuk staf biasa cuma dua puluh minit, ada video pendek dalam Bahasa Melayu.
rep sharing: Trainer kami akan duduk di hotel tiga hari pertama sampai semua orang selesa.
rep sharing: Kalau kurang 80 peratus staf guna selepas sebulan, yuran setup kami pulangkan.
prospect setting: Nanti saya cerita depan-depan, jom breakfast kat coffee house saya Ahad pagi.
rep setting: Jadi Ahad pukul 8.30, dan saya bawa jadual latihan sekali.

# ms m23
prospect none: Hello, bahagian keselamatan, nak apa?
rep none: Saya cari Puan Azizah dari unit sumber manusia.
prospect none: Dia dalam meeting, tak boleh kacau.
prospect none: Tunggu, dia baru keluar.
rep connecting: Puan, saya Luqman, yang hantar kad ucapan Ramadan tu.
prospect connecting: Oh awak, terima kasih, comel kad tu, saya letak atas meja.
rep setting: Dokumen tender yang Puan minta saya serahkan Selasa sebelum tengah hari.
prospect setting: Pastikan ada salinan sijil MOF, kalau tak saya tak boleh terima.
prospect understanding: Peruntukan kami RM150 ribu untuk dua tahun, tak boleh lebih.
prospect understanding: Penilaian dibuat oleh lima orang ahli, dua daripadanya bahagian IT.
rep sharing: Dalam harga tu kami dah masukkan penyelenggaraan, latihan dan waranti sampai tahun kedua.

# ms m24
rep connecting: Abang Din, lama tak lepak, bisnes bengkel macam mana, kencang?
prospect connecting: Kencang la jugak, alhamdulillah, rezeki anak kembar.
rep understanding: Mekanik abang dapat komisen, kan, kira ikut job card ke ikut jam?
prospect understanding: Ikut job, tapi bini aku yang kira, kalau dia mood tak baik, salah.
prospect understanding: App kau ni mahal tak, bengkel aku kecik je, sebelas orang?
rep sharing: Pakej kecil RM69 sebulan sampai lima belas orang, takde kontrak.
rep sharing: Komisen dia kira sendiri bila job card ditutup, kakak boleh rehat.
prospect none: Haha, kelakar kau ni.
prospect none: Weh, customer sampai.
prospect setting: Dah la, kau datang malam esok, install terus dalam telefon bini aku.
rep setting: Set bang, lepas Maghrib aku sampai.

# ms m25
rep connecting: Salam sejahtera Prof, saya terkesan dengan syarahan Prof tentang kerja gig.
prospect connecting: Wah, tak sangka ada juga orang industri yang dengar sampai habis.
rep understanding: Di fakulti, tutor sambilan mengisi jam mengajar dengan cara apa?
prospect understanding: Borang PDF, tandatangan ketua jabatan, kemudian dekan, bayaran lewat tiga bulan.
rep understanding: Jadi puncanya bukan borang, tetapi kelulusan yang bergantung pada seorang sahaja.
rep sharing: Wakil pelulus boleh dilantik sementara, dan kelulusan dibuat dari telefon.
prospect understanding: Adakah pihak tuan pernah bekerja dengan universiti awam?
rep sharing: Tiga buah setakat ini, salah satunya memproses dua ribu tuntutan tutor setiap semester.
rep sharing: Kos universiti dikira ikut bilangan tuntutan, jadi musim cuti hampir percuma.
prospect none: Begitu rupanya.
prospect setting: Saya bawa ke mesyuarat fakulti dan maklumkan keputusannya pada 3 Julai.
rep setting: Sementara menunggu, izinkan saya sediakan kertas cadangan ringkas untuk dibentangkan.
"""
