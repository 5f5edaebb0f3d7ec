import logging
import sys

import pytest
from PySide6.QtWidgets import QWidget

from rbdesk.ui import dialogs
from rbdesk.ui.parts.bugs import Bugs


@pytest.fixture
def bugs(qtbot, monkeypatch):
    shell = QWidget()
    qtbot.addWidget(shell)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("threading.excepthook", lambda args: None)
    bugs = Bugs(shell)
    bugs.install()
    yield bugs
    bugs.end_log()


def test_a_bug_goes_into_the_log_and_into_one_dialog(bugs, qtbot, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(dialogs, "show_trouble", lambda parent, trouble: shown.append(trouble))
    bugs.write_log(tmp_path)
    try:
        raise ValueError("satu dua tiga")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(shown))
    bugs.end_log()
    kept = (tmp_path / "rbdesk.log").read_text("utf-8")
    assert "builtins.ValueError" in kept
    assert "test_bugs.py" in kept
    assert "satu dua tiga" not in kept  # its words may be a person's
    assert "satu dua tiga" in shown[0].details
    logging.getLogger("rbdesk").critical("after the end")
    assert "after the end" not in (tmp_path / "rbdesk.log").read_text("utf-8")
