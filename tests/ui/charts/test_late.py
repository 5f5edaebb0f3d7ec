"""A process of its own for each: what this one has imported proves nothing."""

import subprocess
import sys

import pytest

BEFORE = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
app = QApplication([])
from rbdesk.analysis.figures import Trend
from rbdesk.ui.charts import late
from rbdesk.ui.charts.strips import DotStrips
from rbdesk.ui.charts.trend_plot import TrendPlot
from rbdesk.ui.pages import analysis, comparison, history, home, overview
"""


def run(code: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", BEFORE + code], capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_neither_pages_nor_charts_import_pyqtgraph() -> None:
    run(
        "chart = TrendPlot(); chart.set_figure(Trend((), 0, 0)); chart.lines(); chart.grab()\n"
        "assert 'pyqtgraph' not in sys.modules"
    )


def test_a_chart_is_painted_first_and_gets_its_plot_afterwards() -> None:
    run(
        """
chart = TrendPlot()
painted = []
chart.paintEvent = lambda event, paint=chart.paintEvent: (painted.append('pyqtgraph' in sys.modules), paint(event))
from PySide6.QtCore import QTimer
def look():
    if chart.has_plot():
        app.quit()
timer = QTimer(interval=10)
timer.timeout.connect(look)
timer.start()
chart.show()
app.exec()
assert painted and not painted[0]
assert chart.has_plot() and late.is_here() and 'pyqtgraph' in sys.modules
chart.close()
"""
    )


@pytest.mark.parametrize("ends", ["chart.close(); chart.deleteLater()", "pass"])
def test_a_program_with_plots_ends_cleanly(ends: str) -> None:
    """With the plot closed or still standing, with the collector run or not; and with a chart that went while waiting."""
    run(
        f"""
import gc
for at in range(3):
    chart = DotStrips() if at % 2 else TrendPlot()
    chart.resize(400, 200)
    chart.show()
    chart.build()
    app.processEvents()
    chart.grab()
    {ends}
    app.processEvents()
gc.collect()
gone = TrendPlot()
gone.show()
gone.close()
del gone
app.processEvents()
"""
    )
