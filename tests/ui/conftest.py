"""The window's tests start in the light theme at normal size and leave it so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from rbdesk.ui import theme
from rbdesk.ui.charts import late


@pytest.fixture(scope="session", autouse=True)
def plots_are_there() -> None:
    """No import goes on beside a test, or is cut off by the end of all; `test_late` looks at it in other processes."""
    late.plots()


@pytest.fixture(autouse=True)
def in_the_light_theme(qapp: QApplication) -> Iterator[None]:
    """Dresses the application; a test may change it."""
    if (theme.generation(), theme.mode(), theme.text_percent()) == (0, "light", 100):
        theme.apply(qapp, "light", 100)
    yield
    if theme.is_dark() or theme.is_high_contrast() or theme.text_percent() != 100:
        theme.apply(qapp, "light", 100)
