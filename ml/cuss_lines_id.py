"""Sentences that the tagger learns from: Indonesian calls, written for this project."""

from __future__ import annotations

CALLS = """
# id i01
rep connecting: Selamat pagi Bu Ratna, perkenalkan saya Dimas dari AbsenKita, boleh minta waktunya sebentar?
prospect connecting: Pagi Mas Dimas, boleh, kebetulan lagi santai habis sarapan.
rep connecting: Wah, kalau di Solo sarapannya pasti nasi liwet ya Bu.
rep understanding: Bu, untuk absensi di pabrik garmen Ibu sekarang pakai mesin fingerprint atau manual?
prospect understanding: Masih fingerprint, tapi datanya harus ditarik pakai flashdisk tiap Sabtu.
prospect understanding: Karyawan borongan sekitar 1.300, jadi antre di mesin bisa setengah jam.
rep sharing: Di aplikasi kami karyawan absen lewat HP dengan foto selfie, datanya langsung masuk ke pusat.
prospect understanding: Kalau karyawannya nggak punya HP Android, gimana dong?
rep sharing: Kami sediakan tablet di gerbang, satu tablet bisa melayani dua ratus orang per jam.
rep setting: Kalau Ibu berkenan, Selasa depan saya bawa tabletnya ke pabrik untuk dicoba.
prospect setting: Boleh, tapi jangan Selasa, Kamis aja setelah jam istirahat.
prospect none: Oke Mas, mari.

# id i02
prospect none: PT Sinar Abadi, dengan resepsionis, ada yang bisa dibantu?
rep none: Mau bicara dengan Pak Hendra bagian personalia, Mbak.
prospect none: Mohon ditunggu, saya sambungkan.
prospect none: Maaf, beliau sedang keluar kantor.
rep understanding: Mbak, kalau urusan software penggajian, itu di bawah Pak Hendra atau bagian keuangan?
prospect understanding: Keuangan sih setahu saya, Bu Lidya yang tanda tangan semua pembelian.
rep connecting: Makasih banyak infonya Mbak, dari suaranya ramah banget.
prospect connecting: Hehe bisa aja Masnya, sama-sama.
rep setting: Nanti jam tiga saya telepon lagi untuk Bu Lidya, bisa tolong disampaikan?
prospect setting: Kirim surel dulu ke alamat umum, nanti saya teruskan ke Ibu.
rep none: Siap, selamat siang.

# id i03
rep connecting: Minal aidin Pak Bambang, mohon maaf lahir batin, mudik ke mana kemarin?
prospect connecting: Ke Wonogiri, macetnya ampun, dua puluh jam di jalan.
rep connecting: Ya ampun, semoga capeknya terbayar ketemu orang tua ya Pak.
rep understanding: Kemarin THR lancar, Pak, atau ada komplain dari karyawan?
prospect understanding: Waduh, ada 37 orang salah hitung karena masa kerjanya belum setahun.
prospect understanding: Tim saya sampai lembur tiga malam betulin itu satu-satu.
rep understanding: Berarti rumus prorata THR selama ini dihitung di luar sistem, betul?
prospect none: Iya, betul.
rep sharing: Sistem kami menghitung THR prorata dari tanggal masuk, Bapak tinggal klik satu tombol.
rep sharing: Tahun lalu pabrik sepatu di Tangerang membayar THR 4.000 orang tanpa satu pun koreksi.
prospect setting: Coba presentasikan ke direktur saya, saya atur jadwalnya minggu kedua.

# id i04
rep connecting: Halo Mbak Sinta, ini Yoga, kemarin kita satu meja waktu gathering HRD Bandung.
prospect connecting: Oh Mas Yoga yang nyanyi Sheila on 7 itu ya, inget banget.
rep connecting: Aduh malu saya, padahal suaranya fals.
rep understanding: Waktu itu Mbak cerita lagi ribet soal PPh21 TER, udah beres belum?
prospect understanding: Belum, tiap bulan hasilnya beda sama hitungan konsultan pajak.
prospect understanding: Selisihnya kecil, paling lima puluh ribuan, tapi karyawan pada protes.
rep sharing: Tarif TER terbaru udah ada di dalamnya, termasuk penyesuaian di bulan Desember.
prospect understanding: Bisa keluar bukti potong otomatis nggak?
rep sharing: Bisa, bukti potong langsung jadi PDF dan karyawan unduh sendiri.
rep setting: Boleh minta data gaji dummy tiga orang, nanti saya buatkan simulasinya?
prospect setting: Oke, besok aku kirim lewat email kantor.

# id i05
rep none: Halo, suara saya masuk, Pak?
prospect none: Kresek-kresek, kurang jelas.
rep none: Saya pindah dulu ke dekat jendela.
prospect connecting: Nah sekarang bening, santai saja Mas, saya juga lagi ngopi.
rep connecting: Terima kasih sudah sabar Pak Made, di Denpasar lagi hujan juga?
prospect connecting: Panas terik, pas buat ke pantai, sayang harus kerja.
rep understanding: Vila Bapak ada berapa lokasi dan berapa staf di tiap lokasi?
prospect understanding: Sembilan vila, per vila kira-kira dua belas orang, banyak yang harian.
prospect understanding: Kalau ada upacara adat, separuh staf izin dan jadwalnya langsung bolong.
rep sharing: Kalender hari raya Bali bisa dimasukkan, jadi jadwal pengganti sudah disiapkan jauh hari.
prospect setting: Kita lanjut habis Galungan saja ya, sekarang semua lagi persiapan.
rep setting: Siap Pak, saya hubungi Bapak tanggal 28.

# id i06
rep connecting: Pak Robert, saya dikenalkan oleh Bu Yuli dari klinik Medika, beliau titip salam.
prospect connecting: Oh Yuli, dulu teman seangkatan saya di Atma Jaya.
rep understanding: Kata beliau, rumah sakit Bapak sedang mengevaluasi vendor HRIS, benar begitu?
prospect understanding: Benar, kontrak dengan vendor lama berakhir Maret dan kami tidak mau perpanjang.
rep understanding: Kalau boleh tahu, apa yang membuat manajemen kecewa?
prospect understanding: Setiap ada perubahan aturan BPJS, mereka minta biaya tambahan.
prospect understanding: Kami juga tidak bisa menarik laporan sendiri, harus minta ke mereka.
rep sharing: Di kami pembaruan iuran BPJS Kesehatan dan Ketenagakerjaan sudah termasuk langganan.
rep sharing: Laporan bisa Bapak susun sendiri, tinggal geser kolom yang diperlukan.
prospect none: Hmm, begitu ya.
prospect setting: Silakan ajukan penawaran resmi, paling lambat tanggal 10.
rep setting: Baik Pak, dokumennya saya antar langsung hari Senin.

# id i07
prospect none: Ini siapa ya?
rep connecting: Maaf mengganggu Pak Agus, saya Tiara dari KlaimCepat, semoga Bapak sehat.
prospect none: Aduh, lagi nyetir nih.
rep connecting: Oh iya Pak, hati-hati di jalan, jangan sampai kena tilang gara-gara saya.
prospect setting: Telepon lagi sore aja, jam limaan.
rep setting: Baik, jam lima lewat sedikit saya coba kembali.
rep understanding: Pak, tim sales di lapangan mengajukan klaim bensin dan parkir caranya bagaimana?
prospect understanding: Nota ditempel di kertas HVS, difoto, dikirim ke grup WA.
prospect understanding: Kasir saya pusing, yang dobel nota juga ada, mungkin 3 juta sebulan.
rep sharing: Nota yang sama otomatis ditolak karena sistem membaca nomor dan nominalnya.
prospect none: Ooo gitu.
prospect understanding: Itu kalau kertasnya udah pudar masih kebaca?

# id i08
rep connecting: Selamat sore Pak Haji, bagaimana kabar cucunya, sudah bisa jalan?
prospect connecting: Sudah, lari malah, rumah jadi berantakan.
rep connecting: Senang dengarnya Pak, rumah jadi ramai.
prospect understanding: Begini, kemarin ada yang nawarin aplikasi serupa cuma lima ribu per orang, kok situ lebih mahal?
rep sharing: Yang lima ribu itu hanya absensi Pak, gaji dan pajaknya dibeli terpisah.
rep sharing: Harga kami 18 ribu sudah komplet, dan admin Bapak didampingi sampai tiga kali gajian.
prospect understanding: Saya takut ribet pindahnya, karyawan toko saya rata-rata lulusan SMP.
rep sharing: Tampilannya cuma dua tombol besar, masuk dan pulang, jadi mudah diikuti siapa pun.
prospect understanding: Toko saya enam, yang di Garut sinyalnya jelek.
rep setting: Bagaimana kalau kita coba dulu di toko Cimahi dua minggu, gratis?
prospect setting: Ya sudah, mulai tanggal satu biar gampang hitungnya.

# id i09
rep connecting: Dokter Maya, selamat ya atas pembukaan cabang ketiganya, saya lihat di Instagram.
prospect connecting: Terima kasih, deg-degan sebenarnya, tapi seneng.
rep understanding: Untuk perawat yang pindah-pindah cabang, jadwalnya siapa yang atur, Dok?
prospect understanding: Kepala perawat, pakai spidol di papan tulis, difoto lalu disebar.
prospect understanding: Kemarin ada dua perawat datang ke cabang yang sama, cabang lain kosong melompong.
rep understanding: Jadi yang paling mengganggu itu informasi jadwalnya tidak seragam ya, Dok?
prospect none: He eh.
rep sharing: Begitu jadwal diubah, perawat dapat notifikasi dan harus menekan tombol setuju.
prospect understanding: Datanya disimpan di mana, soalnya saya agak parno soal kebocoran?
rep sharing: Servernya di Jakarta, terenkripsi, dan tiap enam bulan diuji pihak ketiga.
prospect setting: Saya mau suami saya ikut lihat, dia yang pegang IT, malam Rabu bisa?
rep setting: Bisa Dok, saya kirim tautan Zoom untuk jam 19.30.

# id i10
prospect none: Nomor yang Anda tuju sedang sibuk, silakan tinggalkan pesan.
rep connecting: Selamat siang Bu Wulan, saya Fajar dari Gajiku, semoga harinya menyenangkan.
rep sharing: Kami baru merilis fitur gajian harian yang banyak dipakai gudang e-commerce.
rep setting: Mohon hubungi saya kembali di nomor ini kalau Ibu sempat.
rep setting: Bila belum ada kabar, Jumat pagi saya telepon ulang.
rep none: Sekian Bu, selamat siang.
prospect connecting: Mas Fajar, maaf kemarin nggak keangkat, lagi di pemakaman tetangga.
rep connecting: Turut berduka ya Bu, semoga keluarganya diberi ketabahan.
prospect understanding: Soal gajian harian, kami memang lagi kesulitan nahan pekerja gudang, banyak yang kabur.
rep understanding: Turnover-nya berapa persen sebulan, Bu?
prospect understanding: Bisa 30 persen kalau musim 11.11, makanya bos marah-marah.
prospect none: Sebentar, ada paket datang.

# id i11
rep connecting: Bang Ucok, semalam Persija kalah lagi, sabar ya bang.
prospect connecting: Jangan dibahas lah, masih sakit hati aku.
rep understanding: Ganti topik deh, satpam yang bolos jaga malam masih sering?
prospect understanding: Masih, minggu lalu gedung di Sudirman kosong dari jam dua sampai subuh.
prospect understanding: Klien langsung potong tagihan kami lima juta.
rep understanding: Komandan regunya baru tahu setelah ada laporan dari klien?
prospect understanding: Ya, paginya baru ketahuan, pas serah terima.
rep sharing: Pakai patroli NFC kami, kalau titik tidak ditap dalam 15 menit, komandan langsung ditelepon robot.
prospect understanding: Kalau satpamnya titip HP ke temannya, ketahuan?
rep sharing: Ketahuan bang, tiap tap wajib foto wajah dan lokasinya dicek.
prospect setting: Boleh lah, Sabtu pas apel kau datang, tunjukkan ke anak-anak.
rep setting: Siap bang, Sabtu jam tujuh aku sudah di lapangan.

# id i12
rep connecting: Selamat siang Bu Endang, sudah makan siang, Bu?
prospect connecting: Saya lagi puasa Senin Kamis, Mas, jadi aman.
rep connecting: Masya Allah, semoga berkah, saya usahakan singkat biar Ibu bisa istirahat.
rep sharing: Ini layarnya saya bagikan, kolom kuning artinya lemburnya menunggu persetujuan.
prospect none: Belum muncul, masih putar-putar.
rep none: Coba keluar lalu masuk lagi, Bu.
prospect none: Nah, udah.
rep sharing: Di tab kedua ada rekap lembur per divisi lengkap dengan rupiahnya.
prospect understanding: Lembur di hari libur nasional itungannya ikut aturan tujuh jam pertama nggak?
rep sharing: Ikut, pengalinya sudah sesuai PP 35, untuk lima maupun enam hari kerja.
prospect understanding: Soalnya waktu Disnaker sidak, itu yang pertama ditanya.
prospect setting: Tolong ulang demo ini di depan kepala pabrik, lusa bisa ya?

# id i13
rep none: Halo, dengan Pak Yohanes?
prospect none: Bukan, ini bengkel las.
rep none: Wah, keliru nomor, permisi Pak.
rep connecting: Selamat pagi Pak Yohanes, akhirnya kita ngobrol juga setelah lama balas-balasan chat.
prospect connecting: Iya, maklum, istri baru lahiran, jadi jarang pegang HP.
rep connecting: Selamat Pak, semoga ibu dan bayinya sehat, anak keberapa?
rep understanding: Pembelian di atas 50 juta itu perlu persetujuan kantor pusat di Surabaya, Pak?
prospect understanding: Perlu, komite investasi cuma rapat tiap akhir kuartal.
prospect understanding: Tahun ini jatah IT sudah habis, sisanya baru buka Januari.
rep sharing: Ada skema bayar bulanan tanpa uang muka, jadi bisa masuk biaya operasional.
prospect setting: Kalau bisa dicicil, saya masukkan ke agenda rapat 25 September.

# id i14
rep connecting: Apa kabar Mbak Dewi, gimana rasanya pindah dari mal ke perusahaan truk?
prospect connecting: Kaget sih, tiap hari dengar klakson, tapi orangnya seru-seru.
rep understanding: Di tempat baru, kerjaan apa yang paling makan waktu Mbak?
prospect understanding: Uang jalan sopir, hitungnya per rute, per tonase, belum lagi denda telat.
prospect understanding: Ada 240 sopir, dan setiap Jumat mereka ngumpul di depan ruanganku.
rep understanding: Data ritase itu diketik ulang dari surat jalan, atau sudah ada di sistem?
prospect understanding: Diketik ulang, tiga admin, selesainya suka tengah malam.
rep sharing: Kami tinggal sambungkan ke GPS truknya, uang jalan keluar begitu truk balik ke pool.
rep sharing: Sopir bisa cek rinciannya di WhatsApp, jadi nggak perlu antre di ruangan Mbak.
prospect setting: Kalau hasil uji cobanya cocok sama hitungan manual, kita langsung kontrak.
rep setting: Deal, minta surat jalan bulan Mei ya, Senin saya kembalikan hasilnya.

# id i15
rep connecting: Pak Gunawan, saya Melati, yang meneruskan tugas Mas Arif mulai bulan ini.
prospect connecting: Selamat bergabung Mbak, si Arif orangnya telaten, semoga Mbak juga.
rep connecting: Amin Pak, saya akan berusaha tidak mengecewakan.
prospect understanding: Langsung aja, perpanjangan tahun depan ada kenaikan tarif?
rep sharing: Tarif tetap kalau komitmen 24 bulan, dan ada tambahan modul rekrutmen tanpa biaya.
prospect understanding: Saingan kalian kasih enam bulan pertama gratis lho.
rep sharing: Betul, tapi setelah itu tarif mereka naik dua kali lipat, tabelnya saya punya.
rep sharing: Dihitung tiga tahun, Bapak hemat sekitar 64 juta kalau tetap dengan kami.
prospect understanding: Direksi minta semua biaya langganan dipangkas sepuluh persen.
prospect setting: Buatkan perbandingan satu halaman, nanti saya bawa ke rapat direksi.
rep setting: Sebelum jam empat sudah ada di meja Bapak.
prospect none: Oke, makasih, dah.

# id i16
rep connecting: Bu Tuti, saya ikut prihatin dengar gudangnya kebanjiran, semua selamat?
prospect connecting: Selamat, cuma arsip basah semua, ya sudahlah, namanya musibah.
rep setting: Kalau masih repot, pertemuannya kita geser ke minggu depan saja, Bu.
prospect none: Oh, nggak usah.
prospect understanding: Justru gara-gara arsip hancur, bos sekarang maunya semua kontrak kerja digital.
rep understanding: Kontrak yang rusak kira-kira berapa, dan ada salinannya?
prospect understanding: Ratusan PKWT, salinannya cuma sebagian di email.
rep sharing: Kontrak bisa ditandatangani elektronik lewat PSrE resmi dan disimpan di tiga lokasi.
rep sharing: Sebulan sebelum PKWT habis, Ibu diingatkan supaya tidak kelewat.
prospect understanding: Tanda tangan gitu sah di pengadilan hubungan industrial?
rep sharing: Sah Bu, dasarnya UU ITE, dan klien kami pernah memakainya sebagai bukti.

# id i17
prospect none: Terima kasih telah menghubungi kami, tekan dua untuk layanan korporat.
prospect none: Mohon menunggu, Anda berada di antrean ketiga.
rep connecting: Halo Kak Rani, aku sering banget ngopi di kedai Kakak yang di Tebet.
prospect connecting: Seriusan, suka menu yang mana?
rep connecting: Kopi susu gula aren, pacarku sampai hafal pesanannya.
rep understanding: Barista paruh waktunya banyak ya, cara ngatur siapa masuk kapan gimana, Kak?
prospect understanding: Pakai polling di grup, tapi yang jawab itu-itu doang.
prospect understanding: Malam minggu butuh delapan orang, sering cuma dapet lima.
rep sharing: Slot kosong ditawarin otomatis ke barista cabang lain yang lagi libur.
prospect none: Hihi, asik juga.
prospect setting: Tapi aku mau beresin dulu renovasi Depok, ngobrol lagi bulan depan ya.
rep setting: Sip Kak, aku mampir tanggal lima sekalian jajan.

# id i18
rep connecting: Pak Rizal orang Padang juga ya, saya dari Bukittinggi, kampung kita dekat.
prospect connecting: Wah, urang awak, sering pulang kampung kau?
rep understanding: Wilayah yang Bapak pegang se-Sumatera, atau termasuk Kalimantan?
prospect understanding: Dua-duanya, 22 kebun, UMK-nya beda semua, itu yang bikin kepala pecah.
prospect understanding: Awal tahun saya ganti upah minimum satu per satu, selesainya Februari.
rep sharing: Daftar UMK seluruh kabupaten kami perbarui tiap Januari, penyesuaian gajinya sekali jalan.
prospect understanding: Perusahaan sawit mana yang sudah pakai?
rep sharing: Ada grup di Riau dengan 9.000 pemanen, sudah jalan empat tahun.
prospect none: Heem.
prospect setting: Aku mau telepon mereka dulu, kasih kontaknya, habis itu baru kita jumpa.
rep setting: Saya mintakan izin hari ini, besok kontaknya saya kirim.

# id i19
rep connecting: Suster Agnes, terima kasih sudah berkenan menerima telepon saya di tengah kesibukan.
prospect none: Ya, silakan.
rep understanding: Sekolah-sekolah di bawah yayasan Suster ada berapa guru tetap dan honorer?
prospect understanding: Guru tetap 160, honorer 75, dibayar per jam mengajar.
prospect understanding: Jam mengajar dicatat di buku piket, sering tidak cocok dengan daftar gaji.
rep understanding: Yayasan menargetkan pembenahan ini rampung kapan, Suster?
prospect understanding: Sebelum tahun ajaran baru, pertengahan Juli.
rep sharing: Guru cukup memindai kode di kelas, jam honorernya langsung terhitung.
rep sharing: Untuk lembaga pendidikan ada potongan 40 persen sepanjang masa langganan.
prospect setting: Bendahara dan kepala SMA perlu hadir pada pertemuan berikutnya.
rep setting: Saya usulkan berempat bertemu di biara, Selasa tanggal 14 pukul sembilan.
prospect none: Baik, Tuhan memberkati.

# id i20
rep none: Tes, tes, kedengeran nggak?
prospect none: Gema, Mas, matiin speakernya.
rep none: Bentar.
rep connecting: Sip, maaf ya semuanya, tadi listrik di kos saya anjlok.
prospect connecting: Santai, di sini juga barusan gempa kecil, pada lari keluar.
rep understanding: Coba ceritain dong, dari karyawan diterima sampai gajian pertama, alurnya gimana?
prospect understanding: HRD bikin map, finance minta fotokopi KTP lagi, IT minta lagi buat email.
prospect understanding: Anak baru sampai kesel, dokumen yang sama diminta empat kali.
rep sharing: Karyawan baru isi satu formulir dari rumah, semua bagian ambil dari situ.
prospect understanding: Nyambung ke Accurate nggak, orang finance kami fanatik itu?
rep sharing: Nyambung, jurnal gaji terkirim tiap tutup bulan lewat API.
prospect setting: Ya udah, ajak engineer kalian ketemu tim IT kami Rabu siang.

# id i21
rep connecting: Selamat Natal ya Bu Grace, liburannya ke Manado jadi?
prospect connecting: Jadi, kumpul keluarga besar, naik tiga kilo saya.
rep understanding: Sebelum libur kemarin, berkasnya sudah sampai di meja Pak GM, Bu?
prospect understanding: Sudah, tapi bagian IT nanya kenapa nggak pakai modul HR bawaan SAP.
rep sharing: Modul bawaan itu kuat untuk data induk, namun tidak mengenal jadwal bergilir empat regu.
rep sharing: Klien lain tetap memakai SAP dan menitipkan penjadwalannya di kami.
prospect understanding: Yang saya khawatirkan kalau angka di dua tempat beda, siapa yang benar?
rep sharing: Setiap malam ada rekonsiliasi, selisih sekecil apa pun dikirim ke email Ibu.
rep setting: Bagaimana kalau saya ngobrol langsung dengan orang IT-nya, cukup 20 menit?
prospect setting: Setelah tahun baru ya, sekarang kantor sudah setengah kosong.
rep setting: Saya tandai 8 Januari, Ibu tinggal konfirmasi.
prospect none: Okeh.

# id i22
rep connecting: Pak Slamet, kabarnya habis kena tifus, sekarang sudah pulih?
prospect connecting: Sudah lumayan, cuma dilarang makan pedas, siksaan betul.
rep connecting: Jaga makan ya Pak, kesehatan nomor satu, urusan kantor bisa menyusul.
rep understanding: Restoran maunya sistem baru ini jalan sebelum Ramadan?
prospect understanding: Harus, karena buka bersama itu omzet kami naik tiga kali lipat.
prospect understanding: Ngajarin anak dapur butuh berapa hari, mereka kan gaptek?
rep sharing: Satu sesi 30 menit cukup, ada kartu panduan bergambar yang ditempel di dinding.
rep sharing: Pelatih kami berjaga di outlet selama seminggu pertama.
prospect understanding: Dulu pernah beli aplikasi mahal, dua bulan mangkrak.
rep understanding: Waktu mangkrak itu penyebabnya orangnya atau aplikasinya, Pak?
prospect setting: Panjang ceritanya, mampir saja ke outlet Minggu siang, sekalian makan.
rep setting: Oke, Minggu jam dua, saya datang dengan rencana pelatihannya.

# id i23
prospect none: Pos satpam, cari siapa?
rep none: Bu Kartika ada, Pak?
prospect none: Ibu lagi rapat, nggak bisa diganggu.
prospect none: Eh, itu orangnya lewat.
prospect none: Ya, dengan Kartika.
rep connecting: Bu, saya Bayu, yang minggu lalu bantu dorong mobil Ibu di parkiran.
prospect connecting: Oh ya Tuhan, Mas Bayu, saya belum sempat bilang terima kasih.
rep setting: Dokumen pengadaannya saya serahkan Rabu sebelum pukul dua belas ya, Bu.
prospect setting: Lampirkan NIB dan sertifikat TKDN, tanpa itu panitia akan menolak.
prospect understanding: Pagu kami 400 juta untuk dua tahun anggaran.
prospect understanding: Panitia penilainya tujuh orang, ketuanya dari biro hukum.
rep sharing: Angka penawaran kami sudah termasuk pemeliharaan, pelatihan, dan pendampingan di lokasi.

# id i24
rep connecting: Kang Asep, lama nggak mancing bareng, bengkelnya rame?
prospect connecting: Rame, alhamdulillah, sampai nggak sempet ke empang.
rep understanding: Montir dapet persenan kan, ngitungnya per servis atau per hari?
prospect understanding: Per servis, dicatet di buku tulis, kalau kena oli ya ilang.
prospect understanding: Punya maneh mahal nggak, bengkel urang cuma sembilan orang?
rep sharing: Paket mini 99 ribu sebulan sampai sepuluh orang, bisa berhenti kapan aja.
rep sharing: Persenan montir kehitung pas nota dicetak, jadi nggak usah buku lagi.
prospect none: Wkwk, mantap.
prospect none: Eh, ada motor masuk.
prospect setting: Ke sini aja besok abis magrib, pasangin di HP istri.
rep setting: Gas Kang, besok saya bawain martabak sekalian instal.

# id i25
rep connecting: Selamat pagi Prof Siregar, saya sangat terkesan dengan buku Profesor tentang upah layak.
prospect connecting: Terima kasih, jarang ada orang industri yang membacanya sampai tamat.
rep understanding: Di kampus, dosen luar biasa melaporkan jam mengajar lewat apa, Prof?
prospect understanding: Formulir PDF, diteken kaprodi lalu dekan, honor cair empat bulan kemudian.
prospect understanding: Bila dekan dinas ke luar negeri, semuanya mandek.
rep understanding: Artinya hambatannya bukan di formulir, melainkan pada satu orang penyetuju.
rep sharing: Penyetuju pengganti bisa ditunjuk sementara, dan persetujuan cukup lewat ponsel.
prospect understanding: Pernah menangani perguruan tinggi negeri?
rep sharing: Pernah, empat kampus, yang terbesar memproses tiga ribu klaim honor per semester.
prospect none: Oh, begitu rupanya.
prospect setting: Akan saya angkat di rapat senat, hasilnya saya kabari tanggal 20.
"""
