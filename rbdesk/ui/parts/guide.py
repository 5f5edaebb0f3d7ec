"""The short guide of each page, and what RBDesk is made of: the texts of Bantuan."""

from __future__ import annotations

from dataclasses import dataclass

from rbdesk.domain.office import Role

_BOTH = (Role.OFFICE, Role.SECRETARIAT)
_OFFICE, _SECRETARIAT = (Role.OFFICE,), (Role.SECRETARIAT,)


@dataclass(frozen=True, slots=True)
class Chapter:
    """What to know about one page: a sentence, then steps or answers, each with a few words as its heading."""

    page: str
    title: str
    icon: str
    purpose: str
    points: tuple[tuple[str, str], ...]
    roles: tuple[Role, ...] = _OFFICE


CHAPTERS = (
    Chapter(
        "home",
        "Beranda",
        "home",
        "Beranda menunjukkan nilai sementara, kemajuan tiap area, tenggat, dan langkah berikutnya.",
        (
            (
                "Membaca nilai",
                "Angka besar adalah persen dari nilai penuh lembar kecamatan. “Setara CC” berarti persen itu jatuh di "
                "rentang kategori CC; kategori resmi hanya untuk kabupaten.",
            ),
            (
                "Sementara",
                "Pertanyaan yang belum dijawab dihitung 0. Karena itu nilai naik dengan sendirinya saat Anda menjawab.",
            ),
            (
                "Mulai dari mana",
                "Ikuti “Langkah berikutnya”, atau klik satu area untuk membuka pertanyaannya.",
            ),
            (
                "Mengapa angkanya begitu",
                "Klik angkanya, atau tekan Ctrl+I: Jejak nilai menguraikan angka mana pun sampai ke jawabannya, dan "
                "siapa yang mengisinya.",
            ),
        ),
    ),
    Chapter(
        "assessment",
        "Penilaian",
        "clipboard-list",
        "Di Penilaian Anda menjawab pertanyaan, menulis catatan, dan melampirkan bukti. Semua tersimpan otomatis.",
        (
            (
                "Menjawab",
                "Klik pilihannya, atau tekan hurufnya di papan ketik. Kartu yang dijawab terbuka sehingga uraian "
                "pilihannya terbaca. Del mengosongkan jawaban.",
            ),
            (
                "Angka",
                "Isi kedua angka, misalnya 72 dari 86. Koma dan titik sama-sama diterima. Kosong berarti belum dijawab, "
                "bukan nol.",
            ),
            (
                "Bukti",
                "Seret berkas ke kartu, tempel dengan Ctrl+V, atau tekan Ctrl+B. Berkas disalin ke folder data; isi yang "
                "sama disimpan sekali saja.",
            ),
            (
                "Pertanyaan berikutnya",
                "Ctrl+Enter melompat ke pertanyaan berikutnya yang belum dijawab, juga ke area lain.",
            ),
            (
                "Tandai",
                "Tekan F untuk menandai pertanyaan yang ingin dilihat lagi. Tandanya tidak ikut dikirim.",
            ),
            ("Salah tekan", "Ctrl+Z mengurungkan, Ctrl+Y mengulangi. Riwayat jawaban terbuka dengan H."),
        ),
    ),
    Chapter(
        "analysis",
        "Analisis",
        "chart-radar",
        "Analisis menunjukkan kekuatan dan kelemahan tiap area, dan apa yang menaikkan nilai.",
        (
            (
                "Centang dan lihat",
                "Setiap baris satu perbaikan, dari jawaban sekarang ke yang lebih baik. Centang yang realistis; nilai "
                "rencana dihitung seketika. Jawaban Anda tidak berubah.",
            ),
            (
                "Pilihkan untuk saya",
                "RBDesk mencari upaya paling ringan yang melewati target, lalu poin terbanyak. Hasilnya boleh diubah.",
            ),
            (
                "Batasan",
                "Batasi pada area tertentu atau jumlah upaya berat, atau minta minimal tiap area. Tekan X pada baris yang tidak mungkin dikerjakan, U "
                "untuk menilai sendiri upayanya, + dan − untuk langkah yang lebih jauh atau lebih dekat.",
            ),
            (
                "Membaca grafik",
                "Garis putus-putus adalah target, garis abu-abu tahun lalu. Belah ketupat jingga menandai area yang belum "
                "melewati target. Klik satu area untuk melihat perbaikannya saja; Ctrl+T menunjukkan angkanya.",
            ),
            (
                "Jadikan rencana",
                "Perbaikan yang dicentang menjadi rencana di Tindak Lanjut. Jawaban baru berlaku setelah ada bukti.",
            ),
        ),
    ),
    Chapter(
        "evidence",
        "Semua bukti",
        "paperclip",
        "Semua berkas bukti dalam satu daftar, dengan pertanyaan yang memakainya.",
        (
            (
                "Hilang",
                "Berkas yang hilang dari folder data ditandai. Pilih “Cari lagi” dan tunjuk berkas aslinya.",
            ),
            ("Ganti", "Berkas yang lebih baru dapat menggantikan yang lama di semua pertanyaan sekaligus."),
            ("Belum dipakai", "Berkas tanpa pertanyaan tidak ikut dikirim."),
        ),
    ),
    Chapter(
        "send",
        "Kirim",
        "send",
        "Kirim memeriksa isian, lalu membuat satu berkas paket untuk Sekretariat.",
        (
            (
                "Wajib dan saran",
                "Hal wajib harus selesai sebelum paket resmi dibuat. Saran boleh dilewati dengan alasan.",
            ),
            (
                "Resmi dan sementara",
                "Paket resmi mengunci penilaian. Paket sementara tidak mengunci dan ditandai SEMENTARA.",
            ),
            (
                "Cara kirim",
                "Pilih dahulu: surel, WhatsApp, atau stik. Jumlah dan ukuran berkasnya tampil sebelum dibuat. Yang besar "
                "dibagi menjadi beberapa berkas; “Kecilkan gambar” menguranginya.",
            ),
            (
                "Mengirim",
                "RBDesk tidak mengirim apa pun sendiri. Kirim berkasnya, simpan tanda terimanya, lalu tandai sudah "
                "dikirim. Stik dicabut setelah tertulis “Aman dicabut”.",
            ),
            (
                "Yang kurang",
                "Bila balasan menyebut bukti yang belum sampai, “Kirim yang kurang” membuat berkas berisi itu saja.",
            ),
            ("Memperbaiki", "Buka kunci untuk revisi. Paket baru mendapat nomor revisi berikutnya."),
        ),
    ),
    Chapter(
        "joining",
        "Satukan dua laptop",
        "device-laptop",
        "Bila penilaian diisi di dua laptop, isian keduanya disatukan di sini tanpa ada yang hilang.",
        (
            (
                "Membuka paket",
                "Buat paket sementara di laptop lain, bawa berkasnya, lalu tarik ke Kirim atau ke halaman ini.",
            ),
            (
                "30 angka",
                "Laptop yang belum dikenal dicocokkan sekali: bandingkan 30 angkanya dengan Pengaturan › Kunci di "
                "laptop itu, lalu centang tiap kelompok.",
            ),
            (
                "Memilih",
                "Tekan 1 atau 2, atau tulis jawaban lain, lalu Ctrl+Enter. Tidak ada yang dipilih menurut jam. Versi "
                "yang tidak dipakai tetap ada di Riwayat.",
            ),
        ),
    ),
    Chapter(
        "checks",
        "Pemeriksaan",
        "list-details",
        "Semua temuan di balik Kirim, dengan alasan dan tempatnya.",
        (
            ("Membuka", "Enter membuka pertanyaannya. Setelah kembali, temuan berikutnya sudah terpilih."),
            (
                "Mengesampingkan",
                "Saran dapat dikesampingkan dengan alasan. Alasannya ikut dalam paket dan dibaca verifikator.",
            ),
            ("Memeriksa lagi", "F5 memeriksa lagi. Temuan tidak pernah mengubah jawaban."),
        ),
    ),
    Chapter(
        "returned",
        "Terima hasil verifikasi",
        "mail-opened",
        "Di sini balasan Sekretariat dibuka dan ditanggapi. Jawaban Anda tidak pernah ditimpa.",
        (
            (
                "Membuka berkas",
                "Balasan dan berkas aktivasi dibuka di sini; isinya tampil dahulu. Pada berkas pertama, cocokkan dua "
                "kelompok angka dengan surat edaran.",
            ),
            (
                "Menanggapi",
                "Terima hasilnya, ubah jawaban dengan alasan, atau tanggapi dengan kata dan bukti.",
            ),
            (
                "Sesudahnya",
                "Bila semua sudah ditanggapi, buat paket tanggapan di halaman Kirim. Itu menjadi revisi baru.",
            ),
        ),
        _OFFICE,
    ),
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
                "Mengapa angkanya begitu",
                "Klik angkanya, atau Ctrl+I pada angka yang difokus: Jejak nilai menguraikannya sampai ke jawaban.",
            ),
        ),
        _SECRETARIAT,
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
        _SECRETARIAT,
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
                "Tolak dengan alasan. Paketnya tetap tersimpan, dan perangkatnya dapat dicocokkan lagi di bawah Ditolak.",
            ),
        ),
        _SECRETARIAT,
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
        _SECRETARIAT,
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
        _SECRETARIAT,
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
        _SECRETARIAT,
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
        _SECRETARIAT,
    ),
    Chapter(
        "followup",
        "Tindak Lanjut",
        "target-arrow",
        "Tindak Lanjut memuat rekomendasi dari surat evaluasi, Inspektorat, survei, atau pengaduan, dan apa yang sudah "
        "dikerjakan. Yang belum selesai tahun lalu ada di sini dengan sendirinya.",
        (
            (
                "Mencatat perkembangan",
                "Pilih barisnya, geser kemajuannya, tulis perkembangan terbaru, lalu “Simpan perkembangan”. Space mengganti "
                "status baris: Belum, Dalam proses, Selesai. Semua dapat diurungkan dengan Ctrl+Z.",
            ),
            (
                "Bukti",
                "“Bukti” melampirkan berkas pada rekomendasi itu; Ctrl+V dan seret-lepas juga bisa. Selesai tanpa bukti "
                "ditanyakan dahulu. Berkasnya ikut dalam paket.",
            ),
            (
                "Terlambat",
                "Dihitung dari tenggat, bukan status. Yang paling lama lewat ada di atas; yang selesai di bawah.",
            ),
            (
                "Kaitan dengan nilai",
                "Rincian menyebut pertanyaan yang terkait, jawaban tahun lalu dan tahun ini, dan berapa poin yang masih bisa "
                "diperoleh.",
            ),
            (
                "Rekomendasi baru",
                "“Tambah rekomendasi” mencatat satu; “Impor” membaca matriks dari Excel atau CSV dan menampilkannya dahulu. "
                "Rekomendasi dari Sekretariat datang dengan berkas aktivasi atau balasan.",
            ),
            (
                "Kalender",
                "Menunjukkan tenggat per bulan. “Simpan .ics” membuat berkas untuk kalender ponsel atau Outlook.",
            ),
        ),
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
                "“Perlu diputus” memuat yang dinyatakan selesai. Terima, atau kembalikan dengan alasan; putusannya ikut dalam "
                "balasan dan membuka lagi pekerjaan itu di kecamatan.",
            ),
            (
                "Per kecamatan",
                "Kotak-kotak kecil menunjukkan berapa yang selesai di tiap kecamatan; titik merah berarti ada yang terlambat. "
                "Klik untuk menyaring.",
            ),
        ),
        _SECRETARIAT,
    ),
    Chapter(
        "settings",
        "Pengaturan",
        "settings",
        "Pengaturan berlaku seketika. Ukuran teks dan tema langsung terlihat.",
        (
            ("Bobot dan sumber", "Menunjukkan asal setiap bobot dan seberapa pasti bobot itu."),
            (
                "Kunci",
                "30 angka mengenalkan komputer ini kepada Sekretariat. Bacakan lewat telepon bila diminta.",
            ),
            (
                "Ganti kunci",
                "Bila laptop pernah hilang atau berpindah tangan. Kunci lama Sekretariat mengumumkan yang baru; bila "
                "kunci lamanya hilang, kirim berkas aktivasi baru dan minta kecamatan mencocokkan angkanya lagi.",
            ),
            (
                "Segel paket",
                "Di Sekretariat, mati bila tidak diminta. Cetak kuncinya untuk brankas, buktikan dengan 8 huruf terakhir di "
                "kertas, lalu kirim berkas aktivasi baru. Tanpa kunci itu paket tersegel tidak dapat dibuka siapa pun.",
            ),
            (
                "Folder data",
                "Semua isian dan bukti ada di folder ini. Jangan mengubah isinya dengan program lain.",
            ),
        ),
        _BOTH,
    ),
)
_PARENTS = {"instrument": "settings", "history": "settings"}


def chapters_of(role: Role) -> list[Chapter]:
    """The chapters that a role needs, in the order of its pages."""
    return [chapter for chapter in CHAPTERS if role in chapter.roles]


def chapter_of(page: str) -> Chapter | None:
    """The chapter of a page, None if it has none."""
    wanted = _PARENTS.get(page, page)
    return next((chapter for chapter in CHAPTERS if chapter.page == wanted), None)


# distribution, name to show, licence
LIBRARIES = (
    ("PySide6_Essentials", "Qt dan PySide6", "LGPL-3.0"),
    ("sqlite-utils", "sqlite-utils (SQLite: domain publik)", "Apache-2.0"),
    ("pandas", "pandas", "BSD-3-Clause"),
    ("numpy", "NumPy", "BSD-3-Clause"),
    ("pyqtgraph", "pyqtgraph", "MIT"),
    ("PyNaCl", "PyNaCl (libsodium)", "Apache-2.0, ISC"),
    ("click", "click", "BSD-3-Clause"),
)
WORKS = (
    ("Ikon", "Tabler Icons", "MIT, © 2020-2026 Paweł Kuna"),
    ("Batas wilayah", "data batas wilayah Indonesia", "MIT, © 2024-2025 Cahya DSN"),
    ("RBDesk", "program ini", "MIT"),
)
