"""The chapters of Bantuan for an office, in the order of its pages."""

from __future__ import annotations

from rbdesk.ui.parts.guide_chapter import OFFICE, Chapter

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
            (
                "Diisi di Excel",
                "Buat buku kerja dengan “Excel” di kiri bawah, isi sel kuningnya, lalu baca lagi dari tempat yang sama. Yang berubah "
                "tampil dahulu, sel yang salah disebut, dan Ctrl+Z mengurungkan semuanya.",
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
                "“Bukti” melampirkan berkas pada rekomendasi itu; Ctrl+V dan seret-lepas juga bisa. “Pakai bukti yang sudah "
                "ada” memilih dari yang sudah terlampir. Selesai tanpa bukti ditanyakan dahulu.",
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
        "survey",
        "Survei (SKM)",
        "mood-smile",
        "Survei mencatat pendapat warga tentang sembilan unsur pelayanan dan menghitung Indeks Kepuasan Masyarakat.",
        (
            (
                "Rekap, per responden, rata-rata",
                "Rekap mencatat berapa orang memilih 1, 2, 3, dan 4 pada tiap unsur. Per responden mencatat satu per satu. "
                "Rata-rata dipakai bila hanya itu yang ada. Unsur boleh berbeda jumlah jawabannya.",
            ),
            (
                "Menempel dan mengimpor",
                "Ctrl+V menempel blok dari Excel. “Impor berkas” membaca XLSX atau CSV menurut nama unsur, bukan nomornya, "
                "dan menampilkannya dahulu. Nama, telepon, dan alamat tidak ikut dibaca.",
            ),
            (
                "Indeks dan mutu",
                "Tiap unsur berbobot sepersembilan; indeks dibulatkan sekali, di akhir. Tanpa jawaban pada satu unsur indeks "
                "belum ada.",
            ),
            (
                "Prioritas perbaikan",
                "Tiga unsur terendah. “Jadikan rekomendasi” membawanya ke Tindak Lanjut.",
            ),
            (
                "Dua laptop",
                "Isian dua laptop dijumlahkan, tidak pernah bentrok. Jawaban orang per orang tetap di komputer ini.",
            ),
            ("Mode kios", "Layar penuh untuk warga di loket. Tekan “Mode kios” di kanan atas."),
        ),
    ),
    Chapter(
        "kiosk",
        "Mode kios",
        "device-desktop",
        "Kios menyerahkan layar kepada warga di loket: sembilan pertanyaan, satu per satu, tanpa nama.",
        (
            (
                "Memulai",
                "Pilih periode dan layanan, ketik PIN 4–6 angka, lalu “Mulai kios”. PIN hanya berlaku sampai kios ditutup "
                "dan tidak disimpan. Penilaian yang terkunci dan rekap yang hanya rata-rata tidak menerima isian kios.",
            ),
            (
                "Menjawab",
                "Warga menyentuh satu wajah atau menekan 1–4. “Kembali” menyimpan pilihannya, “Lewati” mengosongkan unsur "
                "itu. Isian tersimpan begitu pertanyaan kesembilan lewat; barulah ucapan terima kasih tampil.",
            ),
            (
                "Ditinggal di tengah",
                "Setelah 60 detik tanpa sentuhan kios kembali ke awal; 15 detik sebelumnya ia bertanya. Isian yang belum "
                "selesai tidak dipakai, hanya dihitung sebagai berhenti di tengah.",
            ),
            (
                "Keluar",
                "Tekan Ctrl+Shift+Q, atau tahan lambang kantor tiga detik, lalu ketik PIN. Setiap PIN yang salah membuat "
                "percobaan berikutnya menunggu lebih lama.",
            ),
            (
                "Lupa PIN",
                "Matikan RBDesk lewat Pengelola Tugas Windows lalu buka lagi. Yang sudah tersimpan tidak hilang.",
            ),
            (
                "Survei berhenti",
                "Bila jawaban tidak dapat disimpan, warga hanya membaca bahwa survei berhenti. Sebabnya tampil setelah PIN.",
            ),
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
            (
                "Survei dan tindak lanjut",
                "Jawaban tentang survei dibandingkan dengan halaman Survei. Tindak lanjut yang selesai dilihat "
                "buktinya.",
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
        OFFICE,
    ),
)
