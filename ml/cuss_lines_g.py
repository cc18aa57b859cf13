"""Sentences that the tagger learns from: Indonesian calls of plants, hotels and shops, written for this project."""

from __future__ import annotations

CALLS = """
# id g01
rep connecting: Selamat pagi Bu Ratna, saya Dimas, kita sempat kenalan di acara HR Summit kemarin.
prospect connecting: Oh iya Mas Dimas, yang duduk di sebelah saya waktu makan siang.
rep connecting: Betul Bu, terima kasih sudah mau angkat telepon saya.
rep understanding: Boleh tahu Bu, absensi karyawan pabrik sekarang dicatat pakai apa?
prospect understanding: Masih mesin sidik jari lama, datanya ditarik pakai flashdisk.
prospect understanding: Terus anak buah saya rapikan di Excel, bisa tiga hari sendiri.
rep understanding: Kalau datanya beda dengan catatan mandor, bagaimana Bu?
prospect understanding: Ya ribut, tiap tanggal dua puluh lima pasti ada yang protes.
rep sharing: Di sistem kami jam masuk langsung tercatat dan mandor tinggal menyetujui.
prospect understanding: Itu bisa jalan tanpa internet nggak?
rep sharing: Bisa, tersimpan di alat sampai tiga puluh hari.
rep setting: Kalau Ibu berkenan, hari Kamis saya datang bawa alatnya.
prospect setting: Kamis boleh, jam sepuluh ya.

# id g02
prospect none: Halo, halo?
rep none: Halo Pak, suara saya masuk?
prospect none: Putus-putus, Mas.
rep none: Sebentar saya pindah ke luar.
prospect none: Nah, sekarang jelas.
rep connecting: Mohon maaf mengganggu waktunya Pak Hendra, semoga sehat selalu.
prospect connecting: Sehat, sehat, baru pulang dari Bali sama keluarga.
rep connecting: Wah asyik, pasti anak-anak senang sekali.
rep understanding: Pak, untuk hotel di Lombok itu sekarang ada berapa karyawan?
prospect understanding: Seratus delapan puluh tetap, ditambah enam puluh harian.
prospect understanding: Yang harian ini yang bikin pusing, tiap minggu orangnya ganti.
rep sharing: Pekerja harian tinggal pindai kode, upahnya langsung dihitung per jam.
prospect setting: Coba kirim proposalnya ke email saya dulu.

# id g03
rep connecting: Terima kasih Mbak Sari sudah menyempatkan, saya tahu lagi closing.
prospect connecting: Nggak apa-apa, saya malah butuh istirahat sebentar.
rep understanding: Ceritakan dong, proses hitung gaji bulan kemarin bagaimana?
prospect understanding: Lembur saya hitung manual, BPJS saya cek satu-satu, selesai jam dua pagi.
prospect understanding: Bulan kemarin ada dua puluh slip yang harus direvisi.
rep understanding: Efeknya ke Mbak sendiri apa?
prospect understanding: Ditegur direktur, dan saya sempat mau resign.
rep connecting: Aduh, pasti berat sekali rasanya.
rep sharing: Lembur, BPJS dan PPh 21 dihitung otomatis mengikuti aturan terbaru.
rep sharing: Revisi tinggal satu klik, slip lama tetap tersimpan.
prospect understanding: Kalau karyawan masuk tengah bulan?
rep sharing: Diprorata sendiri sesuai tanggal masuk.
prospect setting: Saya bicarakan dulu dengan bagian keuangan, minggu depan saya kabari.

# id g04
rep none: Bisa bicara dengan Pak Yusuf?
prospect none: Beliau sedang rapat.
rep none: Kira-kira selesai jam berapa?
prospect none: Kurang tahu, Pak.
prospect none: Maaf, salah sambung.
prospect none: Beliau sudah tidak bekerja di sini.
? none: Nomor yang Anda tuju sedang tidak aktif.
? none: Silakan tinggalkan pesan setelah nada berikut.
? none: Untuk berbicara dengan operator tekan nol.
prospect none: Iya, iya.
prospect none: Oh gitu.
prospect none: Ya udah, makasih, dah.

# id g05
rep connecting: Selamat ya Pak, saya baca di koran gudang barunya sudah diresmikan.
prospect connecting: Terima kasih, gubernurnya sampai datang.
rep understanding: Dengan gudang baru ini total sopirnya jadi berapa, Pak?
prospect understanding: Tiga ratus dua puluh, tersebar di lima kota.
rep understanding: Dari mana Bapak tahu mereka berangkat tepat waktu?
prospect understanding: Kepala gudang lapor lewat grup WhatsApp, kadang lapor kadang tidak.
prospect understanding: Pelanggan besar kami minta bukti, kami tidak punya.
rep understanding: Jadi kalau saya simpulkan, yang kurang itu buktinya, bukan orangnya, begitu?
prospect none: Betul.
rep sharing: Sopir absen lewat ponsel, lokasinya ikut tercatat, laporannya bisa langsung dikirim ke pelanggan.
rep sharing: Salah satu perusahaan ekspedisi di Surabaya dendanya turun separuh.
prospect setting: Saya mau lihat langsung, bawa demo ke kantor Senin depan.
rep setting: Siap Pak, Senin jam sembilan saya di sana.

# id g06
prospect understanding: Kami sudah pakai aplikasi lain, baru enam bulan.
rep understanding: Oh ya, sejauh ini bagaimana rasanya, Pak?
prospect understanding: Absennya sih oke, tapi payroll-nya nggak nyambung.
prospect understanding: Kontraknya setahun, habis bulan April.
rep sharing: Di tempat kami absensi dan penggajian satu sistem, jadi tidak perlu ekspor impor.
prospect understanding: Pindahnya repot nggak?
rep sharing: Tim kami yang memindahkan, rata-rata seminggu selesai.
prospect understanding: Atasan saya pasti tanya soal keamanan data.
rep sharing: Server kami di Jakarta dan sudah bersertifikat ISO 27001.
rep setting: Bagaimana kalau kita ngobrol lagi awal Maret, sebelum kontraknya habis?
prospect setting: Boleh, ingatkan saya akhir Februari.

# id g07
rep connecting: Apa kabar Pak Wayan, lama tidak jumpa, masih rajin mancing?
prospect connecting: Masih dong, minggu lalu dapat kakap besar.
rep connecting: Mantap, saya ikut lain kali ya.
rep understanding: Pak, dulu Bapak bilang staf restoran suka tukar jadwal seenaknya, sekarang gimana?
prospect understanding: Sama saja, malah manajernya sendiri yang ikut tukar.
prospect understanding: Kemarin malam minggu dapur cuma diisi dua orang.
rep sharing: Tukar jadwal lewat aplikasi cuma bisa antar posisi yang sama dan harus disetujui.
prospect understanding: Kalau manajernya lagi cuti siapa yang menyetujui?
rep sharing: Bisa didelegasikan, otomatis pindah ke wakilnya.
prospect setting: Oke, kita coba di satu restoran dulu bulan depan.
rep setting: Saya siapkan akunnya, tanggal satu kita mulai.

# id g08
prospect understanding: harganya kok mahal banget ya
rep understanding: dibanding anggaran ibu selisihnya berapa kira kira
prospect understanding: anggaran saya cuma lima belas juta setahun
rep sharing: untuk delapan puluh orang jatuhnya empat belas juta empat ratus jadi masih masuk
rep sharing: itu sudah termasuk pelatihan dan pendampingan tiga bulan
prospect none: oh ya
prospect understanding: karyawan saya banyak yang gaptek mas
rep sharing: tinggal foto muka saja bu dua detik selesai
prospect setting: kirim penawarannya nanti saya ajukan ke bapak
rep setting: siap bu sore ini saya kirim besok saya telepon lagi

# id g09
rep connecting: Selamat Hari Raya Idul Fitri Bu, mohon maaf lahir dan batin ya.
prospect connecting: Sama-sama Mas, semoga berkah semuanya.
rep connecting: Mudik ke mana kemarin, Bu?
prospect connecting: Ke Solo, macetnya luar biasa.
rep understanding: Bu, target tahun ini untuk tim HR apa saja?
prospect understanding: Turnover harus turun di bawah sepuluh persen dan tidak boleh tambah orang.
prospect understanding: Yang memutuskan nanti Pak Direktur, tapi rekomendasinya dari saya.
rep understanding: Apa yang biasanya paling beliau perhatikan kalau membeli sistem?
prospect understanding: Berapa cepat balik modalnya.
rep sharing: Rata-rata pelanggan kami balik modal di bulan kedelapan.
rep setting: Boleh saya presentasi ke beliau minggu kedua bulan ini?
prospect setting: Saya carikan waktu, kemungkinan hari Rabu.

# id g10
rep understanding: Pengajuan cuti sekarang alurnya bagaimana, Mbak?
prospect understanding: Isi formulir kertas, tanda tangan tiga orang, lalu saya arsip di map.
prospect understanding: Bulan puasa kemarin lima belas formulir hilang.
rep understanding: Terus cutinya dihitung dari mana?
prospect understanding: Dari ingatan saya, jujur saja.
rep sharing: Karyawan ajukan dari ponsel, sisa cutinya kelihatan, atasan setujui dengan satu sentuhan.
rep sharing: Kalau lebih dari batas, sistem menolak dengan alasannya.
prospect understanding: Cuti melahirkan bisa diatur terpisah?
rep sharing: Bisa, setiap jenis cuti punya aturannya sendiri.
prospect setting: Saya tertarik, jadwalkan demo untuk tim saya ya.
rep setting: Saya kirim undangan untuk Jumat siang.
prospect none: Oke, sampai nanti, terima kasih.
"""
