import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from rbdesk import paths
from rbdesk.domain.assessment import Answer
from rbdesk.domain.office import Role
from rbdesk.errors import StoreTrouble
from rbdesk.ui import app, dialogs, theme
from rbdesk.ui.pages.restore_parts.damaged import DamagedScreen
from rbdesk.ui.pages.settings_parts.backups import erasing
from rbdesk.ui.pages.wizard.flow import Wizard
from rbdesk.ui.parts.errand import ErrandScreen
from rbdesk.ui.parts.page import Link
from rbdesk.ui.window import Window
from rbdesk.workflow import office, upkeep
from tests.build import NOW
from tests.desks import a_desk
from tests.ui.frames import KEY, Disk


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An account of its own: settings, and a default place for the desk."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    monkeypatch.setenv("RBDESK_DESK", str(tmp_path / "desk"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # a program replaces them
    monkeypatch.setattr("threading.excepthook", lambda args: None)
    return tmp_path


class Start:
    """Starts the program in this process, as `run` does, and waits for what it shows."""

    def __init__(self, qtbot):
        self.qtbot = qtbot
        self.programs = []

    def __call__(self, *, shows: bool = True) -> app.Program:
        """`shows` false: the start may fail before anything is shown."""
        settings = app.open_settings()
        program = app.Program(settings)
        self.programs.append(program)
        program.start(app.first_folder(settings))
        if shows:
            self.qtbot.waitUntil(
                lambda: program.desk is not None or program.shell.centralWidget() is not None
            )
        program.shell.activateWindow()
        return program

    def window(self) -> app.Program:
        program = self()
        self.qtbot.waitUntil(lambda: has_page(program))
        return program


@pytest.fixture
def start(qtbot, place):
    start = Start(qtbot)
    yield start
    for program in start.programs:
        program._let_go()
        program.shell.may_close = lambda: True
        program.shell.close()
        program.shell.deleteLater()


def has_page(program) -> bool:
    return program.window is not None and program.window.page is not None


def a_stored_desk(folder: Path, **but) -> Path:
    a_desk(folder, **but).close()
    return folder


def press_in_dialog(key):
    def press():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, dialogs.TroubleDialog)
        dialog.buttons()[key].click()

    def wait_and_press(tries=200):
        if QApplication.activeModalWidget() is None and tries:
            QTimer.singleShot(20, lambda: wait_and_press(tries - 1))
        else:
            press()

    QTimer.singleShot(20, wait_and_press)


# --- the first frame ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_dark", [False, True])
def test_the_first_frame_has_the_colours_of_the_theme(is_dark):
    roles = theme.roles(is_dark)
    expected = [roles[name] for name in ("rail", "surface", "border", "bg")]
    assert list(app.FIRST_FRAME[is_dark]) == expected


def test_the_first_frame_is_painted_before_anything_else_is_there(qtbot, place):
    shell = app.Shell(app.open_settings())
    qtbot.addWidget(shell)
    painted = []
    shell.first_painted.append(lambda: painted.append(shell.centralWidget()))
    shell.show_as_before()
    qtbot.waitUntil(lambda: bool(painted))
    assert painted == [None]
    picture = shell.grab().toImage()
    assert picture.pixelColor(10, 300) == theme.roles(False)["rail"]
    assert picture.pixelColor(shell.width() - 5, 20) == theme.roles(False)["surface"]


def test_the_first_frame_loads_neither_the_theme_nor_the_store():
    """What the start-up time rests on; a process of its own, because here all is loaded."""
    program = (
        "import sys; from PySide6.QtWidgets import QApplication; from rbdesk.ui import app\n"
        "a = QApplication([]); s = app.open_settings(); p = app.Program(s)\n"
        "p.shell.first_painted.append(lambda: (print(*sorted(sys.modules)), a.exit(0)))\n"
        "p.shell.show_as_before(); a.exec()"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.split())
    heavy = {"rbdesk.ui.theme", "rbdesk.ui.window", "rbdesk.store", "sqlite_utils", "pandas", "numpy"}
    assert "rbdesk.ui.app" in loaded
    assert not loaded & (heavy | {"pyqtgraph", "PySide6.QtSvg", "PySide6.QtNetwork"})


def test_the_window_is_never_smaller_than_its_pages_bear(place, qtbot):
    shell = app.Shell(app.open_settings())
    qtbot.addWidget(shell)
    assert (shell.minimumWidth(), shell.minimumHeight()) == (880, 420)


# --- a start ------------------------------------------------------------------------------------------------


def test_without_a_desk_the_first_run_asks(start):
    program = start()
    assert isinstance(program.shell.centralWidget(), Wizard)
    assert program.shell.windowTitle() == "RBDesk — Penyiapan awal"


def test_with_a_desk_its_window_opens(start, place):
    a_stored_desk(place / "desk")
    program = start.window()
    assert isinstance(program.shell.centralWidget(), Window)
    assert program.shell.windowTitle() == "RBDesk — Kecamatan Cikarang Utara"


def test_what_the_wizard_makes_is_opened_and_remembered(start, place, qtbot):
    program = start()
    chosen = place / "tempat lain"

    def make(folder, now):
        return a_desk(folder)

    program.open(chosen, make)
    qtbot.waitUntil(lambda: has_page(program))
    assert program.desk.folder == chosen
    assert program.shell.close()
    assert Path(str(app.open_settings().value("desk/folder"))) == chosen


def test_the_desk_used_last_is_opened_next(place, monkeypatch):
    monkeypatch.delenv("RBDESK_DESK")
    settings = app.open_settings()
    settings.setValue("desk/folder", str(place / "lain"))
    assert app.first_folder(settings) == paths.default_desk()  # it is not there any more
    a_stored_desk(place / "lain")
    assert app.first_folder(settings) == place / "lain"


def test_closing_lets_go_of_the_desk_and_keeps_place_and_size(start, place):
    a_stored_desk(place / "desk")
    program = start.window()
    program.window.go(Link("send"))
    assert program.shell.close()
    assert not paths.DeskFolder(place / "desk").holder.exists()
    assert isinstance(app.open_settings().value("window/geometry"), QByteArray)
    assert start.window().window.page.key == "send"


def test_a_window_of_a_screen_that_is_gone_comes_to_the_middle(qtbot, place):
    settings = app.open_settings()
    away = app.Shell(settings)
    qtbot.addWidget(away)
    away.setGeometry(9000, 9000, 900, 500)
    settings.setValue("window/geometry", away.saveGeometry())
    shell = app.Shell(settings)
    qtbot.addWidget(shell)
    shell.show_as_before()
    area = shell.screen().availableGeometry()
    assert shell.frameGeometry().intersects(area)
    shell.close()
    away.close()


def test_the_end_of_the_session_writes_everything(start, place, qtbot):
    a_stored_desk(place / "desk")
    program = start.window()
    program.window.go(Link("settings", "operator"))
    field = program.window.page.identity.field("operator").edit
    field.selectAll()
    qtbot.keyClicks(field, "Rina Contoh")
    program._on_session_end(None)
    assert program.desk.unsaved == 0 or program.desk.flush(5)
    qtbot.waitUntil(lambda: program.desk.identity.operator == "Rina Contoh")


def test_a_close_that_the_person_takes_back_leaves_the_window_open(start, place):
    a_stored_desk(place / "desk")
    program = start.window()
    program.desk.do(Disk().record_answer, KEY, "U.P.8.iii.a", Answer("Ya"))
    press_in_dialog(dialogs.CLOSE)
    assert not program.shell.close()
    assert program.shell.isVisible()
    press_in_dialog("discard")
    assert program.shell.close()


# --- one window per desk ------------------------------------------------------------------------------------

RAISE = (
    "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
    "from rbdesk.ui import app\n"
    "q = QCoreApplication([]); print(app.raises_other(Path(sys.argv[1])))"
)


def test_a_second_start_raises_the_first_window(start, place, qtbot, monkeypatch):
    a_stored_desk(place / "desk")
    raised = []
    monkeypatch.setattr(app.Shell, "bring_to_front", lambda self: raised.append(True))
    program = start.window()
    second = subprocess.Popen(
        [sys.executable, "-c", RAISE, str(place / "desk")], stdout=subprocess.PIPE, text=True
    )
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=15_000)
    assert second.communicate()[0].strip() == "True"
    assert raised == [True]
    assert program.shell.isVisible()


def test_what_a_killed_window_left_does_not_stop_the_next_one(qtbot, place):
    name = app.server_name(place / "desk")
    first = app.listen(name, lambda: None)
    first.newConnection.disconnect()
    heard = []
    second = app.listen(name, lambda: heard.append(True))  # as after a kill: the name is still taken
    assert second.isListening()
    second.close()
    first.close()


def test_nobody_is_raised_where_no_window_has_the_desk(place):
    assert not app.raises_other(place / "desk")
    a_stored_desk(place / "desk")
    assert not app.raise_other(app.server_name(place / "desk"))


def test_desks_have_names_of_their_own(place):
    assert app.server_name(place / "a") != app.server_name(place / "b")
    assert app.server_name(place / "a") == app.server_name(place / "b" / ".." / "a")


def test_a_desk_held_by_the_command_line_is_told_and_opens_when_it_is_free(start, place, qtbot):
    held = a_desk(place / "desk")
    told = []

    def free_and_retry():
        dialog = QApplication.activeModalWidget()
        told.append(dialog.accessibleName())
        held.close()
        dialog.buttons()["retry"].click()

    QTimer.singleShot(1500, free_and_retry)  # the store waits a second for the lock
    program = start()
    qtbot.waitUntil(lambda: has_page(program), timeout=10_000)
    assert len(told) == 1


def test_a_folder_that_is_no_desk_is_told_and_the_program_ends(start, place, qtbot):
    (place / "desk").mkdir()
    (place / "desk" / "desk.db").write_bytes(b"not a database at all" * 10)
    press_in_dialog(dialogs.CLOSE)
    program = start(shows=False)
    qtbot.waitUntil(lambda: program.shell.first_painted and program.shell._is_painted)
    qtbot.waitUntil(lambda: not program.shell.isVisible(), timeout=10_000)
    assert program.desk is None


def test_a_first_run_that_fails_comes_back_to_the_questions(start, place, qtbot):
    program = start()

    def refuse(folder, now):
        raise StoreTrouble("full", str(folder))

    press_in_dialog(dialogs.CLOSE)
    program.open(place / "desk", refuse)
    qtbot.waitUntil(lambda: isinstance(program.shell.centralWidget(), Wizard), timeout=10_000)
    assert program.shell.isVisible()


# --- practice -----------------------------------------------------------------------------------------------


def test_from_practice_back_to_the_real_desk(start, place, qtbot):
    a_stored_desk(place / "desk")
    a_stored_desk(place / "latihan", practice=True)
    program = start.window()
    program.open(place / "latihan")
    qtbot.waitUntil(lambda: has_page(program))
    assert program.desk.identity.practice
    program.leave_practice()
    qtbot.waitUntil(lambda: has_page(program))
    assert program.desk.folder == place / "desk"


def test_from_practice_back_to_the_first_run_where_there_is_no_real_desk(start, place, qtbot):
    a_stored_desk(place / "latihan", practice=True)
    program = start()
    program.open(place / "latihan")
    qtbot.waitUntil(lambda: has_page(program))
    program.leave_practice()
    assert isinstance(program.shell.centralWidget(), Wizard)


def test_from_the_real_desk_to_practice(start, place, qtbot):
    a_stored_desk(place / "desk")
    program = start.window()
    program.window.go(Link("practice"))
    qtbot.waitUntil(lambda: program.desk is not None and program.desk.is_open, timeout=20_000)
    assert program.desk.identity.practice
    assert program.desk.identity.role is Role.OFFICE
    qtbot.waitUntil(lambda: has_page(program))


# --- look ---------------------------------------------------------------------------------------------------


def test_theme_and_text_size_come_back(start, place, qapp):
    a_stored_desk(place / "desk")
    start.window()
    theme.apply(qapp, "dark", 115)
    assert app.chosen_look(app.open_settings()) == ("dark", 115)


def test_spoilt_settings_give_the_usual_look(place):
    settings = app.open_settings()
    settings.setValue("look/theme", "pink")
    settings.setValue("look/text_percent", "many")
    assert app.chosen_look(settings) == ("light", 100)


# --- bugs ---------------------------------------------------------------------------------------------------


def test_a_bug_in_a_slot_is_logged_and_told_once_and_the_program_goes_on(start, place, qtbot):
    a_stored_desk(place / "desk")
    program = start.window()
    details = []

    def read_and_close():
        dialog = QApplication.activeModalWidget()
        dialog.buttons()["copy"].click()
        details.append(QApplication.clipboard().text())
        program.bugs.on_exception(ValueError, ValueError("second"), None)
        QTimer.singleShot(50, lambda: dialog.buttons()[dialogs.CLOSE].click())

    def broken():
        QTimer.singleShot(100, read_and_close)
        raise ZeroDivisionError("in a slot")

    QTimer.singleShot(0, broken)
    qtbot.waitUntil(lambda: bool(details) and QApplication.activeModalWidget() is None)
    assert "ZeroDivisionError: in a slot" in details[0]
    assert "RBDesk" in details[0]
    log = (place / "desk" / "log" / "rbdesk.log").read_text("utf-8")
    assert "ZeroDivisionError" in log
    assert "ValueError" in log
    assert "in a slot" not in log  # the words of an error may be a person's
    with qtbot.waitSignal(program.desk.saved):
        program.desk.do(office.record_answer, KEY, "U.P.8.iii.a", Answer("Ya"))


def test_a_bug_on_another_thread_is_told_on_the_main_one(start, place, qtbot):
    import threading

    a_stored_desk(place / "desk")
    program = start.window()
    told = []
    program.bugs._happened.connect(lambda error: told.append(threading.current_thread()))
    press_in_dialog(dialogs.CLOSE)
    worker = threading.Thread(target=lambda: program.bugs.on_exception(KeyError, KeyError("elsewhere"), None))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(200)
    assert told == [threading.main_thread()]


def test_the_log_is_closed_with_the_desk(start, place):
    a_stored_desk(place / "desk")
    program = start.window()
    program.bugs._is_telling = True  # no dialog here
    program.bugs.on_exception(ValueError, ValueError("logged"), None)
    program.shell.close()
    assert program.bugs._log is None
    log = place / "desk" / "log" / "rbdesk.log"
    log.rename(log.with_name("moved.log"))  # would fail on Windows while it is open


def test_a_spoilt_desk_is_brought_back_at_the_start(start, place, qtbot):
    db = a_desk(place / "desk")
    office.record_answer(db, KEY, "U.P.1.i.a", Answer("A"), who="", now=NOW)
    upkeep.backup_now(db, now=NOW)
    office.record_answer(db, KEY, "U.P.1.i.b", Answer("B"), who="", now=NOW)
    db.close()
    (place / "desk" / "desk.db").write_bytes(b"\0" * 8192)
    program = start()
    qtbot.waitUntil(lambda: isinstance(program.shell.centralWidget(), DamagedScreen))
    view = program.shell.centralWidget().view
    qtbot.waitUntil(view.act.isEnabled)
    view.act.click()
    qtbot.waitUntil(lambda: isinstance(program.shell.centralWidget(), ErrandScreen))
    screen = program.shell.centralWidget()
    qtbot.waitUntil(screen.result.isVisible)
    screen.go_on.click()
    qtbot.waitUntil(lambda: has_page(program))
    qtbot.waitUntil(lambda: program.window.answers.is_loaded)
    assert program.window.answers.assessment.answer("U.P.1.i.b").value == "B"


def test_a_desk_whose_database_is_gone_is_no_first_run(start, place, qtbot):
    db = a_desk(place / "desk")
    upkeep.backup_now(db, now=NOW)
    db.close()
    (place / "desk" / "desk.db").unlink()
    program = start()
    qtbot.waitUntil(lambda: isinstance(program.shell.centralWidget(), DamagedScreen))
    view = program.shell.centralWidget().view
    qtbot.waitUntil(view.act.isEnabled, timeout=20_000)


def test_a_new_computer_gets_the_desk_from_a_stick(start, place, qtbot, monkeypatch):
    db = a_desk(place / "elsewhere")
    office.record_answer(db, KEY, "U.P.1.i.a", Answer("A"), who="", now=NOW)
    upkeep.backup_now(db, to=place / "stik", now=NOW)
    db.close()
    program = start()
    qtbot.waitUntil(lambda: isinstance(program.shell.centralWidget(), Wizard))
    program.shell.centralWidget()._role_step().restore.click()
    screen = program.shell.centralWidget()
    monkeypatch.setattr(dialogs, "pick_folder", lambda *args: place / "stik")
    qtbot.waitUntil(screen.view.empty.isVisible)
    screen.view.empty.acted.emit("stick")
    qtbot.waitUntil(screen.view.act.isEnabled)
    screen.view.act.click()
    qtbot.waitUntil(lambda: isinstance(program.shell.centralWidget(), ErrandScreen))
    qtbot.waitUntil(program.shell.centralWidget().result.isVisible)
    program.shell.centralWidget().go_on.click()
    qtbot.waitUntil(lambda: has_page(program))
    assert (place / "desk" / "desk.db").exists()


def test_a_desk_is_erased_from_its_settings_and_the_wizard_stands(start, place, qtbot):
    a_desk(place / "desk").close()
    program = start.window()
    program.desk.handed_over.emit(erasing("Cikarang Utara"))
    screen = program.shell.centralWidget()
    qtbot.waitUntil(screen.result.isVisible)
    screen.go_on.click()
    assert isinstance(program.shell.centralWidget(), Wizard)
    assert not (place / "desk").exists()


def test_erasing_that_was_cut_short_goes_on_at_the_next_start(start, place, qtbot):
    a_desk(place / "desk").close()
    (place / "desk" / "erase.json").write_text("{}")
    program = start()
    screen = program.shell.centralWidget()
    qtbot.waitUntil(screen.result.isVisible)
    assert not (place / "desk").exists()
