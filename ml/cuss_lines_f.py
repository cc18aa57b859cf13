"""Sentences that the tagger learns from: Malay calls of shops, plants and clinics, written for this project."""

from __future__ import annotations

CALLS = """
# ms f01
rep connecting: Assalamualaikum Puan Siti, Azlan di sini, kita jumpa masa pameran di KLCC hari tu.
prospect connecting: Waalaikumussalam, oh ya, yang bagi beg warna hijau tu kan.
rep connecting: Betul, semoga beg tu berguna.
rep understanding: Puan, sekarang ni macam mana kedai rekod siapa masuk kerja pukul berapa?
prospect understanding: Masih guna buku log, setiap orang tulis sendiri.
prospect understanding: Hujung bulan kerani saya kena campur satu-satu, dua tiga hari baru siap.
rep understanding: Selalu tak jumlah jam tu tak sama dengan apa yang staf kata?
prospect understanding: Hampir setiap bulan ada yang bising.
rep sharing: Dengan aplikasi kami mereka imbas muka di pintu, jam terus masuk dalam sistem.
prospect understanding: Kalau internet takde macam mana?
rep sharing: Dia simpan dulu dalam telefon, bila ada talian baru hantar.
rep setting: Boleh saya datang hari Rabu tunjuk pada puan?
prospect setting: Rabu boleh, lepas pukul dua.

# ms f02
prospect none: Hello?
rep none: Hello, dengar tak?
prospect none: Dengar, tapi tersekat-sekat.
rep none: Sekejap ya, saya tukar tempat.
prospect none: Haa okay, dah jelas.
rep connecting: Maaf ganggu Encik Razak, sihat ke hari ni?
prospect connecting: Alhamdulillah sihat, baru balik dari kampung.
rep connecting: Seronoknya, mesti makan durian puas-puas.
rep understanding: Encik, berapa ramai pengawal yang encik uruskan sekarang?
prospect understanding: Lebih kurang dua ratus tiga puluh, di empat belas lokasi.
prospect understanding: Masalahnya kalau seorang tak datang, saya tahu lepas pelanggan telefon marah.
rep sharing: Sistem kami bagi amaran lima minit selepas syif mula kalau tak ada orang daftar masuk.
prospect setting: Menarik, cuba emel pada saya dulu.

# ms f03
rep connecting: Terima kasih sudi luangkan masa, saya tahu hujung bulan memang sibuk.
prospect connecting: Takpe, saya pun nak dengar.
rep understanding: Boleh cik ceritakan macam mana gaji dikira bulan lepas?
prospect understanding: Saya muat turun dari mesin, lepas tu susun dalam Excel, lepas tu tolak cuti.
prospect understanding: Bulan lepas tersilap potong KWSP lima orang.
rep understanding: Bila jadi macam tu, siapa yang kena jawab?
prospect understanding: Sayalah, dan bos dah bagi amaran.
rep sharing: Potongan KWSP, PERKESO dan SIP dikira sendiri ikut jadual terkini.
rep sharing: Slip gaji pun terus sampai dalam telefon pekerja.
prospect understanding: Berapa harganya untuk seratus orang?
rep sharing: Lima ringgit seorang sebulan, latihan percuma.
prospect setting: Hantar sebut harga, saya bincang dengan pengarah minggu depan.
rep setting: Baik, petang ni saya emel, Khamis saya telefon semula.

# ms f04
rep none: Boleh saya bercakap dengan Encik Hafiz?
prospect none: Dia tak ada, keluar.
rep none: Bila dia balik?
prospect none: Tak pasti la.
prospect none: Nombor ni dah tak guna untuk pejabat.
prospect none: Salah nombor ni.
? none: Panggilan anda akan dijawab sebentar lagi.
? none: Sila tinggalkan mesej selepas nada ini.
? none: Nombor yang anda dail tiada dalam perkhidmatan.
prospect none: Ha ah.
prospect none: Okey okey.
prospect none: Dah ya, bye.

# ms f05
rep connecting: Tahniah Puan Rohana, dengar cerita dah buka cawangan di Melaka.
prospect connecting: Terima kasih, penat tapi syukur.
rep understanding: Sekarang ada berapa cawangan semuanya?
prospect understanding: Masuk Melaka ni dah enam, pekerja dalam lapan puluh.
rep understanding: Siapa yang buat jadual untuk enam-enam kedai tu?
prospect understanding: Setiap penyelia buat sendiri, ada yang tulis atas kertas, ada yang whatsapp je.
prospect understanding: Saya langsung tak nampak kedai mana lebih orang, kedai mana tak cukup.
rep understanding: Jadi yang puan nak sebenarnya nampak semua dalam satu tempat, betul ke?
prospect none: Tepat sekali.
rep sharing: Dalam papan pemuka ni semua kedai nampak, yang merah maksudnya tak cukup orang.
rep sharing: Ada rangkaian kedai kek di Ipoh jimat hampir dua puluh peratus kerja lebih masa.
prospect setting: Boleh buat demo untuk saya dan suami?
rep setting: Boleh sangat, hari Sabtu pagi sesuai tak?

# ms f06
prospect understanding: Saya dah ada sistem, beli tahun lepas.
rep understanding: Oh ya, sistem apa tu, puas hati tak setakat ni?
prospect understanding: Bolehlah, cuma kalau ada masalah tiga hari baru ada orang jawab.
prospect understanding: Kontrak habis bulan Mac.
rep sharing: Pasukan sokongan kami di Shah Alam, bahasa Melayu, jawab dalam sejam.
prospect understanding: Nak pindah data tu susah tak?
rep sharing: Kami yang pindahkan, biasanya dua hari siap.
prospect understanding: Bos saya tu jenis tak suka tukar-tukar.
rep connecting: Saya faham, bukan senang nak yakinkan bos.
rep setting: Apa kata saya telefon semula bulan Januari, sebelum kontrak habis?
prospect setting: Ha elok jugak, lepas tahun baru.

# ms f07
rep connecting: Lama tak dengar khabar Encik Chong, anak dah masuk universiti?
prospect connecting: Dah, dekat Sabah, rumah jadi sunyi.
rep connecting: Rindu la tu, hehe.
rep understanding: Encik, hari tu cakap pasal pekerja lambat masuk syif malam, macam mana sekarang?
prospect understanding: Makin teruk, tiga bas kilang pun lambat.
prospect understanding: Satu line berhenti sepuluh minit, rugi dalam empat ribu.
rep sharing: Kalau bas lambat sistem terus panggil orang simpanan ikut senarai.
prospect understanding: Orang simpanan tu kena bayar macam mana?
rep sharing: Encik tetapkan kadarnya, dia kira sendiri.
prospect setting: Bincang dengan pengurus kilang dulu, nanti saya beritahu.
rep setting: Saya sediakan satu muka ringkasan untuk dia, esok sampai.

# ms f08
prospect understanding: mahal sangat la harga awak ni
rep understanding: mahal berbanding dengan apa tu puan
prospect understanding: kawan saya bayar tiga ringgit je seorang
rep sharing: yang tiga ringgit tu biasanya tak termasuk gaji dan sokongan
rep sharing: kami masukkan semua sekali dan boleh berhenti bila bila masa
prospect none: hmm
prospect understanding: staf saya pun bukan pandai sangat guna telefon
rep sharing: mereka cuma tekan satu butang hijau masa masuk dan merah masa balik
prospect setting: ok cuba dulu satu kedai sebulan
rep setting: baik saya aktifkan hari isnin dan datang ajar mereka

# ms f09
rep connecting: Selamat hari raya Datuk, maaf zahir batin.
prospect connecting: Sama-sama, maaf zahir batin juga.
rep connecting: Tahun ni beraya di mana, Datuk?
prospect connecting: Di Kelantan, rumah mentua.
rep understanding: Datuk, untuk tahun depan apa keutamaan syarikat dari segi tenaga kerja?
prospect understanding: Nak tambah seratus orang untuk kilang baru di Kulim, sebelum bulan Jun.
prospect understanding: Dan saya tak mahu tambah orang di bahagian HR.
rep understanding: Keputusan pembelian macam ni sampai ke lembaga pengarah ke?
prospect understanding: Bawah lima puluh ribu saya boleh luluskan sendiri.
rep sharing: Untuk tiga ratus orang kosnya lapan belas ribu setahun, jadi di bawah had itu.
rep setting: Kalau Datuk setuju, saya atur lawatan ke pelanggan kami di Prai minggu hadapan.
prospect setting: Selasa depan saya free, uruskan dengan setiausaha saya.

# ms f10
rep understanding: Cuti tahunan tu macam mana pekerja mohon sekarang?
prospect understanding: Isi borang, bagi penyelia, lepas tu hilang entah ke mana.
prospect understanding: Pernah sekali sepuluh orang cuti serentak, kami terpaksa tutup kaunter.
rep understanding: Selalu ke jadi macam tu?
prospect understanding: Musim perayaan memang selalu.
rep sharing: Dalam sistem, penyelia nampak siapa lagi yang cuti hari tu sebelum luluskan.
rep sharing: Boleh juga hadkan tiga orang je sehari.
prospect understanding: Pekerja kontrak boleh guna sekali ke?
rep sharing: Boleh, kelayakan cuti mereka diasingkan.
prospect setting: Saya nak tengok sendiri, bila boleh?
rep setting: Hari ni pun boleh, saya hantar pautan pukul tiga.
prospect none: Okey, terima kasih ya.
"""
