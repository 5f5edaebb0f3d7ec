"""What is asked before the window goes, or before practice ends."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from rbdesk.ui import dialogs


def may_close(parent: QWidget, keep_all: Callable[[], bool]) -> bool:
    """Whether the window may go: all is on the disk, or the person gives up what cannot be written."""
    while not keep_all():
        unsaved = dialogs.Trouble(
            "Masih ada isian yang belum tersimpan",
            "Disk menolak menyimpannya. Bila RBDesk ditutup sekarang, isian itu hilang.",
            todo=("Kosongkan ruang disk atau periksa foldernya, lalu coba lagi.",),
            icon="device-floppy",
        )
        acts = [
            dialogs.Act("discard", "Tutup tanpa menyimpan", "", "danger"),
            dialogs.Act("retry", "Coba lagi", "refresh", "primary"),
        ]
        chosen = dialogs.show_trouble(parent, unsaved, acts, close_words="Kembali")
        if chosen != "retry":
            return chosen == "discard"
    return True


def may_leave_practice(parent: QWidget) -> bool:
    """Whether the person wants back to the real data."""
    act = dialogs.Act("leave", "Selesai berlatih", "door-exit", "primary")
    details = "Isian latihan tetap tersimpan, terpisah dari data sebenarnya, dan bisa dibuka lagi."
    return dialogs.ask(
        parent, "Kembali ke data sebenarnya?", details, act, keep_words="Lanjut berlatih", icon="school"
    )
