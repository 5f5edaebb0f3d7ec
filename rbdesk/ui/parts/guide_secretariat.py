"""The chapters of Bantuan for the secretariat, in the order of its pages."""

from __future__ import annotations

from rbdesk.ui.parts.guide_chapter import SECRETARIAT, Chapter

CHAPTERS = (
    Chapter(
        "overview",
        "Ringkasan",
        "home",
        "Ringkasan menunjukkan sejauh mana 23 kecamatan, bagaimana nilainya tersebar, dan apa langkah berikutnya.",
        (
            (
                "Sebaran nilai",
                "Satu lingkaran satu kecamatan: kosong nilai mandiri, penuh hasil verifikasi. Panah berpindah, Enter "
                "membuka Perbandingan. Batang putus-putus berarti dua laptop masih berbeda isinya.",
            ),
            (
                "Rata-rata per area",
                "Rata-rata kecamatan yang sudah punya nilai; dasarnya tertulis, misalnya “19 dari 23”. Angka di kanan "
                "menghitung kecamatan yang belum melewati target.",
            ),
            (
                "Indeks kabupaten",
                "Hasil evaluasi Kemenpan RB adalah ukuran lain. Rata-rata kecamatan tidak pernah menyambungnya.",
            ),
            (
                "Kepuasan masyarakat",
                "Survei, Strategi 4+1, dan Zona Integritas dari semua kecamatan. IKM kabupaten dihitung dari semua "
                "responden, bukan rata-rata IKM kecamatan. Angka tebal jingga: tiga unsur terendah di baris itu.",
            ),
            (
                "Syarat pengusulan",
                "Di Zona Integritas, pilih kecamatan lalu tandai syarat pengusulan WBK atau WBBM di sebelah kanan, dengan "
                "angka atau dokumen yang menunjukkannya. Kecamatan melihatnya sesudah menerima balasan berikutnya.",
            ),
            (
                "Mengapa angkanya begitu",
                "Klik angkanya, atau Ctrl+I pada angka yang difokus: Jejak nilai menguraikannya sampai ke jawaban.",
            ),
        ),
        SECRETARIAT,
    ),
    Chapter(
        "assessment",
        "Penilaian Kabupaten",
        "clipboard-list",
        "Di Penilaian Kabupaten Sekretariat mengisi lembar kabupaten, dengan kartu yang sama seperti di kecamatan.",
        (
            (
                "Menjawab",
                "Klik pilihannya, atau tekan hurufnya di papan ketik. Semua tersimpan otomatis; Ctrl+Z mengurungkan.",
            ),
            (
                "Bukan rata-rata kecamatan",
                "Nilai lembar ini dan rata-rata kecamatan adalah dua ukuran yang berbeda. Keduanya tidak dicampur.",
            ),
            (
                "Jawaban kecamatan",
                "Di bawah pilihan berdiri jawaban 23 kecamatan untuk pertanyaan yang berkaitan: sebaran, nilai tengah, dan "
                "yang sudah diverifikasi. Tidak ada yang disalin; “Kutip di catatan” menuliskannya di catatan Anda.",
            ),
            (
                "Analisis",
                "Tombol “Analisis” di kanan atas menunjukkan apa yang menaikkan nilai kabupaten ke kategori B.",
            ),
        ),
        SECRETARIAT,
    ),
    Chapter(
        "analysis",
        "Analisis Kabupaten",
        "chart-radar",
        "Analisis Kabupaten mencari perbaikan lembar kabupaten yang paling ringan untuk melewati target.",
        (
            (
                "Mencoba perbaikan",
                "Centang perbaikan yang realistis, atau “Pilihkan untuk saya”. Jawaban tidak berubah; ini perkiraan.",
            ),
        ),
        SECRETARIAT,
    ),
    Chapter(
        "inbox",
        "Kotak Masuk",
        "inbox",
        "Kotak Masuk menerima paket dari kecamatan dan menunjukkan siapa yang sudah mengirim.",
        (
            (
                "Menggabung",
                "Seret berkas atau folder ke halaman ini. Rencana gabung tampil dahulu; belum ada yang ditulis sampai "
                "Anda menekan “Gabungkan”.",
            ),
            (
                "Berkas yang sama",
                "Paket yang sudah ada tidak berpengaruh. Satu berkas rusak tidak menghentikan yang lain.",
            ),
            (
                "Bukti yang belum datang",
                "Klip dengan angka berarti bukti kecamatan itu belum lengkap. Di rinciannya bagian dan berkasnya disebut satu "
                "per satu, dan pesannya dapat disalin.",
            ),
            (
                "Tanda terima",
                "“Periksa tanda terima” membandingkan teks atau foto kode QR-nya dengan yang sudah diterima. Tidak ada yang "
                "ditulis.",
            ),
            (
                "Putusan verifikator lain",
                "Berkas putusan dari meja lain ditarik ke sini juga. Putusan yang berbeda tampil berdampingan di Verifikasi.",
            ),
            (
                "Mengambil kembali",
                "Di Riwayat paket sebuah kecamatan, tiap paket dapat diambil kembali dengan alasan, dan digabungkan "
                "lagi. Nilainya lalu seolah-olah paket itu tidak pernah datang.",
            ),
            (
                "Perangkat belum dikenal",
                "Paketnya disisihkan. “Kenali perangkat…” membuka Karantina; di sana 30 angkanya dicocokkan.",
            ),
            (
                "Rentang nilai",
                "Bila dua laptop satu kecamatan berbeda isinya, nilainya tampil sebagai rentang. Mintalah kecamatan "
                "menyatukannya; Sekretariat tidak memilihkan.",
            ),
        ),
        SECRETARIAT,
    ),
    Chapter(
        "quarantine",
        "Karantina",
        "shield-lock",
        "Karantina menyimpan paket dari perangkat yang belum dikenal, terpisah dari semua nilai.",
        (
            (
                "Mencocokkan",
                "Telepon kantor dengan nomor yang sudah Anda kenal. Petugas membacakan 30 angka dari Pengaturan › Kunci; "
                "centang tiap kelompok yang sama, dengan klik atau tombol 1–6.",
            ),
            (
                "Kode QR",
                "Teks kode QR dari kecamatan dapat ditempel. Yang sama mencentang semua; yang berbeda menunjukkan kelompoknya.",
            ),
            (
                "Sesudah dikenal",
                "Paket yang menunggu masuk Rencana gabung. Kiriman berikutnya dari perangkat itu langsung diterima.",
            ),
            (
                "Ada angka berbeda",
                "Tolak dengan alasan. Paketnya tetap tersimpan; di bawah Ditolak perangkatnya dicocokkan lagi atau penolakannya dibatalkan.",
            ),
        ),
        SECRETARIAT,
    ),
    Chapter(
        "branches",
        "Bandingkan dua laptop",
        "hierarchy",
        "Di sini terlihat apa yang berbeda di dua laptop satu kecamatan. Sekretariat hanya membaca.",
        (
            (
                "Nilai",
                "Selama ada yang berbeda, nilainya rentang dan belum final. Tidak ada yang dipilih menurut jam.",
            ),
            (
                "Minta kecamatan memilih",
                "Paket kedua laptop disalin ke satu folder, dengan pesan untuk WhatsApp. Kecamatan membukanya di Satukan "
                "dua laptop dan memilih satu per satu.",
            ),
        ),
        SECRETARIAT,
    ),
    Chapter(
        "roster",
        "Daftar perangkat",
        "device-laptop",
        "Daftar perangkat memuat semua komputer yang dikenal, dengan paket terakhirnya.",
        (
            (
                "Mencabut",
                "Laptop yang hilang atau diganti dicabut dengan alasan. Paketnya yang sudah diterima tetap dihitung.",
            ),
            (
                "Mengenali lebih dulu",
                "Teks kunci atau berkas kunci dari kecamatan dapat dibaca di sini sebelum paketnya datang.",
            ),
        ),
        SECRETARIAT,
    ),
    Chapter(
        "comparison",
        "Perbandingan",
        "table",
        "Perbandingan menampilkan 23 kecamatan dan 8 area berdampingan: nilai mandiri, terverifikasi, dan selisihnya.",
        (
            (
                "Mandiri, terverifikasi, selisih",
                "Arsir berarti belum semua pertanyaan diputus: angkanya masih dari kecamatan dan tidak masuk rata-rata "
                "terverifikasi. Selisih hanya ada bila verifikasi sudah dimulai.",
            ),
            (
                "Yang belum mengirim",
                "Tampil di bawah dan tidak pernah dihitung nol. Rata-rata menyebut dasarnya.",
            ),
            ("Bukan peringkat", "Selisih kecil tidak berarti apa-apa; karena itu tidak ada nomor urut."),
            (
                "Angka dan jawabannya",
                "Klik sebuah angka untuk melihat mengapa nilainya demikian. Enter membuka kecamatan dan area itu dengan "
                "jawaban di baliknya. Ctrl+F menyaring kecamatan.",
            ),
            (
                "Peta",
                "Ubin memberi tiap kecamatan tempat yang sama; batas wilayah menunjukkan letaknya, bukan batas hukum. "
                "Panah berpindah ke kecamatan di sebelahnya.",
            ),
            (
                "Grafik dan temuan",
                "Tiap titik satu kecamatan, garis tegak nilai tengahnya. Di sampingnya area terkuat dan terlemah, "
                "pertanyaan yang paling sering kehilangan poin, dan kecamatan yang jauh berbeda dari yang serupa.",
            ),
            (
                "Kalibrasi",
                "Seberapa jauh nilai mandiri bergeser saat verifikasi, dan apa yang dilakukan tiap verifikator di area "
                "yang sama. Bila kasusnya sedikit, itu dikatakan dan tidak disimpulkan.",
            ),
            (
                "Menyalin",
                "Ctrl+C menyalin tabelnya untuk Excel. Gambar disalin atau disimpan (PNG, SVG) lewat menu klik kanan, "
                "lengkap dengan arti warnanya.",
            ),
        ),
        SECRETARIAT,
    ),
    Chapter(
        "verification",
        "Verifikasi",
        "scale",
        "Verifikasi membandingkan jawaban kecamatan dengan buktinya. Jawaban kecamatan sendiri tidak diubah.",
        (
            (
                "Memutuskan",
                "Tekan S untuk setuju. Pilih jawaban lain, “Tolak”, atau “Minta bukti” dengan alasan, lalu Ctrl+Enter.",
            ),
            (
                "Tanda pemeriksaan",
                "Foto yang sama atau mirip dan catatan yang sama dengan kecamatan lain hanya tampil di sini. Kecamatan "
                "tahu bila Anda menuliskannya. “Kesampingkan…” bila memang kegiatan bersama.",
            ),
            (
                "Setujui banyak",
                "Menyetujui sekaligus yang tidak bertanda dan di luar sampel. Ctrl+Z mengurungkannya.",
            ),
            (
                "Sampel",
                "Dengan benih yang sama siapa pun menarik pertanyaan yang sama. Cantumkan benihnya di berita acara.",
            ),
            (
                "Perlu dilihat lagi",
                "Kecamatan mengubah jawaban setelah diputuskan. Hasil lama tetap tercatat sampai Anda memutuskan lagi.",
            ),
            (
                "Balasan",
                "“Buat balasan” tersedia setelah semua pertanyaan diputuskan. Isinya tampil dahulu sebelum ditulis.",
            ),
            (
                "Beberapa verifikator",
                "“Berkas putusan” menulis semua putusan meja ini. Meja Sekretariat yang lain membukanya di Kotak Masuk.",
            ),
        ),
        SECRETARIAT,
    ),
    Chapter(
        "followup",
        "Tindak Lanjut",
        "target-arrow",
        "Tindak Lanjut memuat rekomendasi semua kecamatan dan perkembangannya menurut paket yang sudah digabungkan.",
        (
            (
                "Memberi rekomendasi",
                "“Tambah rekomendasi” atau “Impor” mencatatnya untuk satu, beberapa, atau semua kecamatan. Kecamatan "
                "menerimanya dalam berkas aktivasi atau balasan berikutnya.",
            ),
            (
                "Menerima atau mengembalikan",
                "“Perlu diputus” memuat yang dinyatakan selesai. Terima, atau kembalikan dengan alasan. Putusannya sampai "
                "dengan balasan: “Buat balasan” di atas tabel menulisnya.",
            ),
            (
                "Per kecamatan",
                "Kotak-kotak kecil menunjukkan berapa yang selesai di tiap kecamatan; titik merah berarti ada yang terlambat. "
                "Klik untuk menyaring.",
            ),
        ),
        SECRETARIAT,
    ),
)
