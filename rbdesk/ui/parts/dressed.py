"""What every self-drawn part does when theme or text size changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rbdesk.ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object


class Dressed(_Widget):
    """Mixed into a widget class before the Qt class; `follow_theme()` is called once its fields are set."""

    def follow_theme(self) -> None:
        """Dress now and whenever the theme changes, as long as the widget lives."""
        theme.notifier().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Look colours, fonts and sizes up again."""
        self.updateGeometry()
        self.update()
