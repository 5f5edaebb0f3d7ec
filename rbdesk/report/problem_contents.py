"""What the file for support says about itself."""

from __future__ import annotations

from datetime import datetime

from rbdesk import text


def words(made_at: datetime) -> str:
    """The text that lies first in the file, so that whoever sends it knows what they send."""
    return (
        f"Laporan masalah RBDesk, dibuat {text.date_long(made_at.date())}\n\n"
        "Isi berkas ini:\n"
        "  keadaan.json   versi program, sistem, pengaturan, dan jumlah isian (hanya jumlahnya)\n"
        "  catatan.log    catatan program: jam, tempat di kode program, dan jenis galatnya\n\n"
        "Yang tidak ada di sini: jawaban, catatan, nilai, bukti dan nama berkasnya, nama orang, NIP, nomor telepon, "
        "kunci, dan isi survei.\n\n"
        "Kirim berkas ini kepada yang membantu Anda, misalnya lewat WhatsApp sebagai dokumen, dengan satu kalimat: "
        "apa yang Anda lakukan, dan apa yang terjadi.\n"
    )
