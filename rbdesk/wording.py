"""The tables of sentences that `messages.py` fills in: Indonesian, polite, short, and no code.

Words in brackets fall away when their fact is unknown. Knows nothing of the program.
"""

from __future__ import annotations

from collections.abc import Mapping

UNCHANGED = "Tidak ada yang berubah."
DATA_UNCHANGED = "Data yang sudah ada di komputer ini tidak berubah."
SAVED_IS_SAFE = "Data yang sudah tersimpan tetap aman."
UPDATE = "Perbarui aplikasi, lalu coba lagi."
CHECK_VALUE = "Perbaiki nilainya, lalu coba lagi."

# NotAllowed.what -> what happened, what to do
# fmt: off
NOT_ALLOWED: Mapping[str, tuple[str, str]] = {
    "locked": ("Penilaian ini terkunci karena paket resminya sudah dibuat.", "Buka kuncinya dahulu bila ada yang perlu diperbaiki."),
    "role": ("Tindakan ini tidak tersedia untuk peran di folder data ini.", "Pakai folder data dengan peran yang sesuai[ ({needed})]."),
    "range": ("Nilai[ untuk {code}][ {field}] di luar batas yang diizinkan.", CHECK_VALUE),
    "inputs": ("Angka[ untuk {code}] belum lengkap atau namanya tidak dikenal.", "Isi semua angkanya."),
    "option": ("Pilihan[ {value}] tidak ada[ pada {code}][ untuk {field}].", "Pilih salah satu pilihan yang tersedia."),
    "whole": ("Jumlah[ pada {code}] harus bilangan bulat.", "Isi tanpa angka di belakang koma."),
    "numerator": ("Bagian[ pada {code}] lebih besar daripada keseluruhannya.", CHECK_VALUE),
    "consistency": ("Jumlah bagian[ pada {code}] lebih besar daripada keseluruhannya.", CHECK_VALUE),
    "rows": ("Ada baris yang tidak dapat diterima.", "Perbaiki baris yang disebut, lalu coba lagi."),
    "sheet_type": ("Berkas[ {name}] bukan tabel yang dikenal.", "Simpan sebagai xlsx atau csv, lalu impor lagi."),
    "sheet_too_big": ("Berkas[ {name}] terlalu besar[ (paling banyak {most})].", "Bagi isinya menjadi beberapa berkas."),
    "sheet_broken": ("Berkas[ {name}] rusak atau tidak dapat dibaca.", "Buka dengan Excel, simpan lagi sebagai xlsx, lalu impor lagi."),
    "sheet_empty": ("Tidak ada tabel di berkas itu[ ({name})].", "Baris judul kolom dan isinya harus ada di lembar pertama."),
    "sheet_columns": ("Kolom[ {missing}] tidak ditemukan.", "Tulis judul kolomnya di baris pertama tabel, lalu impor lagi."),
    "history_shipped": ("Hasil tahun[ {year}] itu sudah ada dari sumber yang terbit dan tidak dapat diubah.", "Isi tahun atau kerangka yang lain."),
    "history_year": ("Tahunnya tidak dikenal.", "Tulis tahun empat angka, misalnya 2019."),
    "history_frame": ("Kerangka penilaiannya belum diisi.", "Tulis peraturannya, misalnya 14/2014 atau 26/2020."),
    "history_decimals": ("Hasilnya lebih dari dua angka di belakang koma.", "Tulis seperti yang diterbitkan, misalnya 59,36."),
    "unknown_recommendation": ("Rekomendasi[ {id}] tidak ada di daftar.", "Lihat daftarnya, lalu pilih lagi."),
    "unknown_area": ("Area[ {area}] tidak dikenal.", "Pilih salah satu dari delapan area perubahan."),
    "survey_fault": ("Rekap survei ini tidak dapat disimpan[: {fault}].", "Periksa angkanya: jawaban tiap unsur tidak boleh lebih banyak daripada respondennya."),
    "survey_numbers": ("Kolomnya hanya bernomor[: {numbers}].", "Tulis nama unsur sebagai judul kolom; nomor U8 dan U9 tertukar di banyak formulir."),
    "survey_period": ("Periode surveinya belum disebut.", "Pilih periodenya, atau tambahkan kolom Periode."),
    "workbook_foreign": ("Berkas[ {name}] bukan buku kerja dari RBDesk, atau lembar tersembunyinya hilang.", "Pakai buku kerja yang dibuat di RBDesk."),
    "workbook_open": ("Berkas[ {name}] sedang dibuka program lain atau tidak boleh dibaca.", "Tutup dulu berkasnya di Excel, lalu baca lagi."),
    "workbook_newer": ("Buku kerja[ {name}] dibuat dengan RBDesk yang lebih baru.", UPDATE),
    "workbook_instrument": ("Buku kerja itu untuk lembar lain[: {made}].", "Buka lembar yang sesuai, lalu baca lagi."),
    "workbook_office": ("Buku kerja itu milik instansi lain[: {made}].", "Pakai buku kerja yang dibuat di sini[ ({wanted})]."),
    "workbook_year": ("Buku kerja itu untuk tahun lain[: {made}].", "Pakai buku kerja tahun[ {wanted}] yang dipilih."),
    "workbook_edition": ("Buku kerja itu dibuat dari edisi lembar[ {instrument}] yang berbeda.", "Buat buku kerja baru, lalu pindahkan isinya."),
    "workbook_changed": ("Isian di sini berubah sesudah buku kerja dibaca.", "Baca buku kerjanya sekali lagi."),
    "logo_missing": ("Gambar[ {name}] tidak ditemukan atau tidak dapat dibuka.", "Pilih berkasnya lagi."),
    "logo_too_big": ("Gambar[ {name}] lebih besar dari 4 MB.", "Kecilkan gambarnya, lalu pilih lagi."),
    "logo_type": ("Gambar[ {name}] bukan PNG atau JPG.", "Simpan sebagai PNG, lalu pilih lagi."),
    "logo_broken": ("Gambar[ {name}] rusak.", "Minta berkas yang utuh, lalu pilih lagi."),
    "logo_size": ("Gambar[ {name}] terlalu kecil atau terlalu lebar.", "Pakai gambar dengan sisi 16 sampai 4.000 piksel."),
    "sheet_faults": ("Ada[ {count}] sel yang tidak dapat dibaca.", "Perbaiki sel yang disebut, lalu impor lagi."),
    "survey_means": ("Untuk layanan dan periode ini hanya ada rata-rata[: {service}].", "Pilih periode atau layanan lain untuk isian per responden."),
    "unknown_question": ("Pertanyaan[ {code}] tidak ada di lembar penilaian ini.", "Periksa kodenya, misalnya U.P.1.i.a."),
    "unknown_instrument": ("Lembar penilaian[ {id}] tidak dikenal.", "Lihat daftarnya, lalu pilih satu."),
    "unknown_edition": ("Edisi penilaian[ {id}] tidak dikenal.", UPDATE),
    "unknown_year": ("Belum ada edisi penilaian untuk tahun[ {year}] itu.", "Pilih tahun lain."),
    "unknown_office": ("Kode kecamatan[ {code}][ {office}] tidak dikenal.", "Pakai kode seperti 32.16.09."),
    "unknown_target": ("Target[ {target}] tidak dikenal.", "Pakai kategori seperti B, WBK atau WBBM pada lembar ZI, atau angka 0–100."),
    "unknown_condition": ("Syarat pengusulan[ {condition}] tidak dikenal.", "Lihat daftarnya dengan `rbdesk conditions`."),
    "unknown_node": ("Bagian[ {code}] tidak ada di lembar penilaian ini.", "Periksa kodenya."),
    "decimals": ("Angka[ pada {code}] terlalu banyak desimalnya.", "Isi paling banyak enam angka di belakang koma."),
    "not_attached": ("Bukti itu tidak terlampir[ pada {code}].", "Lihat daftar bukti, lalu pilih lagi."),
    "unknown_evidence": ("Tidak ada bukti yang kodenya berawal dengan[ {sha256}] itu.", "Lihat daftar bukti, lalu pilih lagi."),
    "unknown_finding": ("Temuan[ {id}] itu tidak ada.", "Lihat daftar temuan, lalu pilih lagi."),
    "unknown_device": ("Perangkat[ {id}][ {device}] tidak ada di daftar.", "Lihat daftar perangkat."),
    "unknown_package": ("Paket[ {id}] itu tidak ada di riwayat.", "Lihat riwayat paket, lalu pilih lagi."),
    "unknown_refusal": ("Berkas yang ditolak itu sudah tidak ada di daftar.", "Muat ulang daftarnya."),
    "known_device": ("Kunci ini sudah terdaftar[ untuk {office}].", "Cabut dahulu bila kantornya salah."),
    "key": ("Kunci perangkat itu tidak dapat dibaca.", "Salin teks kuncinya sekali lagi, lengkap."),
    "too_long": ("Teks[ {field}][ pada {code}] terlalu panjang[; paling banyak {most} huruf].", "Ringkas teksnya."),
    "too_short": ("Teks[ {field}] terlalu pendek[; paling sedikit {least} huruf].", "Tulis dengan lebih jelas."),
    "not_waivable": ("Temuan wajib tidak dapat dikesampingkan.", "Selesaikan temuannya."),
    "evidence_type": ("Berkas[ “{name}”] bukan jenis bukti yang dapat dipakai, atau isinya tidak sesuai namanya.", "Pakai PDF, JPEG, PNG, DOCX, atau XLSX tanpa makro."),
    "evidence_empty": ("Berkas[ “{name}”] kosong.", "Periksa berkas aslinya, lalu tambahkan lagi."),
    "evidence_too_big": ("Berkas[ “{name}”] terlalu besar[; paling besar {most}].", "Kecilkan atau bagi berkasnya, lalu tambahkan lagi."),
    "evidence_full": ("Berkas[ “{name}”] tidak muat[: semua bukti setahun paling besar {most}].", "Kecilkan foto atau lepas berkas yang tidak dipakai, lalu tambahkan lagi."),
    "unreadable": ("Berkas[ “{name}”] tidak dapat dibaca.", "Periksa letak berkasnya, lalu coba lagi."),
    "disk_low": ("Ruang disk tinggal sedikit[; perlu paling sedikit {least}].", "Kosongkan ruang disk dahulu, lalu coba lagi."),
    "incomplete": ("Paket resmi belum dapat dibuat karena isian belum lengkap.[ Masih ada {count} hal wajib.]", "Selesaikan hal yang wajib, atau buat paket sementara."),
    "conflict": ("Ada jawaban yang berbeda antara dua laptop.", "Pilih satu versi untuk tiap pertanyaan dahulu."),
    "desk_exists": ("Folder[ {path}] sudah berisi data RBDesk.", "Pilih folder lain, atau buka data itu."),
    "too_many": ("Jumlah paket sudah mencapai batas[: {most}].", "Hubungi pengelola RBDesk."),
    "changed": ("Isian berubah saat paket sedang dibuat, jadi paket itu tidak jadi dipakai.", "Buat paketnya sekali lagi."),
    "network": ("Folder[ {path}] ada di jaringan.", "Pilih folder di disk komputer ini."),
    "seal_key_exists": ("Kunci segel sudah ada.", "Cetak salinannya, atau buat kunci lain dengan sengaja."),
    "no_seal_key": ("Kunci segel belum dibuat.", "Buat dan cetak kuncinya dahulu."),
    "seal_key_lost": ("Kunci segel tidak ada di komputer ini, atau rusak.", "Pasang kembali dari salinannya di brankas."),
    "seal_copy": ("Salinan itu bukan kunci segel di sini, atau tidak dapat dibaca.", "Ketik 8 huruf terakhir dari kertasnya sekali lagi, atau pindai kode QR-nya."),
    "laptop_digits": ("Angka itu bukan kunci laptop yang mengirim paket ini.", "Minta petugasnya membacakan angka dari Pengaturan › Kunci; bila tetap berbeda, jangan satukan."),
    "ambiguous": ("Ada beberapa paket[ ({count})] dengan awal kode itu.", "Tulis lebih banyak angkanya."),
    "originals_missing": ("Ada paket asli[ ({count})] yang hilang atau rusak di arsip, jadi tidak ada yang diubah.", "Pulihkan folder arsip dari cadangan, lalu ulangi."),
    "unconfirmed": ("Laptop[ “{label}”] belum dikenal di sini.", "Cocokkan 30 angka kuncinya[: {fingerprint}], lalu ulangi."),
    "unknown_version": ("Versi itu tidak ada[ pada {row}].", "Muat ulang, lalu pilih salah satu versi."),
    "not_sent": ("Kecamatan[ {office}] belum mengirim apa pun.", "Tunggu paketnya, lalu gabungkan."),
    "clash": ("Dua laptop kecamatan berbeda jawaban[ pada {code}].", "Minta kecamatan memilih; di sini hanya dapat minta penjelasan."),
    "value": ("Nilai[ untuk {code}] tidak sesuai dengan putusannya.", "Sebut nilai hanya untuk koreksi."),
    "written": ("Nilai[ untuk {code}] tidak dapat dibaca[: {why}].", CHECK_VALUE),
    "verifiers_differ": ("Verifikator berbeda putusan[ pada {count} pertanyaan].", "Putuskan dahulu, dengan alasan."),
    "not_returned": ("Pertanyaan[ {code}] tidak dikembalikan oleh Sekretariat.", "Lihat daftar yang dikembalikan."),
    "not_acceptable": ("Sekretariat meminta penjelasan[ pada {code}]; tidak ada hasil untuk diterima.", "Ubah jawabannya, atau tanggapi dengan penjelasan."),
    "same_answer": ("Jawaban[ pada {code}] sama seperti semula.", "Pilih jawaban lain, atau tanggapi dengan penjelasan."),
    "digits": ("Angka kunci tidak cocok.", "Periksa surat edaran dan ketik dua kelompok terakhir; bila tetap berbeda, jangan pakai berkas ini dan telepon Sekretariat."),
    "part_too_small": ("Bagian paket terlalu kecil[; paling kecil {size}].", "Pilih ukuran bagian yang lebih besar."),
    "too_many_parts": ("Paket ini akan terbagi menjadi lebih dari[ {most}] bagian.", "Pilih ukuran bagian yang lebih besar."),
    "parts_need_folder": ("Paket ini terbagi menjadi beberapa berkas[: {count}].", "Sebut folder sebagai tempatnya, bukan satu berkas."),
    "no_parquet": ("Parquet memerlukan pustaka pyarrow, yang tidak terpasang di sini.", "Pasang ekstra `analysts`, atau tulis sebagai CSV."),
    "erase_name": ("Nama yang diketik tidak sama dengan data yang akan dihapus[: {name}].", "Ketik namanya persis, atau batalkan."),
    "other_office_point": ("Cadangan itu milik kantor lain[: {office}].", "Pilih salinan cadangan kantor ini."),
    "point_failed": ("Cadangan otomatis tidak jadi dibuat[: {why}].", "Kosongkan ruang disk atau periksa disknya. Cadangan yang lama tetap ada."),
    "unknown_point": ("Cadangan itu tidak ada[: {point}].", "Lihat daftarnya dengan rbdesk restore DESK."),
    "not_empty": ("Folder[ {path}] tidak kosong.", "Pilih folder baru atau folder kosong."),
}
# fmt: on
NOT_ALLOWED_ELSE = ("Tindakan ini tidak dapat dilakukan sekarang.", "Periksa keadaannya, lalu coba lagi.")

# StoreTrouble.kind -> what happened, is the data safe, what to do
# fmt: off
STORE_TROUBLE: Mapping[str, tuple[str, str, str]] = {
    "full": ("Belum tersimpan: disk penuh.", SAVED_IS_SAFE, "Kosongkan ruang disk, lalu coba lagi."),
    "io": ("Belum tersimpan: disk tidak dapat dibaca atau ditulis[ ({path})].", SAVED_IS_SAFE, "Periksa disk atau stiknya, lalu coba lagi."),
    "locked": ("Data ini sedang dibuka[ oleh {holder}].", DATA_UNCHANGED, "Tutup RBDesk yang sedang memakainya, lalu coba lagi."),
    "readonly": ("Folder data hanya dapat dibaca[: {path}].", DATA_UNCHANGED, "Buka kunci tulis folder atau stiknya, lalu coba lagi."),
    "damaged": ("Data di komputer ini rusak dan perlu dipulihkan[: {path}].", "Berkas yang rusak tidak diubah.", "Jangan hapus apa pun. Pilih titik di Pulihkan data, atau dengan rbdesk restore."),
    "network": ("Folder data ada di jaringan[: {path}].", DATA_UNCHANGED, "Pindahkan folder data ke disk komputer ini."),
}
# fmt: on

COPY_AGAIN = "Salin ulang berkasnya, atau minta pengirim mengirim ulang sebagai dokumen."
ASK_ORIGINAL = "Minta pengirim mengirim berkas aslinya, tanpa dibuka atau dikemas ulang."
ASK_NEW = "Minta pengirim membuat paket baru dengan RBDesk, lalu mengirimnya lagi."
DO_NOT_USE = "Jangan pakai berkas ini. Tanyakan kepada pengirim lewat telepon yang Anda kenal."
PICK_OTHER = "Pilih berkas yang berakhiran .rbd.zip."
PICTURE = "Bila ini foto tanda terima: foto kode QR-nya sekali lagi, lebih dekat dan lurus. Paket berakhiran .rbd.zip."
ASK_SUPPORT = "Minta pengirim memperbarui RBDesk-nya dan membuat paket baru."
NOTHING_TO_DO = "Tidak ada yang perlu dilakukan."

# code -> what is the matter, what to do. Source of the codes and their conditions: docs/bundle-format.md
# fmt: off
BUNDLE: Mapping[str, tuple[str, str]] = {
    "RB-F01": ("Berkas tidak dapat dibaca[ ({reason})].", "Periksa letak berkas atau stiknya, lalu coba lagi."),
    "RB-F02": ("Ini bukan berkas paket.", PICK_OTHER),
    "RB-F03": ("Berkas kosong atau tidak selesai disalin.", COPY_AGAIN),
    "RB-F04": ("Berkas terlalu besar[: {size}].", "Minta pengirim membagi paketnya."),
    "RB-F05": ("Ini bukan paket RBDesk[ (tampaknya {looks})].", PICK_OTHER),
    "RB-F06": ("Paket dikemas dua kali.", "Keluarkan dahulu berkas .rbd.zip di dalamnya[ ({inside})], lalu pilih berkas itu."),
    "RB-F07": ("Paket terenkripsi untuk penerima lain, atau rusak.", ASK_NEW),
    "RB-F08": ("Ruang disk kurang[: perlu {needed}].", "Kosongkan ruang disk, lalu coba lagi."),
    "RB-Z01": ("Berkas terpotong atau ada tambahan di akhir.", COPY_AGAIN),
    "RB-Z02": ("Isi berkas berubah: ada data sisipan.", ASK_ORIGINAL),
    "RB-Z03": ("Susunan berkas rusak.", COPY_AGAIN),
    "RB-Z04": ("Paket dibuat atau dikemas ulang dengan program lain.", ASK_ORIGINAL),
    "RB-Z05": ("Paket terkunci kata sandi atau memakai cara yang tidak didukung.", ASK_ORIGINAL),
    "RB-Z06": ("Cara pemampatan[ {name}] tidak didukung.", ASK_ORIGINAL),
    "RB-Z07": ("Susunan berkas tidak sesuai.", ASK_ORIGINAL),
    "RB-Z08": ("Ada nama berkas berbahaya di dalam paket.", DO_NOT_USE),
    "RB-Z09": ("Ada nama berkas ganda di dalam paket[: {name}].", DO_NOT_USE),
    "RB-Z10": ("Ada jenis isi yang tidak diizinkan di dalam paket[: {name}].", DO_NOT_USE),
    "RB-Z11": ("Terlalu banyak berkas di dalam paket.", ASK_NEW),
    "RB-Z12": ("Isi paket terlalu besar; mungkin berkas jebakan.", DO_NOT_USE),
    "RB-Z13": ("Isi berkas[ {name}] rusak.", COPY_AGAIN),
    "RB-Z14": ("Susunan berkas berbahaya: ada isi yang bertumpuk.", DO_NOT_USE),
    "RB-B01": ("Susunan paket salah.", ASK_ORIGINAL),
    "RB-B02": ("Ini bukan paket RBDesk.", PICK_OTHER),
    "RB-B03": ("Daftar isi paket rusak[: {name}].", ASK_ORIGINAL),
    "RB-B04": ("Berkas[ {name}] hilang dari paket.", ASK_ORIGINAL),
    "RB-B05": ("Ada berkas tak dikenal di dalam paket[: {name}].", ASK_ORIGINAL),
    "RB-B06": ("Isi berkas[ {name}] berubah.", COPY_AGAIN),
    "RB-B07": ("Jumlah isi paket tidak cocok.", ASK_ORIGINAL),
    "RB-S01": ("Paket tidak ditandatangani.", ASK_NEW),
    "RB-S02": ("Tanda tangan paket rusak.", ASK_ORIGINAL),
    "RB-S03": ("Isi paket diubah setelah paket dibuat.", "Jangan pakai berkas ini. Minta pengirim membuat paket baru dengan RBDesk, lalu mengirimnya lagi."),
    "RB-S04": ("Identitas perangkat tidak cocok dengan tanda tangannya.", DO_NOT_USE),
    "RB-S05": ("Identitas paket tidak cocok dengan tanda tangannya.", DO_NOT_USE),
    "RB-S06": ("Paket mengaku dari kantor lain daripada pemilik kuncinya[, yaitu {owner}].", DO_NOT_USE),
    "RB-S07": ("Perangkat pengirim[ “{label}”] belum dikenal. Belum ada yang digabung.", "Cocokkan 30 angka kuncinya lewat telepon, lalu kenali perangkatnya."),
    "RB-S08": ("Perangkat pengirim[ “{label}”] sudah dicabut.", DO_NOT_USE),
    "RB-S09": ("Paket ini bukan dari Sekretariat.", DO_NOT_USE),
    "RB-S10": ("Token pendaftaran salah.", "Minta pengirim membuka berkas aktivasi kantornya."),
    "RB-V01": ("Paket ini dibuat dengan RBDesk yang lebih baru[ (format {found})].", UPDATE),
    "RB-V02": ("Paket ini dibuat dengan RBDesk yang lebih baru[ (format {found})].", UPDATE),
    "RB-V03": ("Jenis paket ini[ ({kind})] tidak untuk aplikasi ini.", PICK_OTHER),
    "RB-V04": ("Edisi penilaian[ {edition}] berbeda dengan yang dikenal di sini.", "Samakan versi RBDesk kedua pihak, lalu minta paket baru."),
    "RB-I01": ("Kode kantor[ {office}] tidak dikenal.", ASK_NEW),
    "RB-I02": ("Paket ini milik kantor lain[: {office}].", "Pilih paket kantor Anda."),
    "RB-I03": ("Identitas perangkat rusak.", ASK_NEW),
    "RB-J01": ("Teks di dalam paket rusak (pengodean)[: {file}].", ASK_SUPPORT),
    "RB-J02": ("Data di dalam paket rusak[: {file}].", ASK_SUPPORT),
    "RB-J03": ("Data di dalam paket terlalu bersarang[: {file}].", ASK_SUPPORT),
    "RB-J04": ("Ada data ganda di dalam paket[: {file}].", ASK_SUPPORT),
    "RB-J05": ("Ada angka yang tidak sah di dalam paket[: {file}].", ASK_SUPPORT),
    "RB-J06": ("Teks di dalam paket memuat karakter terlarang[: {file}].", ASK_SUPPORT),
    "RB-J07": ("Data tidak dalam bentuk baku[ ({file})]; mungkin disunting di luar aplikasi.", ASK_NEW),
    "RB-J08": ("Data di dalam paket terlalu besar[: {file}].", ASK_SUPPORT),
    "RB-D01": ("Kolom[ {column}] tidak ada[ di {file}].", ASK_SUPPORT),
    "RB-D02": ("Kolom[ {column}] tidak dikenal[ di {file}].", ASK_SUPPORT),
    "RB-D03": ("Isi kolom[ {column}] salah[ di {file}].", ASK_SUPPORT),
    "RB-D04": ("Pertanyaan[ {question}] tidak ada di edisi ini.", ASK_SUPPORT),
    "RB-D05": ("Nilai[ untuk {question}] di luar rentang.", ASK_SUPPORT),
    "RB-D06": ("Ada baris ganda atau tidak urut[ di {file}].", ASK_SUPPORT),
    "RB-D07": ("Ada teks yang terlalu panjang atau baris yang terlalu banyak[ di {file}].", ASK_SUPPORT),
    "RB-D08": ("Ada tanggal yang tidak sah[ di {file}].", ASK_SUPPORT),
    "RB-D09": ("Ringkasan paket tidak cocok dengan isinya.", ASK_NEW),
    "RB-D10": ("Ada rujukan yang tidak dikenal[ di {file}].", ASK_SUPPORT),
    "RB-E01": ("Berkas bukti[ {sha256}] tidak cocok dengan daftarnya.", ASK_NEW),
    "RB-E02": ("Ada berkas bukti tanpa rujukan[: {sha256}].", ASK_NEW),
    "RB-E03": ("Jenis berkas bukti[ “{file}”] tidak diizinkan.", ASK_NEW),
    "RB-E04": ("Berkas bukti di dalam paket tidak lengkap[: kurang {count}].", ASK_NEW),
    "RB-M01": ("Riwayat suntingan di dalam paket tidak sah.", DO_NOT_USE),
    "RB-M02": ("Laptop[ “{device}”] digandakan atau dipulihkan tanpa identitas baru.", "Hubungi kantornya: satu laptop saja yang boleh melanjutkan."),
    "RB-M03": ("Paket ini lebih lama dari yang sudah diterima.", NOTHING_TO_DO),
    "RB-M04": ("Ada baris yang hilang tanpa jejak di dalam paket.", DO_NOT_USE),
    "RB-K01": ("Gagal menyimpan, jadi tidak ada yang digabung.", "Periksa ruang disk, lalu coba lagi."),
    "RB-K02": ("Data sedang dipakai program lain atau hanya dapat dibaca.", "Tutup program lain itu, lalu coba lagi."),
    "RB-K03": ("Data di komputer ini perlu dipulihkan dahulu.", "Minta bantuan sebelum menggabung lagi."),
    "RB-W01": ("Jam komputer pengirim tidak tepat saat paket dibuat.", NOTHING_TO_DO),
    "RB-W02": ("Nama kantor di dalam paket berbeda dengan daftar.", "Periksa apakah nama kantornya berubah."),
    "RB-W03": ("Sebagian berkas bukti belum diterima.", "Minta kecamatan mengirim berkas buktinya."),
    "RB-W04": ("Paket sementara, belum paket resmi.", "Tunggu paket resminya."),
    "RB-W05": ("Ada bagian paket yang belum diterima.", "Minta kecamatan mengirim bagian lainnya."),
    "RB-W06": ("Perangkat yang sudah dikenal memakai identitas data yang baru.", NOTHING_TO_DO),
    "RB-W07": ("Paket memuat suntingan laptop lain yang belum dilihat sendiri.", "Minta paket dari laptop itu."),
    "RB-W08": ("Paket merujuk ke hasil verifikasi atau rekomendasi yang tidak ada di sini.", NOTHING_TO_DO),
    "RB-OK1": ("Diterima.", ""),
    "RB-OK2": ("Sudah ada; isinya sama.", ""),
    "RB-OK3": ("Sudah ada yang lebih baru.", ""),
    "RB-OK5": ("Penggabungan paket ini pernah dibatalkan.", "Bila memang benar, kembalikan paketnya dari riwayat kecamatan."),
    "RB-OK4": ("Ada dua versi dari kantor ini.", "Minta kecamatan menyatukan kedua laptopnya, lalu mengirim paket baru."),
}
# fmt: on

# what joining a package of another laptop of the same office does there
JOINED: Mapping[str, str] = {
    "RB-OK1": "Isian baru dari laptop ini akan masuk.",
    "RB-OK2": "Sudah pernah disatukan; isinya sama.",
    "RB-OK3": "Di laptop ini sudah ada yang lebih baru.",
    "RB-OK4": "Kedua laptop sudah berjalan sendiri-sendiri sejak terakhir disatukan.",
}

# fmt: off
# why a sealed package was not opened -> what is the matter, what to do
UNOPENED: Mapping[str, tuple[str, str]] = {
    "no_key": ("Paket ini tersegel untuk Sekretariat, dan kunci pembukanya tidak ada di sini.", "Di Sekretariat: pasang kunci segel dari salinannya di Pengaturan. Di kecamatan: minta paket tanpa segel dari laptop itu."),
    "other_key": ("Paket ini tersegel untuk kunci lain.", "Pasang kunci segel yang lama dari salinannya, atau minta pengirim membuka berkas aktivasi yang baru lalu mengirim lagi."),
    "damaged": ("Paket tersegel ini rusak.", COPY_AGAIN),
}
# fmt: on
BUNDLE_ELSE = ("Berkas ini tidak dapat diterima.", ASK_NEW)

# fmt: off
LOOKS: Mapping[str, str] = {
    "gzip": "berkas gzip", "7z": "arsip 7z", "rar": "arsip RAR", "bzip2": "berkas bzip2",
    "xz": "berkas xz", "zstd": "berkas zstd", "pdf": "dokumen PDF", "jpeg": "foto JPEG",
    "png": "gambar PNG", "office": "dokumen Office", "sqlite": "basis data", "program": "program",
    "html": "halaman web", "xml": "berkas XML", "base64": "salinan teks dari surel", "email": "surel",
    "json": "berkas JSON", "text": "teks biasa", "tar": "arsip tar",
}
# fmt: on

MISSING_WORDS = {"head": "nama Camat", "contact": "nama penanggung jawab"}

# kind -> the rule's name, n of them, why it is marked and what helps
# fmt: off
FINDINGS: Mapping[str, tuple[str, str, str]] = {
    "unanswered": ("Pertanyaan belum dijawab", "{n} pertanyaan belum dijawab", "Pertanyaan yang belum dijawab dihitung 0. Pilih jawaban yang sesuai keadaan, termasuk bila belum ada yang dikerjakan."),
    "no_evidence": ("Jawaban di atas nol tanpa bukti", "{n} jawaban di atas nol belum punya bukti", "Jawaban yang bernilai perlu didukung berkas. Lampirkan buktinya, atau pilih jawaban yang sesuai."),
    "evidence_lost": ("Berkas bukti hilang", "{n} berkas bukti hilang", "Berkasnya tercatat, tetapi tidak ada lagi di folder data. Cari lagi berkas aslinya dan lampirkan sekali lagi."),
    "identity": ("Identitas belum lengkap", "Identitas kecamatan dan penanggung jawab belum lengkap", "Paket resmi memuat nama Camat dan penanggung jawab. Lengkapi di Pengaturan."),
    "edge_case": ("Pembagi nol tanpa catatan", "{n} jawaban dengan pembagi nol belum punya catatan", "Nilainya ditentukan oleh aturan khusus. Tulis satu kalimat tentang keadaannya."),
    "jump": ("Naik lebih dari satu tingkat tanpa catatan", "{n} jawaban naik lebih dari satu tingkat tanpa catatan", "Verifikator biasanya menanyakan kenaikan sebesar ini. Tulis apa yang berubah sejak tahun lalu."),
    "contradiction": ("Angka saling bertentangan", "{n} angka saling bertentangan", "Dua pertanyaan memakai angka yang sama, tetapi isinya berbeda. Periksa mana yang benar."),
    "survey_mismatch": ("Jawaban tidak cocok dengan survei", "{n} jawaban tidak cocok dengan survei", "Jawaban ini dan halaman Survei (SKM) tidak sejalan. Masukkan rekap surveinya, sesuaikan jawabannya, atau kesampingkan bila surveinya dicatat di tempat lain."),
    "stale_evidence": ("Bukti di luar tahun penilaian", "{n} bukti di luar tahun penilaian", "Tanggal isi berkas di luar masa yang dinilai. Ganti dengan yang lebih baru, atau kesampingkan bila memang masih berlaku."),
    "same_note": ("Catatan sama kata demi kata", "{n} catatan dipakai kata demi kata di beberapa pertanyaan", "Verifikator biasanya menganggap catatan yang sama sebagai salinan. Tulis satu kalimat yang khas untuk tiap pertanyaan, atau kesampingkan bila memang sama."),
    "followup_no_evidence": ("Tindak lanjut selesai tanpa bukti", "{n} tindak lanjut selesai belum punya bukti", "Tindak lanjut yang selesai biasanya diminta buktinya. Lampirkan di Tindak Lanjut, atau kesampingkan bila buktinya tidak berupa berkas."),
    # what only the secretariat can see
    "same_photo": ("Foto yang sama ada di kecamatan lain", "{n} foto ada juga di kecamatan lain", "Berkas fotonya sama persis. Bisa jadi satu kegiatan bersama. Bila perlu, minta foto dari kegiatan di kecamatan itu sendiri."),
    "like_photo": ("Foto yang mirip ada di kecamatan lain", "{n} foto mirip dengan foto di kecamatan lain", "Gambarnya hampir sama: mungkin foto yang sama yang diperkecil, dipotong, atau disimpan ulang. Bandingkan keduanya. Bila perlu, minta foto dari kegiatan di kecamatan itu sendiri."),
    "same_text": ("Catatan sama kata demi kata dengan kecamatan lain", "{n} catatan sama kata demi kata dengan kecamatan lain", "Bisa jadi berasal dari contoh yang sama. Bila perlu, minta satu kalimat tentang keadaan di kecamatan itu sendiri."),
}
# fmt: on

# why a copy was made; what is counted in it, in the order in which it is told
POINT_REASONS: Mapping[str, str] = {
    "auto": "Otomatis",
    "close": "Saat aplikasi ditutup",
    "hand": "Dibuat sendiri",
    "import": "Sebelum impor",
    "undo": "Sebelum pembatalan",
    "restore": "Sebelum pemulihan",
    "migrate": "Sebelum pembaruan RBDesk",
}
POINT_COUNTS: Mapping[str, str] = {
    "answers": "jawaban",
    "notes": "catatan",
    "evidence": "bukti",
    "surveys": "rekap survei",
    "followups": "tindak lanjut",
    "rulings": "hasil verifikasi",
    "bundles": "paket masuk",
}
# fmt: off
# what a drill found -> what, what to do
DRILLS: Mapping[str, tuple[str, str]] = {
    "": ("Uji pulih berhasil:", ""),
    "no_point": ("Belum ada cadangan untuk diuji.", "Buat cadangan dahulu."),
    "damaged": ("Uji pulih gagal: cadangan terbaru rusak.", "Buat cadangan baru, lalu salin ke stik. Periksa keadaan disk komputer ini."),
    "differs": ("Uji pulih gagal: hasilnya tidak sama dengan data sekarang.", "Buat cadangan baru, lalu uji sekali lagi. Bila tetap gagal, salin folder data dan hubungi Sekretariat."),
    "evidence": ("Uji pulih gagal: ada berkas bukti yang hilang atau rusak.", "Buka Semua bukti, cari berkasnya, lalu lampirkan sekali lagi."),
}
# fmt: on
ERASED_NOT_PROMISED_BEFORE = (
    "Buat salinan di stik dahulu bila datanya masih diperlukan. Isi tiap berkas ditimpa sebelum dihapus; disk SSD dan stik "
    "dapat menyimpan sisa lama yang tidak terjangkau program, dan salinan di tempat lain tidak ikut terhapus."
)
ERASED_NOT_PROMISED = (
    "Isi tiap berkas sudah ditimpa. Disk SSD dan stik dapat menyimpan sisa lama yang tidak terjangkau program, dan salinan "
    "di stik, surel, atau WhatsApp tidak ikut terhapus."
)

ROUNDING_NOTE = "Dihitung tanpa pembulatan. Dua desimal hanya saat ditampilkan, jadi jumlah angka di layar bisa berbeda 0,01."
UNANSWERED_NOTE = "belum dijawab, dihitung 0"
THIS_OFFICE = "Kantor ini"
THIS_REGENCY = "Kabupaten ini"
CLEARED = "dikosongkan"
EARLIER = "sebelumnya"
NOT_COUNTED = "tidak dihitung"
REJECTED = "ditolak verifikator"
UNANSWERED = "belum ada jawaban"
NOT_AN_INDEX = "Rata-rata ini bukan indeks RB kabupaten."
# why an office has no value in a comparison
WITHOUT_VALUE: Mapping[str, str] = {
    "not_sent": "belum mengirim",
    "refused": "berkas ditolak",
    "quarantined": "perangkat belum dikenal",
    "conflict": "dua versi",
    "not_verified": "belum diverifikasi",
    "partly_verified": "belum selesai diverifikasi",
}

EFFORTS: Mapping[int, str] = {1: "Mudah", 2: "Sedang", 3: "Berat"}
ESTIMATE = "Perkiraan. Jawaban baru berlaku setelah ada bukti."
TOTAL_GATE = "Nilai total"
GATE_STATES: Mapping[str, str] = {
    "terpenuhi": "Terpenuhi",
    "belum": "Belum",
    "belum_dinilai": "Belum dinilai",
}
LIMIT_NOT_SEEN = "≈ batas belum dicocokkan dengan naskah peraturannya."

INSTRUMENT_FAULTS: Mapping[str, str] = {
    "json": "bukan JSON yang dapat dibaca",
    "object": "harus berupa satu objek JSON",
    "id": "id tidak sah",
    "year": "tahun tidak sah",
    "text": "teks wajib tidak ada atau kosong",
    "texts": "harus berupa daftar teks",
    "number": "harus berupa angka",
    "list": "harus berupa daftar",
    "weight_negative": "bobot tidak boleh negatif",
    "effort": "tingkat upaya harus 1, 2, atau 3",
    "period": "masa berlaku bukti harus bilangan bulat di atas nol",
    "answer_type": "jenis jawaban tidak dikenal",
    "option_labels": "label pilihan tidak sesuai jenis jawabannya",
    "option_values": "nilai pilihan tidak sesuai jenis jawabannya",
    "option_range": "nilai pilihan harus antara 0 dan 1",
    "option_length": "label pilihan paling panjang 8 huruf",
    "input_id": "id angka isian tidak sah",
    "input_range": "batas angka isian tidak sah",
    "input_twice": "id angka isian dipakai dua kali",
    "formula": "rumus tidak ada",
    "formula_input": "rumus menyebut angka isian yang tidak ada",
    "scale_range": "batas skala tidak sah",
    "score_input": "pertanyaan skor harus punya tepat satu isian bernama score",
    "edge": "aturan untuk pembagi nol tidak ada",
    "edge_range": "nilai untuk pembagi nol harus antara 0 dan 1",
    "bands_order": "batas kategori harus urut dari yang tertinggi",
    "evidence_rule": "aturan bukti tidak sah",
    "source": "sumber tidak ada di daftar sumber",
    "sum": "jumlah bobot di bawahnya tidak sama dengan bobotnya",
    "empty": "tidak punya isi",
    "twice": "kode dipakai dua kali",
    "gate": "syarat ini tidak dikenal",
    "gate_limit": "batas syarat harus antara 0 dan bobotnya",
    "gates_cross": "dua syarat saling memotong; yang satu harus memuat yang lain",
}

FILES: Mapping[str, str] = {
    "data/bundle.json": "keterangan paket",
    "data/answers.json": "daftar jawaban",
    "data/evidence.json": "daftar bukti",
    "data/profile.json": "data penanggung jawab",
}

FIELDS: Mapping[str, str] = {
    "note": "catatan",
    "reason": "alasan",
    "head": "nama Camat",
    "contact": "penanggung jawab",
    "phone": "telepon kantor",
    "head_nip": "NIP",
    "operator": "nama operator",
    "operator_post": "jabatan operator",
    "device_label": "nama perangkat",
    "deadlines": "tenggat",
    "target": "target",
    "package_limit": "batas ukuran paket",
    "path": "alamat folder",
    "seed": "angka asal sampel",
    "size": "ukuran sampel",
}

# CellFault.kind -> why a cell of a person's table cannot be read
CELL_FAULTS: Mapping[str, str] = {
    "year": "bukan tahun empat angka",
    "number": "bukan angka",
    "range": "di luar batas",
    "decimals": "lebih dari dua angka di belakang koma",
    "office": "bukan nama atau kode kecamatan yang dikenal",
    "too_long": "terlalu panjang",
    "day": "bukan tanggal seperti 7/9/2020",
    "option": "bukan pilihan yang dikenal",
    "empty": "belum diisi",
    "whole": "bukan bilangan bulat",
    "area": "bukan area perubahan yang dikenal",
    "question": "bukan kode pertanyaan yang dikenal",
    "reason": "perlu alasan di kolom Catatan",
    "answer": "bukan jawaban 1 sampai 4",
    "mean": "bukan rata-rata 1 sampai 4",
    "period": "bukan periode seperti 2020-S1 atau Semester 1",
    "twice": "layanan dan periode ini sudah ada di baris lain",
}

# workbook_read.Fault.kind -> why a cell of a filled workbook cannot be taken, where the question's rule does not say it
WORKBOOK_FAULTS: Mapping[str, str] = {
    "number": "bukan angka",
    "decimals": "lebih dari enam angka di belakang koma",
    "error": "berisi galat rumus",
    "too_long": "catatan lebih dari 2.000 huruf",
    "twice": "pertanyaan ini sudah ada di baris lain",
    "gone": "barisnya hilang dari buku kerja",
    "inputs": "angka ini belum diisi",
}

# Where a recommendation comes from, and how its follow-up stands, by the words that bundles carry
SOURCES: Mapping[str, str] = {
    "lhe": "Evaluasi (LHE)",
    "internal": "Evaluasi internal",
    "inspektorat": "Inspektorat",
    "skm": "Survei (SKM)",
    "pengaduan": "Pengaduan",
    "rencana": "Rencana sendiri",
}
STATUSES: Mapping[str, str] = {
    "belum": "Belum",
    "proses": "Dalam proses",
    "selesai": "Selesai",
    "tidak_dapat": "Tidak dapat",
}

# Why the press and the scale name another category
INDEX_BAND_NOTE = (
    "Berita menyebut “kategori C” untuk 2017–2019; menurut skala indeks nilai di atas 50 sampai 60 adalah CC."
)

# How a receipt stands beside what a desk holds: what is so, and what follows from it
RECEIPT = {
    "taken_in": ("Paketnya ada di sini dan isinya sama.", ""),
    "not_come": ("Paketnya belum ada di sini.", "Minta kecamatan mengirim berkas paketnya."),
    "different": (
        "Paket yang ada di sini berkata lain.",
        "Jangan pakai tanda terima ini; tanyakan kepada kecamatan.",
    ),
}
RECEIPT_IS_SIGNED = "Tanda tangannya benar."
