"""Makes pictures of every page, in both roles, from a fresh invented year. Needs no screen.

    python tools/screens.py OUT [--size 1366x696 …] [--theme light dark] [--text 100 130] [--only WORD …]
    python tools/screens.py --guide docs/gambar     the pictures of the users' guide

The clock stands at 3 September 2020, 15.12 in the regency, so that dates and distances are the same on every
day. `--only` keeps the scenes whose name contains one of the words. All that the pictures show is invented.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a script finds only what lies beside it

from PySide6.QtCore import QPoint, Qt, qInstallMessageHandler
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rbdesk.domain.assessment import Key
from rbdesk.ui import theme
from rbdesk.ui.pages.kiosk_parts.screen import Pace
from rbdesk.ui.pages.wizard.flow import Wizard
from rbdesk.ui.parts.page import Link, TraceWanted
from rbdesk.ui.window import Window
from rbdesk.workflow import (
    catalog,
    demo,
    receipting,
    sending,
    setup,
    upkeep,
)
from tools import judged
from tools.colours import few_colours
from tools.studio import LOCKED, NOW, STATES, Studio, go, settle, wait_until

SIZES = ("1366x696", "1092x540", "911x440")
# what docs/panduan.md shows
GUIDE_SIZE = "1366x696"
GUIDE = (
    "penyiapan-2",
    "beranda",
    "jejak-nilai",
    "penilaian",
    "bukti",
    "kirim",
    "tanda-terima",
    "analisis",
    "ringkasan",
    "kotak-masuk",
    "kenali-perangkat",
    "rencana-gabung",
    "perbandingan",
    "peta",
    "balasan",
    "bandingkan-laptop",
    "verifikasi",
    "tindak-lanjut",
    "tindak-lanjut-sekretariat",
    "survei",
    "kios-pertanyaan",
    "zi",
    "strategi",
    "laporan-kecamatan",
    "pulihkan",
    "kepuasan-masyarakat",
    "penilaian-kabupaten",
    "jalan-bersama",
    "laporan",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: the desk it is taken of, the place in the program, and what is done there before."""

    name: str
    state: str
    link: Link
    act: Callable[[Window, Studio], object] | None = None


# --- what is done before a picture is taken -----------------------------------------------------------------


def search(window: Window, studio: Studio) -> None:
    window.header.open_search()
    QTest.keyClicks(window.header.search, "pengaduan")


def show_keys(window: Window, studio: Studio) -> None:
    QTest.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    QTest.qWait(300)


def plan(window: Window, studio: Studio) -> None:
    page: Any = window.page
    page.read(studio.late)
    wait_until(lambda: page.plan.isVisible() and not page.taking.is_busy)
    settle(window)


def show_office(window: Window, studio: Studio) -> None:
    page: Any = window.page
    page.open_office("32.16.12")
    settle(window)
    QTest.qWait(300)


def recognise(window: Window, studio: Studio) -> None:
    """A package of a device that the secretariat does not know, and the dialog that compares its digits."""
    page: Any = window.page
    strange = sorted((studio.year / "bundles").glob("*_32.16.01_*"))
    page.read(strange)
    wait_until(lambda: page.plan.isVisible() and not page.taking.is_busy)
    page.plan.act.click()
    wait_until(lambda: bool(page.problems))
    settle(window)


def open_recognition(window: Window, studio: Studio) -> None:
    recognise(window, studio)
    go(window, Link("quarantine"))
    page: Any = window.page
    for number in range(1, 5):
        page.match.grid.press(number)
    QTest.qWait(100)


def judge_receipt(window: Window, studio: Studio) -> None:
    """A receipt of what came, held against it."""
    with closing(setup.open_desk(studio.folder / "states" / "locked", now=NOW)) as db:
        [package, *_] = sending.list_packages(db, Key(LOCKED, demo.YEAR, catalog.UNIT_SHEET))
        text = receipting.load_receipt(db, package.bundle_id)
    page: Any = window.page
    dialog = page.judge_receipt(text)
    wait_until(lambda: dialog.judged is not None)
    QTest.qWait(50)


def answer_ruling(window: Window, studio: Studio) -> None:
    """One question that came back, about to be answered."""
    page: Any = window.page
    page.open_question("U.P.1.i.b")
    page.form.choose(3)
    QTest.qWait(100)


def fill_gates(window: Window, studio: Studio) -> None:
    """The sheet of Zona Integritas with the second option nearly everywhere, and no result from outside."""
    page: Any = window.page
    for place in page.answers.instrument.question_places:
        node = page.answers.instrument.nodes[place]
        if node.question.scale.options and not node.code.startswith("ZI19.A.IV.1"):
            options = node.question.scale.options
            page.answers.set_value(node.code, options[min(1, len(options) - 2)].label)
    settle(window)


def suggest_path(window: Window, studio: Studio) -> None:
    """The cheapest path to the target, ticked."""
    page: Any = window.page
    page.simulator.suggest.click()
    settle(window)


def guidance(window: Window, studio: Studio) -> None:
    page: Any = window.page
    page.show_guidance()


def trace_score(window: Window, studio: Studio) -> None:
    """Why the office's own value is what it is."""
    window.tracing.ask()
    settle(window)
    QTest.qWait(300)


def trace_mean(window: Window, studio: Studio) -> None:
    """Why the offices' mean of one area is what it is."""
    window.tracing.ask(TraceWanted("2"))
    settle(window)
    QTest.qWait(300)


def fill_survey(window: Window, _studio: Studio) -> None:
    """The counts of an invented half-year, as pasted from a spreadsheet."""
    counts = ((2, 9, 71, 38), (3, 12, 74, 31), (6, 27, 62, 25), (0, 2, 31, 87), (1, 8, 79, 32),
              (1, 9, 76, 34), (2, 10, 68, 40), (5, 22, 66, 27), (7, 25, 64, 24))  # fmt: skip
    page = window.page
    page.entry.served.edit.setText("170")
    page.entry.counts.put(0, 2, [[str(one) for one in row] for row in counts])
    settle(window)


def open_kiosk(window: Window, _studio: Studio) -> None:
    """The kiosk before the first question, as large as the screen of such a window: with title bar and taskbar."""
    page: Any = window.page
    page.pace = Pace(chosen_ms=600_000, beat_ms=600_000)
    QTest.keyClicks(page.pin, "2468")
    page.begin.click()
    page.screen_now.showNormal()  # the screen behind these pictures has a size of its own
    page.screen_now.resize(window.width(), window.height() + 72)
    QTest.qWait(50)


def ask_citizen(window: Window, studio: Studio) -> None:
    """The third question with its answer just touched."""
    open_kiosk(window, studio)
    kiosk = window.page.screen_now
    kiosk.begin()
    for answer in (4, 3):
        kiosk.choose(answer)
        kiosk.go_on()
    kiosk.choose(3)


def thank_citizen(window: Window, studio: Studio) -> None:
    """All nine answered and kept."""
    ask_citizen(window, studio)
    kiosk = window.page.screen_now
    for _ in range(7):
        kiosk.choose(3)
        kiosk.go_on()
    wait_until(lambda: kiosk.view is kiosk.thanks)


def keep_points(window: Window, _studio: Studio) -> None:
    """Two points of time to go back to, the newest chosen."""
    assert window.desk is not None
    for minutes in (95, 12):
        made: list[object] = []
        moment = NOW - timedelta(minutes=minutes)
        window.desk.read(lambda db, now=moment: upkeep.backup_now(db, now=now), then=made.append)
        wait_until(lambda made=made: bool(made))
    page: Any = window.page
    page.refresh()
    wait_until(lambda: page.view.act.isEnabled(), 60)
    settle(window)


def wait_for_preview(window: Window, _studio: Studio) -> None:
    """The pages of the document that Laporan offers first."""
    page: Any = window.page
    wait_until(lambda: page.head.text().startswith("Pratinjau "), 120)
    settle(window)
    QTest.qWait(300)


def to_judge(window: Window, _studio: Studio) -> None:
    """What offices say they have finished."""
    page: Any = window.page
    wait_until(lambda: page.board.rows)
    page.board.tabs.buttons()[2].click()
    settle(window)


SCENES = (
    Scene("beranda-kosong", "empty", Link("home")),
    Scene("penilaian-kosong", "empty", Link("assessment")),
    Scene("analisis-kosong", "empty", Link("analysis")),
    Scene("bukti-kosong", "empty", Link("evidence")),
    Scene("kirim-kosong", "empty", Link("send")),
    Scene("pemeriksaan-kosong", "empty", Link("checks")),
    Scene("beranda", "open", Link("home")),
    Scene("jejak-nilai", "open", Link("home"), trace_score),
    Scene("penilaian", "open", Link("assessment", "U.P.8.iii.c")),
    Scene("penilaian-angka", "open", Link("assessment", "U.R.1.i.a")),
    Scene("penilaian-panduan", "open", Link("assessment", "U.P.1.i.b"), guidance),
    Scene("analisis", "open", Link("analysis"), suggest_path),
    Scene("analisis-area", "open", Link("analysis", "7")),
    Scene("bukti", "open", Link("evidence")),
    Scene("kirim", "open", Link("send")),
    Scene("pemeriksaan", "open", Link("checks")),
    Scene("cari", "open", Link("home"), search),
    Scene("tombol", "open", Link("assessment"), show_keys),
    Scene("pengaturan", "open", Link("settings")),
    Scene("bobot", "open", Link("instrument")),
    Scene("zi", "open", Link("assessment", "ZI19.A.I.1.a")),
    Scene("analisis-zi", "open", Link("analysis", "ZI19.A.V"), fill_gates),
    Scene("strategi", "open", Link("assessment", "S.proses.1")),
    Scene("tindak-lanjut-kosong", "empty", Link("followup")),
    Scene("tindak-lanjut", "open", Link("followup")),
    Scene("tindak-lanjut-sekretariat", "secretariat", Link("followup"), to_judge),
    Scene("survei-kosong", "open", Link("survey")),
    Scene("survei", "open", Link("survey"), fill_survey),
    Scene("kios", "open", Link("kiosk", "2020-S2", "Pelayanan KTP-el")),
    Scene("kios-mulai", "open", Link("kiosk", "2020-S2", "Pelayanan KTP-el"), open_kiosk),
    Scene("kios-pertanyaan", "open", Link("kiosk", "2020-S2", "Pelayanan KTP-el"), ask_citizen),
    Scene("kios-selesai", "open", Link("kiosk", "2020-S2", "Pelayanan KTP-el"), thank_citizen),
    Scene("laporan-kecamatan", "open", Link("reports"), wait_for_preview),
    Scene("pulihkan", "open", Link("restore"), keep_points),
    Scene("hasil-lalu", "open", Link("history")),
    Scene("bantuan", "open", Link("help")),
    Scene("beranda-terkunci", "locked", Link("home")),
    Scene("penilaian-terkunci", "locked", Link("assessment", "U.P.8.iii.c")),
    Scene("analisis-terkunci", "locked", Link("analysis"), suggest_path),
    Scene("bukti-terkunci", "locked", Link("evidence")),
    Scene("tanda-terima", "locked", Link("send")),
    Scene("balasan", "returned", Link("returned"), answer_ruling),
    Scene("ringkasan-kosong", "secretariat-empty", Link("overview")),
    Scene("kotak-masuk-kosong", "secretariat-empty", Link("inbox")),
    Scene("kotak-masuk-asing", "secretariat-empty", Link("inbox"), recognise),
    Scene("kenali-perangkat", "secretariat-empty", Link("inbox"), open_recognition),
    Scene("karantina-kosong", "secretariat-empty", Link("quarantine")),
    Scene("perbandingan-kosong", "secretariat-empty", Link("comparison")),
    Scene("ringkasan", "secretariat", Link("overview")),
    Scene("ringkasan-jejak", "secretariat", Link("overview"), trace_mean),
    Scene("kotak-masuk", "secretariat", Link("inbox")),
    Scene("kotak-masuk-kecamatan", "secretariat", Link("inbox"), show_office),
    Scene("rencana-gabung", "secretariat", Link("inbox"), plan),
    Scene("periksa-tanda-terima", "secretariat", Link("inbox"), judge_receipt),
    Scene("bandingkan-laptop", "secretariat", Link("branches", "32.16.12")),
    Scene("daftar-perangkat", "secretariat", Link("roster")),
    Scene("verifikasi", "verifying", Link("verification", LOCKED, "U.P.1.i.b")),
    Scene("perbandingan", "judged", Link("comparison")),
    Scene("perbandingan-kecamatan", "judged", Link("comparison"), show_office),
    Scene("perbandingan-terverifikasi", "judged", Link("comparison"), judged.show("table", "verified")),
    Scene("perbandingan-selisih", "judged", Link("comparison"), judged.show("table", "difference")),
    Scene("perbandingan-ubin", "judged", Link("comparison"), judged.show("map", area="8", shape="tiles")),
    Scene("peta", "judged", Link("comparison"), judged.show("map", area="8", shape="outlines")),
    Scene("sebaran", "judged", Link("comparison"), judged.show("chart")),
    Scene("kalibrasi", "judged", Link("comparison"), judged.show("calibration")),
    Scene("laporan", "judged", Link("reports"), wait_for_preview),
    Scene("jalan-bersama", "secretariat", Link("joint")),
    Scene("kepuasan-masyarakat", "secretariat", Link("citizens")),
    Scene("strategi-kabupaten", "secretariat", Link("citizens", "", "strategy")),
    Scene("zona-integritas-kabupaten", "secretariat", Link("citizens", "", "zone")),
    Scene("penilaian-kabupaten", "judged", Link("assessment", "D.P.4.i.c")),
    Scene("analisis-kabupaten", "secretariat", Link("analysis"), suggest_path),
    Scene("pengaturan-sekretariat", "secretariat", Link("settings")),
    Scene("bantuan-sekretariat", "secretariat", Link("help")),
)


def wizard_pictures(size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """The four steps of the first run, answered by keyboard."""
    wizard = Wizard(year=demo.YEAR)
    wizard.resize(*size)
    wizard.show()
    wizard.activateWindow()
    QTest.qWaitForWindowActive(wizard)
    wizard.step.change(folder=Path("C:/Users/operator/AppData/Local/RBDesk"), device_label="Laptop Pelayanan")
    wizard.step.take_focus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    QTest.qWait(30)
    yield "penyiapan-1", wizard
    wizard.go_on()
    QTest.keyClicks(QApplication.focusWidget(), "cikarang u")
    QTest.qWait(30)
    yield "penyiapan-2", wizard
    wizard.go_on()
    for words in (
        "Contoh: Camat Cikarang Utara",
        "",
        "Contoh: Kasi Pelayanan",
        "Kasi Pelayanan",
        "021 555 0109",
    ):
        QTest.keyClicks(QApplication.focusWidget(), words)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.qWait(30)
    yield "penyiapan-3", wizard
    wizard.go_on()
    QTest.qWait(30)
    yield "penyiapan-4", wizard
    wizard.close()
    wizard.deleteLater()


def take_all(
    studio: Studio,
    out: Path,
    sizes: Sequence[str],
    themes: Sequence[str],
    texts: Sequence[int],
    only: Sequence[str],
) -> list[Path]:
    """Every wanted scene in every wanted look, as `{scene}-{size}-{theme}-{text}.png`."""
    taken = []
    for mode in themes:
        for percent in texts:
            theme.apply(_application(), mode, percent)  # type: ignore[arg-type]
            for size in sizes:
                for name, picture in _scenes(studio, _pixels(size), only):
                    taken.append(_save(picture, out / f"{name}-{size}-{mode}-{percent}.png"))
    return taken


def _scenes(studio: Studio, size: tuple[int, int], only: Sequence[str]) -> Iterator[tuple[str, QImage]]:
    for state in STATES:
        scenes = [scene for scene in SCENES if scene.state == state and _is_wanted(scene.name, only)]
        for scene in scenes:
            with studio.window(state, size) as window:
                go(window, scene.link)
                if scene.act is not None:
                    scene.act(window, studio)
                    settle(window)
                yield scene.name, _picture(window)
    if not only or any("penyiapan" in word for word in only):
        for name, wizard in wizard_pictures(size):
            if _is_wanted(name, only):
                yield name, wizard.grab().toImage()


def _picture(window: Window) -> QImage:
    """The window, and over it the dialog that is open; or the kiosk, which hides it."""
    kiosk = getattr(window.page, "screen_now", None)
    if kiosk is not None:
        return kiosk.grab().toImage()
    taken = window.grab()
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        painter = QPainter(taken)
        painter.fillRect(taken.rect(), QColor(0, 0, 0, 90))
        size = dialog.size()
        spot = QPoint((window.width() - size.width()) // 2, max((window.height() - size.height()) // 2, 0))
        painter.drawPixmap(spot, dialog.grab())
        painter.end()
        dialog.close()
    return taken.toImage()


def take_guide(studio: Studio, out: Path) -> None:
    """The pictures of the users' guide, small enough for a repository."""
    theme.apply(_application(), "light", 100)
    for name, picture in _scenes(studio, _pixels(GUIDE_SIZE), [f"={name}" for name in GUIDE]):
        _save(few_colours(picture), out / f"{name}.png")


def _is_wanted(name: str, only: Sequence[str]) -> bool:
    """A word is a part of the name; with "=" before it the whole name."""
    return not only or any(word == f"={name}" or word in name for word in only)


def _save(picture: QImage, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(path)):
        raise OSError(f"{path} cannot be written")
    print(path)
    return path


def _tell(_kind: object, _context: object, words: str) -> None:
    """Qt's own words, but for one that this platform repeats for every window."""
    if "propagateSizeHints" not in words:
        print(words, file=sys.stderr)


def _pixels(size: str) -> tuple[int, int]:
    width, _, height = size.partition("x")
    return int(width), int(height)


def _application() -> QApplication:
    app = QApplication.instance()
    return app if isinstance(app, QApplication) else QApplication(sys.argv[:1])


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", nargs="?", type=Path)
    parser.add_argument("--size", nargs="+", default=list(SIZES))
    parser.add_argument("--theme", nargs="+", default=["light"], choices=["light", "dark"])
    parser.add_argument("--text", nargs="+", type=int, default=[100])
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--guide", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.out is None and chosen.guide is None:
        parser.error("where shall the pictures go?")
    os.environ["TZ"] = "Asia/Jakarta"
    if hasattr(time, "tzset"):
        time.tzset()
    qInstallMessageHandler(_tell)
    _application()
    with tempfile.TemporaryDirectory(prefix="rbdesk-gambar-") as place:
        studio = Studio(Path(place))
        if chosen.out is not None:
            take_all(studio, chosen.out, chosen.size, chosen.theme, chosen.text, chosen.only)
        if chosen.guide is not None:
            take_guide(studio, chosen.guide)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
