"""Sentences that the tagger learns from: Indonesian calls, written for this project."""

from __future__ import annotations

CALLS = """
# id i01
rep connecting: Selamat pagi Bu Ratna, saya Dimas dari AbsenKita, boleh minta waktunya sebentar?
prospect connecting: Pagi Mas Dimas, boleh, kebetulan lagi santai habis sarapan.
rep connecting: Wah, kalau di Solo sarapannya pasti nasi liwet ya Bu.
rep understanding: Bu, untuk absensi di pabrik garmen Ibu sekarang pakai mesin fingerprint atau manual?
prospect understanding: Masih fingerprint, tapi datanya harus ditarik pakai flashdisk tiap Sabtu.
prospect understanding: Karyawan borongan sekitar 1.300, jadi antre di mesin bisa setengah jam.
rep sharing: Karyawan absen lewat HP dengan foto selfie, datanya langsung masuk ke pusat.
prospect understanding: Kalau karyawannya nggak punya HP Android, gimana dong?
rep sharing: Kami sediakan tablet di gerbang, satu tablet bisa melayani dua ratus orang per jam.
rep setting: Kalau Ibu berkenan, Selasa depan saya bawa tabletnya ke pabrik untuk dicoba.
prospect setting: Boleh, tapi jangan Selasa, Kamis aja setelah jam istirahat.
prospect none: Oke Mas, mari.

# id i02
rep connecting: Minal aidin Pak Bambang, mohon maaf lahir batin, mudik ke mana kemarin?
prospect connecting: Ke Wonogiri, macetnya ampun, dua puluh jam di jalan.
rep connecting: Ya ampun, semoga capeknya terbayar ketemu orang tua ya Pak.
rep understanding: Kemarin THR lancar, Pak, atau ada komplain dari karyawan?
prospect understanding: Waduh, ada 37 orang salah hitung karena masa kerjanya belum setahun.
rep understanding: Berarti rumus prorata THR selama ini dihitung di luar sistem, betul?
prospect none: Nah, persis.
rep sharing: Sistem kami menghitung THR prorata dari tanggal masuk, Bapak tinggal klik satu tombol.
rep sharing: Tahun lalu pabrik sepatu di Tangerang membayar THR 4.000 orang tanpa satu pun koreksi.
prospect setting: Coba presentasikan ke direktur saya, saya atur jadwalnya minggu kedua.
rep setting: Kirimkan saja daftar pesertanya Pak, undangannya saya yang urus.

# id i03
rep connecting: Halo Mbak Sinta, ini Yoga, kemarin kita satu meja waktu gathering HRD Bandung.
prospect connecting: Oh Mas Yoga yang nyanyi Sheila on 7 itu ya, inget banget.
rep understanding: Waktu itu Mbak cerita lagi ribet soal PPh21 TER, udah beres belum?
prospect understanding: Belum, tiap bulan hasilnya beda sama hitungan konsultan pajak.
prospect none: Eh, bentar, kurirnya manggil.
rep sharing: Tarif TER terbaru udah ada di dalamnya, termasuk penyesuaian di bulan Desember.
prospect understanding: Bisa keluar bukti potong otomatis nggak?
rep sharing: Bisa, bukti potong langsung jadi PDF dan karyawan unduh sendiri.
rep setting: Boleh minta data gaji dummy tiga orang, nanti saya buatkan simulasinya?
prospect setting: Oke, besok aku kirim lewat email kantor.

# id i04
rep connecting: Bu Tuti, saya ikut prihatin dengar gudangnya kebanjiran, semua selamat?
prospect connecting: Selamat, cuma arsip basah semua, ya sudahlah, namanya musibah.
rep setting: Kalau masih repot, pertemuannya kita geser ke minggu depan saja, Bu.
prospect none: Oh, nggak usah.
prospect understanding: Justru gara-gara arsip hancur, bos sekarang maunya semua kontrak kerja digital.
rep sharing: Kertas yang masih terbaca bisa kami pindai dan susun ulang tanpa ongkos.
rep sharing: Kontrak bisa ditandatangani elektronik lewat PSrE resmi dan disimpan di tiga lokasi.
rep sharing: Sebulan sebelum PKWT habis, Ibu diingatkan supaya tidak kelewat.
prospect understanding: Tanda tangan gitu sah di pengadilan hubungan industrial?
rep sharing: Sah Bu, dasarnya UU ITE, dan klien kami pernah memakainya sebagai bukti.
prospect none: Lho, kok gelap, listriknya padam.

# id i05
prospect none: Halo, Toko Bangunan Jaya.
rep none: Bisa dengan Ko Hendrik, yang punya toko?
prospect none: Koko lagi di gudang, ambil semen.
rep connecting: Oh gitu, Ci, saya Vina, minggu lalu sempat numpang neduh di toko Cici pas hujan.
prospect connecting: Yang bawa payung pink itu ya, inget saya.
rep understanding: Ci, kuli angkut di toko digajinya harian atau mingguan?
prospect understanding: Mingguan, tiap Sabtu sore, uangnya saya masukin amplop satu-satu.
prospect understanding: Yang kasbon banyak banget, suka lupa siapa utang berapa.
rep sharing: Kasbon bisa dicatat di HP Cici, pas gajian langsung kepotong sendiri.
prospect setting: Nanti malam saya omongin dulu sama Koko, kamu WA saya besok.
rep setting: Siap Ci, sebelum toko buka saya WA.

# id i06
rep connecting: Om swastiastu Pak Ketut, terima kasih kemarin sudah diajak keliling dapur hotelnya.
prospect connecting: Sama-sama, maaf tidak sempat menjamu dengan layak.
rep understanding: Yang saya tangkap, service charge dibagi pakai poin yang cuma Bapak paham.
prospect none: Haha, kurang lebih.
prospect understanding: Kalau saya pensiun tahun depan, tidak ada yang bisa menghitungnya.
prospect none: Ehem, maaf, tenggorokan saya.
prospect understanding: Pemilik hotel malah sudah menyuruh cari alat, dananya maksimal 75 juta.
rep sharing: Aturan poin Bapak kami tanam sekali di awal, siapa pun penerusnya tinggal menjalankan.
rep sharing: Karyawan juga melihat poinnya masing-masing, jadi tidak ada lagi bisik-bisik di kantin.
prospect setting: Pertemukan saya dengan konsultan Anda sesudah Nyepi.

# id i07
rep connecting: Mbak Laras, aku denger anaknya keterima di UGM, keren banget, selamat!
prospect connecting: Iya, nangis aku waktu pengumuman, makasih ya.
rep understanding: Eh, urusan CRM-nya, sales Mbak nyatet prospek di mana sih sekarang?
prospect understanding: Di kepala masing-masing, wkwk, kalau resign ya hilang semua.
rep sharing: Chat WhatsApp bisnis otomatis nempel ke data pelanggan, jadi nggak ikut hilang.
rep sharing: Pengingat follow-up juga jalan sendiri tiap tiga hari kalau prospeknya diem.
prospect understanding: Bisa dibatesin nggak, biar sales Bandung nggak ngintip data Jakarta?
rep sharing: Bisa, hak akses diatur per wilayah sampai per tombol.
rep sharing: Buat dua puluh pengguna jatuhnya 2,4 juta per bulan, udah sama pajak.
prospect setting: Aku cobain dulu sendiri seminggu, baru aku ajak tim.
rep setting: Akun uji cobanya aku aktifin siang ini.

# id i08
prospect none: Maaf, suaranya hilang timbul.
rep none: Sebentar, saya ganti pakai telepon kantor.
prospect none: Sudah, silakan.
rep connecting: Mohon maaf atas gangguannya Pak Darmawan, saya Nurul dari Pundi Gaji.
prospect connecting: Tidak apa-apa Mbak, jaringan di tambang memang begini, sudah biasa.
rep understanding: Roster di site Bapak berapa minggu kerja berapa minggu cuti?
prospect understanding: Staf 6-2, operator 10-2, subkontraktor suka-suka mereka.
prospect understanding: Tiket pesawat sering hangus karena tanggal cutinya berubah mendadak.
prospect none: Halo, Mbak, masih di sana?
rep sharing: Roster kami terhubung ke agen perjalanan, jadi perubahan cuti langsung menggeser tiketnya.
rep setting: Saya sarankan kunjungan ke site bulan depan, tiga hari, supaya alurnya kami petakan.
prospect setting: Kirim dulu nama dan NIK timnya, izin masuk tambang prosesnya dua minggu.

# id i09
rep connecting: Selamat ulang tahun ke-25 untuk perusahaannya Bu Silvia, spanduknya meriah sekali.
prospect connecting: Makasih, panitianya saya, sampai suara serak begini.
rep understanding: Dari seribu karyawan, berapa yang kerjanya di luar kantor, Bu?
prospect understanding: Hampir tujuh ratus, teknisi lapangan semua, absennya cuma laporan lisan.
rep none: Oalah.
rep sharing: Absennya dikunci di titik lokasi pelanggan, radius seratus meter.
prospect understanding: Kalau ada yang pakai aplikasi GPS palsu?
rep sharing: Fake GPS terdeteksi, akunnya langsung dibekukan dan atasan diberi tahu.
rep sharing: Bulan lalu provider internet di Semarang menemukan 48 orang yang begitu.
prospect none: Buset.
prospect setting: Saya bahas sama kepala teknik Senin, hasilnya saya WA ke kamu.

# id i10
rep connecting: Halo Pak Teguh, baru pulang haji ya, semoga mabrur, Pak.
prospect connecting: Aamiin, oleh-oleh kurmanya nanti saya sisakan.
rep setting: Sesuai obrolan terakhir, hari ini kita putuskan tanggal mulai kontraknya, ya?
prospect understanding: Sebentar, legal kami keberatan dengan pasal ganti rugi.
rep understanding: Bagian mana yang dianggap memberatkan, batas nilainya atau jangka waktunya?
prospect understanding: Nilainya, kebijakan grup minimal dua kali biaya setahun.
rep sharing: Untuk klien perbankan, batas itu memang pernah kami naikkan sampai dua setengah kali.
prospect none: Nah.
prospect setting: Kalau pasalnya direvisi, saya paraf sore ini juga.
rep setting: Saya minta tim hukum mengubahnya sekarang, drafnya kembali ke Bapak pukul dua.
prospect setting: Tembuskan juga ke Bu Rini di bagian legal.

# id i11
prospect none: Ini telepon pinjol ya?
rep connecting: Bukan Bu, tenang saja, saya Reza dari perusahaan software, maaf bikin kaget.
prospect connecting: Syukurlah, dari pagi saya diteror gara-gara karyawan yang ngutang.
rep connecting: Pasti melelahkan ya Bu, harus menanggung urusan pribadi orang lain.
rep understanding: Banyak karyawan yang terjerat begitu, Bu?
prospect understanding: Ada dua puluhan, kerjanya jadi nggak fokus, tiap minggu minta gaji di muka.
rep sharing: Kami kerja sama dengan bank, gaji yang sudah dikerjakan bisa ditarik tanpa memakai kas Ibu.
prospect understanding: Bunganya berapa, jangan-jangan sama saja?
rep sharing: Tanpa bunga, cuma biaya admin 10 ribu sekali tarik.
rep sharing: Ada juga kelas atur uang 30 menit dari bank, gratis buat karyawan.
prospect setting: Jelasinnya langsung ke karyawan aja, Jumat habis senam pagi.

# id i12
rep connecting: Bu Nyoman, salam kenal, Bu Sari dari asosiasi HRD yang menyarankan saya menelepon.
prospect none: Sari yang mana ya?
rep connecting: Yang jadi moderator seminar di Surabaya, katanya Ibu paling jago soal penilaian kinerja.
prospect connecting: Ah, dia suka melebih-lebihkan.
rep understanding: KPI di perusahaan Ibu dinilai setahun sekali atau per kuartal?
prospect understanding: Setahun sekali, makanya atasan cuma ingat kejadian dua bulan terakhir.
prospect understanding: Hasilnya semua dapat nilai B, bonus jadi rata, yang rajin kabur.
rep understanding: Jadi karyawan bagus pergi karena merasa tidak dibedakan, begitu maksud Ibu?
prospect none: Tepat.
rep sharing: Atasan bisa memberi catatan singkat tiap minggu, akhir tahun tinggal dirangkum mesin.
rep setting: Bagaimana kalau kita mulai dari satu divisi dulu, triwulan depan?
prospect setting: Divisi penjualan saja, saya usulkan ke Pak Direktur besok pagi.

# id i13
prospect none: Kotak suara penuh, silakan coba beberapa saat lagi.
rep none: Yah, mailbox-nya penuh.
rep connecting: Malam Koh Steven, sori ganggu jam segini, katanya kalau siang susah dihubungi.
prospect connecting: Gapapa, gue emang kalong, baru melek jam delapan.
rep understanding: Restoran hotpot-nya buka sampai subuh kan, gantian shift-nya jam berapa aja?
prospect understanding: Tiga shift, yang dini hari paling sering bolong.
rep none: Hah, gimana Koh, barusan kepotong.
rep sharing: Ada fitur lelang shift, insentif naik pelan-pelan sampai ada yang ambil.
prospect understanding: Kalau semua sengaja nunggu mahal, bangkrut dong gue?
rep sharing: Batas atasnya Kokoh yang pasang, lewat dari itu sistem milih orang secara giliran.
rep sharing: Langganannya 15 ribu per kepala, bulan pertama nggak bayar.
prospect setting: Gas, besok malem lu ke resto, ketemu manajer gue.

# id i14
rep connecting: Selamat pagi Pak Lurah, eh, Pak Lukman, aduh maaf saya salah sebut.
prospect connecting: Hahaha, didoakan jadi lurah, saya aminkan saja.
rep understanding: Koperasi Bapak sekarang mengelola simpan pinjam pakai program apa?
prospect understanding: Program buatan keponakan, jalan di komputer tua, Windows XP.
prospect understanding: Pernah kena virus, data anggota tiga bulan raib.
prospect none: Maaf, azan dulu sebentar.
prospect understanding: Anggota 2.800, putusannya harus lewat rapat anggota.
rep sharing: Cadangan data dibuat tiap jam, kalaupun komputer terbakar, isinya tetap selamat.
rep sharing: Koperasi pegawai di Magelang pindah dalam sebelas hari, semua saldo cocok.
prospect setting: RAT kami bulan Februari, tolong Bapak hadir untuk memaparkan.
rep setting: Saya catat, bahan paparannya kita bahas berdua minggu sebelumnya.

# id i15
rep none: Permisi, ini benar kantor notaris Ibu Hartati?
prospect none: Betul, tapi Ibu sudah pulang.
rep none: Asistennya masih ada?
prospect none: Saya sendiri.
rep connecting: Wah pas, dengan Mas siapa saya bicara, suaranya kayak penyiar.
prospect connecting: Galih, Mas, dulu memang pernah siaran di radio kampus.
rep understanding: Mas Galih, akta dan minuta di sana diarsip fisik atau sudah dipindai?
prospect understanding: Fisik, dua ruko penuh lemari, nyari satu berkas bisa setengah hari.
rep sharing: Berkas yang dipindai bisa dicari pakai nama pihak, nomor, bahkan isi kalimatnya.
prospect understanding: Kerahasiaannya terjamin, karena sumpah jabatan Ibu menyangkut itu?
rep sharing: Kuncinya dipegang Ibu sendiri, kami sebagai penyedia pun tidak dapat membukanya.
prospect setting: Ibu biasanya longgar Rabu pagi, coba datang jam delapan.

# id i16
rep connecting: Mbak Anya, gimana kandungannya, udah masuk bulan keberapa?
prospect connecting: Tujuh, kaki udah bengkak kayak gajah.
rep connecting: Semangat ya Mbak, istriku dulu juga begitu, rajin direndam air hangat.
prospect understanding: Makanya buru-buru, sebelum aku lahiran sistem rekrutmennya harus udah jalan.
rep sharing: Setup-nya dua hari kelar, template lowongannya udah kami isiin.
prospect understanding: Yang gantiin aku paling anak magang, jadi harus gampang banget.
rep sharing: CV dari JobStreet sama LinkedIn masuk satu kotak, udah diurutin dari yang paling cocok.
prospect understanding: Pelamar kita 600 seminggu, kuat nggak servernya?
rep sharing: Kuat Mbak, maskapai yang buka lowongan pramugari masukin 40 ribu sehari, aman.
prospect setting: Yaudah kirim formulir pendaftarannya, aku isi malam ini.
rep setting: Pelatihannya kita bikin tanggal 3 sama 4 ya, online aja biar Mbak nggak capek.

# id i17
rep connecting: Pak Kolonel, hormat saya, terima kasih kesediaannya.
prospect none: Silakan, singkat saja.
rep understanding: Rumah sakit TNI yang Bapak pimpin memiliki berapa tenaga kontrak?
prospect none: Ajudan, tolong tutup pintunya.
prospect understanding: Sekitar 310, administrasinya terpisah dari anggota dinas.
prospect understanding: Temuan BPK tahun lalu menyangkut honor ganda, itu tidak boleh terulang.
rep sharing: Setiap NIK hanya dapat menerima satu jenis honor, duplikasi ditolak saat pengajuan.
rep sharing: Perangkat lunaknya dapat dipasang di server Bapak sendiri, tanpa koneksi keluar.
prospect understanding: Pengadaannya bisa lewat e-katalog?
rep sharing: Sudah tayang di e-katalog LKPP sejak tahun 2022.
prospect setting: Ajukan surat permohonan audiensi kepada sekretariat saya.
rep setting: Suratnya kami antar lusa beserta daftar peserta dari pihak kami.

# id i18
prospect none: Bentar, bentar, anakku nangis.
rep connecting: Santai Mbak Fitri, urus si kecil dulu, aku tungguin.
prospect connecting: Udah, dikasih susu langsung diem, makasih pengertiannya.
rep understanding: Timnya full WFH kan, terus ngecek orang beneran kerja tuh pakai apa?
prospect understanding: Stand-up pagi doang, sisanya percaya aja.
rep sharing: Ada timesheet per proyek, bukan mata-mata layar, jadi anak-anak nggak ngerasa diawasin.
prospect understanding: Itu nyambung ke Jira sama Slack?
rep sharing: Dua-duanya nyambung, jam kerja kebaca dari tiket yang dipindah.
rep sharing: Yang freelance juga bisa, invoice-nya kebikin dari jam yang disetujui.
prospect none: Hmm, oke, oke.
prospect setting: Aku tanya CTO-ku dulu, dia agak anti tool baru, kabarin Jumat ya.
rep setting: Jumat aku ping, sekalian aku siapin jawaban buat pertanyaan teknisnya.

# id i19
rep connecting: Horas Pak Simanjuntak, akhirnya tersambung juga, sehat kan amang?
prospect connecting: Horas, sehat, baru selesai pesta adat tiga hari, suara habis.
rep understanding: Armada bus amang bertambah jadi berapa unit setelah rute Medan-Pekanbaru itu?
prospect understanding: 86 unit, sopir cadangan pun susah dicari sekarang.
prospect understanding: Dinas perhubungan minta bukti jam istirahat sopir, kami tak punya catatannya.
prospect none: Sebentar, ada sopir mengetuk kaca.
prospect understanding: Kalau ketahuan, izin trayek bisa dicabut, itu yang bikin aku tak bisa tidur.
rep sharing: Jam mengemudi tercatat dari kunci kontak, lewat delapan jam layar sopir berbunyi.
rep sharing: Laporannya sudah berbentuk blangko resmi, tinggal cetak dan cap.
prospect setting: Bawa alatnya ke pool Amplas, kita pasang di dua bus dulu.
rep setting: Teknisi saya berangkat Selasa, pemasangan selesai hari itu juga.

# id i20
rep connecting: Sore Bu Dian, wah, latar belakang Zoom-nya Gunung Bromo, foto sendiri?
prospect connecting: Iya, jepretan suami, kami hobi naik gunung.
rep none: Rekan saya kayaknya belum masuk.
prospect none: Kameranya mati, Mas.
rep sharing: Yang saya tampilkan ini halaman manajer, cuti bawahan disetujui dengan geser ke kanan.
rep sharing: Bila manajernya diam dua hari, pengajuan naik sendiri ke tingkat berikutnya.
prospect understanding: Cuti haid sama cuti ayah bisa dibikin jenis sendiri?
rep sharing: Jenis cuti tidak dibatasi, syarat dokumen dan kuotanya Ibu tentukan.
prospect setting: Minggu depan saya kasih daftar jenis cuti kami, tolong dicek muat atau tidak.
prospect setting: Rekaman sesi ini boleh dikirim, biar yang absen bisa nonton?
rep setting: Malam ini tautan rekamannya saya bagikan, berlaku tujuh hari.

# id i21
prospect understanding: Gini Mas, aku to the point, dua vendor lain udah masuk tahap final.
rep understanding: Boleh tahu kriteria yang paling berat bobotnya buat panitia?
prospect understanding: Keamanan 40 persen, harga 30, sisanya kemudahan pakai.
rep sharing: Soal keamanan, kami lulus audit SOC 2 dan hasil pentest-nya terbuka buat calon klien.
prospect understanding: Kalau kantor kalian tutup mendadak, data kami nasibnya gimana?
rep sharing: Ada perjanjian escrow, kode dan datanya dititipkan di notaris pihak ketiga.
prospect none: Oh.
rep setting: Kasih aku slot 45 menit di depan panitia, sebelum mereka voting.
prospect setting: Slot tersisa cuma besok jam empat, ambil nggak?
rep setting: Ambil, aku datang bareng kepala keamanan kami.
prospect connecting: Jujur aku salut, vendor lain nggak ada yang seberani ini.

# id i22
rep connecting: Assalamu'alaikum Ustaz, lama tidak sowan, bagaimana santri-santri?
prospect connecting: Wa'alaikumussalam, alhamdulillah sehat, kemarin ada yang juara MTQ provinsi.
rep connecting: Masyaallah, ikut bangga, pasti gurunya tekun semua.
rep understanding: Bisyarah para ustaz diberikan tunai atau lewat rekening?
prospect understanding: Tunai, dari hasil SPP, kadang telat kalau wali santri menunggak.
prospect understanding: Tunggakan SPP per bulan ini 118 juta, kami sungkan menagih.
rep sharing: Pengingat SPP dikirim halus lewat WhatsApp, bahasanya dapat Ustaz susun sendiri.
rep sharing: Wali bisa membayar di minimarket, uangnya masuk ke rekening pondok hari itu juga.
prospect none: Nggih, nggih.
prospect setting: Saya musyawarahkan dengan Kiai selepas haul, baru saya kabari.
rep setting: Inggih Ustaz, kontrak percobaannya saya siapkan sambil menunggu.

# id i23
prospect none: Selamat sore, semua saluran sedang dipakai.
rep connecting: Pak Yusuf, saya mau minta maaf soal gangguan server hari Senin, itu murni kesalahan kami.
prospect connecting: Saya hargai Mas mau menelepon sendiri, tidak cuma lewat email.
prospect understanding: Akibatnya 90 orang tidak bisa absen, mandor saya mencatat di kardus.
rep sharing: Catatan di kardus itu sudah diketik ulang tim saya, jadi upahnya tetap tepat.
rep sharing: Penyebabnya sudah kami tutup, sekarang ada server kedua yang mengambil alih dalam 20 detik.
rep sharing: Sesuai SLA, tagihan bulan ini dipotong 25 persen.
prospect setting: Saya minta laporan tertulisnya sebelum saya bayar faktur berikutnya.
rep setting: Laporannya saya tanda tangani sendiri dan sampai di proyek besok siang.
rep setting: Lalu tiap tanggal satu saya kabari Bapak soal kondisi servernya.
prospect none: Ya sudah, gitu dulu.

# id i24
rep connecting: Teh Neng, kumaha damang, kemarin lihat status WA lagi panen stroberi di Ciwidey.
prospect connecting: Iya, bawa bocah-bocah, pulangnya pada mabok jalan berkelok.
rep understanding: Pabrik tehnya kan musiman, pemetik nambah berapa orang pas panen raya?
prospect understanding: Dari 150 jadi 500, upahnya per kilo, nimbangnya rebutan.
prospect none: Heh, jangan naik meja, maaf ya, si bungsu ini.
rep sharing: Timbangannya pakai bluetooth, beratnya masuk sendiri, mandor nggak bisa ngubah.
prospect understanding: Harganya kejangkau nggak buat kebun rakyat, kita bukan PTPN?
rep sharing: Timbangannya disewakan 200 ribu sebulan, pas nggak panen boleh dibalikin.
prospect none: Muhun.
prospect setting: Abdi rembukan heula sama suami, Senin ditelepon deui nya.
rep setting: Siap Teh, Senin sore, sekalian dibawain contoh slip upahnya.

# id i25
rep connecting: Bu Lestari, makasih ya udah mau jadi narasumber webinar kami, pesertanya heboh.
prospect connecting: Seru kok, pertanyaannya kritis-kritis.
rep none: Eh, sori, barusan ada notifikasi.
rep understanding: Waktu webinar Ibu bilang pengin dasbor buat direksi, isinya angka apa aja?
prospect understanding: Biaya SDM per unit, absensi, sama prediksi siapa yang bakal resign.
rep setting: Aku siapin purwarupanya pakai angka contoh, Senin kita lihat bareng ya?
rep sharing: Dasbornya hidup, kebarui tiap pagi, dan direksi bisa buka dari iPad.
rep sharing: Prediksi resign-nya waktu diuji di bank BUMN tepat tiga dari empat.
prospect understanding: Modelnya bias gender nggak, itu pasti ditanya komisaris?
rep setting: Poin itu aku tulis khusus di lampiran, naik ke Ibu sebelum Rabu.
prospect setting: Kalau lampirannya meyakinkan, aku jadwalin presentasi ke komisaris bulan Mei.
"""
