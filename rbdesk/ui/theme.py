"""Every colour, letter size, gap and icon of the window, in light and dark, at four text sizes.

Widgets ask here by role and never name a colour. `apply` sets style, palette, font and style sheet at once
and then emits `notifier().changed`, on which self-drawn widgets look the new values up.
"""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from functools import lru_cache
from string import Template
from typing import Literal

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from rbdesk import paths

Mode = Literal["light", "dark", "system"]
TEXT_SIZES = (90, 100, 115, 130)

# Gaps and radii in pixels; they do not grow with the text.
SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL, SPACE_XXL = 4, 8, 12, 16, 20, 24
RADIUS_CONTROL, RADIUS_TILE, RADIUS_CARD, RADIUS_DIALOG = 6, 7, 10, 12

_FAMILIES = ("Segoe UI Variable Text", "Segoe UI", "Noto Sans")

# role: light, dark
_ROLES = {
    "bg": ("#F3F5F9", "#11161D"),
    "surface": ("#FFFFFF", "#1A212B"),
    "sunken": ("#EDF1F6", "#141A22"),
    "hover": ("#F1F5FB", "#212A36"),
    "text": ("#16202E", "#E8EDF4"),
    "text2": ("#465366", "#B4C0CF"),
    "text3": ("#5B677A", "#93A1B3"),
    "disabled": ("#5B677A", "#93A1B3"),
    "border": ("#DBE2EB", "#2D3846"),
    "control": ("#7A8798", "#738297"),
    "divider": ("#E8EDF3", "#252F3B"),
    "primary": ("#1858B8", "#6FA8FF"),
    "primary_hover": ("#124A9E", "#8ABAFF"),
    "on_primary": ("#FFFFFF", "#06224D"),
    "primary_soft": ("#E6EFFC", "#1B3152"),
    "selected": ("#E6EFFC", "#1D3557"),
    "on_primary_soft": ("#0F3F88", "#BBD5FF"),
    "ok": ("#0F7457", "#5CC9A4"),
    "ok_soft": ("#E1F3EC", "#143A2F"),
    "on_ok": ("#FFFFFF", "#06281D"),
    "warn": ("#8A5A00", "#F0BE62"),
    "warn_soft": ("#FFF2D6", "#3B2C0E"),
    "err": ("#B3261E", "#FF9A90"),
    "err_soft": ("#FCE9E7", "#48201D"),
    "info": ("#1858B8", "#8ABAFF"),
    "info_soft": ("#E6EFFC", "#1B3152"),
    "neutral_soft": ("#EDF1F6", "#26303C"),
    "rail": ("#0F2A47", "#0B1119"),
    "rail_selected": ("#1E4A77", "#1D3557"),
    "rail_text": ("#C9D8E8", "#B9C7D8"),
    "rail_caption": ("#8FB0D0", "#7E93AB"),
    "on_rail": ("#FFFFFF", "#FFFFFF"),
    "rail_line": ("#2B4763", "#232D3A"),
    "accent": ("#F0B255", "#F0B255"),
    "on_accent": ("#3A2500", "#3A2500"),
    "series1": ("#1858B8", "#6FA8FF"),
    "series2": ("#7A8798", "#93A1B3"),
    "below": ("#B85214", "#D9772F"),
    "gap": ("#F0B255", "#F0B255"),
    "grid": ("#E3E8EF", "#2A3441"),
    "track": ("#EDF1F6", "#0F141B"),
    "locked_fill": ("#5B677A", "#93A1B3"),
    "on_locked_fill": ("#FFFFFF", "#11161D"),
    "soft_edge": ("#E6EFFC", "#1B3152"),
    "handle": ("#7A8798", "#738297"),
    "tooltip": ("#16202E", "#E8EDF4"),
    "on_tooltip": ("#FFFFFF", "#16202E"),
}


@dataclass(frozen=True, slots=True)
class BandColours:
    """The four colours of a category in one theme."""

    fill: str
    on_fill: str
    tint: str
    on_tint: str


# category: light, dark; ui text on both is checked by the tests
_BANDS = {
    "AA": (
        BandColours("#0B4F5E", "#FFFFFF", "#CBE2E7", "#0A4350"),
        BandColours("#1A6A7C", "#FFFFFF", "#11313A", "#93D6E6"),
    ),
    "A": (
        BandColours("#157A78", "#FFFFFF", "#CFE9E7", "#0B5553"),
        BandColours("#249894", "#001A19", "#123537", "#8ADAD6"),
    ),
    "BB": (
        BandColours("#45ABA3", "#042B29", "#D3EEEA", "#0A534E"),
        BandColours("#45ABA3", "#042B29", "#14383A", "#93DDD5"),
    ),
    "B": (
        BandColours("#8FD3C8", "#063B38", "#E0F4F0", "#0B5A53"),
        BandColours("#8FD3C8", "#063B38", "#16372F", "#A8E6DB"),
    ),
    "CC": (
        BandColours("#F0B255", "#3A2500", "#FEF1D9", "#7A4D00"),
        BandColours("#F0B255", "#3A2500", "#3D2F13", "#FFD58C"),
    ),
    "C": (
        BandColours("#B85214", "#FFFFFF", "#FCEADD", "#8C3A08"),
        BandColours("#D9772F", "#1C0C00", "#3D2514", "#FFBD8D"),
    ),
    "D": (
        BandColours("#8A2F0B", "#FFFFFF", "#FBE7DE", "#7A2708"),
        BandColours("#A8431B", "#FFFFFF", "#3B1F14", "#FFB598"),
    ),
}

# type: pixels, weight
_TYPES = {
    "display": (44, 700),
    "display_small": (36, 700),
    "hero": (22, 700),
    "title": (19, 700),
    "dialog": (18, 700),
    "card": (15, 600),
    "question": (15, 600),
    "nav": (14, 400),
    "nav_selected": (14, 600),
    "body": (13, 400),
    "strong": (13, 600),
    "button": (13, 600),
    "caption": (12, 400),
    "caption_strong": (12, 600),
    "chip": (12, 700),
    "key": (11, 500),
}


class Notifier(QObject):
    """Emits `changed` after colours or text size have changed and the application wears them."""

    changed = Signal()


@dataclass(slots=True)
class _Worn:
    """What the window wears now."""

    mode: Mode = "light"
    is_dark: bool = False
    text_percent: int = 100
    generation: int = 0
    contrast: dict[str, str] | None = None  # roles of a high-contrast system palette


_worn = _Worn()
_notifier: Notifier | None = None
_followed: QApplication | None = None


def apply(
    app: QApplication, mode: Mode = "light", text_percent: int = 100, contrast: QPalette | None = None
) -> None:
    """Dress the whole application; widgets that are shown change at once.

    `contrast` is the palette of a high-contrast system; without it the system is asked (Windows only).
    """
    global _followed
    if _followed is not app:
        app.setStyle("Fusion")
        _bring_font()
        app.styleHints().colorSchemeChanged.connect(_on_system_changed)
        _followed = app
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}
    _worn.mode = mode
    app.styleHints().setColorScheme(schemes[mode])
    _wear(app, text_percent, contrast)


def _bring_font() -> None:
    """Windows has Segoe; elsewhere the bundled letters serve, so that no bare system shows none and pictures are equal."""
    if sys.platform != "win32":
        for path in sorted(paths.resource("fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(path))


def notifier() -> Notifier:
    """The one object whose `changed` signal tells that the theme has changed."""
    global _notifier
    if _notifier is None:
        _notifier = Notifier()
    return _notifier


def mode() -> Mode:
    """The mode that was chosen, which may be to follow the system."""
    return _worn.mode


def is_dark() -> bool:
    """Whether the dark colours are worn."""
    return _worn.is_dark


def is_high_contrast() -> bool:
    """Whether the system's high-contrast colours are worn: then tints are gone and outlines carry the meaning."""
    return _worn.contrast is not None


def text_percent() -> int:
    """The text size setting, 90..130."""
    return _worn.text_percent


def generation() -> int:
    """A number that grows with each change of theme or text size."""
    return _worn.generation


def color(role: str) -> QColor:
    """The colour of a role. Raises KeyError: no such role."""
    return QColor(_name_of(role))


def band_fill(band: str) -> QColor:
    """The full colour of a category. Raises KeyError: no such category."""
    return QColor(_band(band).fill)


def band_on_fill(band: str) -> QColor:
    """The text colour on `band_fill`."""
    return QColor(_band(band).on_fill)


def band_tint(band: str) -> QColor:
    """The pale colour of a category."""
    return QColor(_band(band).tint)


def band_on_tint(band: str) -> QColor:
    """The text colour on `band_tint`; for B also the colour of the target line."""
    return QColor(_band(band).on_tint)


def roles(dark: bool) -> dict[str, str]:
    """All roles of one theme, as #RRGGBB."""
    return {role: pair[dark] for role, pair in _ROLES.items()}


def bands(dark: bool) -> dict[str, BandColours]:
    """All category colours of one theme."""
    return {band: pair[dark] for band, pair in _BANDS.items()}


def types() -> dict[str, tuple[int, int]]:
    """All letter types: pixels at 100 %, weight."""
    return dict(_TYPES)


def px(length: float) -> int:
    """A length that grows with the text size setting, in whole logical pixels."""
    return round(length * _worn.text_percent / 100)


def font(role: str = "body", *, tabular: bool = False) -> QFont:
    """The font of a type role; `tabular` gives all digits one width, for columns of numbers."""
    pixels, weight = _TYPES[role]
    return QFont(_font(max(px(pixels), 11), weight, tabular))  # a copy: fonts can be changed


def icon(name: str, role: str = "text2", size: int = 16) -> QIcon:
    """The icon in the colour of a role; disabled it is drawn in `disabled`. `size` in logical pixels at 100 %."""
    made = QIcon()
    made.addPixmap(pixmap(name, role, size), QIcon.Mode.Normal)
    made.addPixmap(pixmap(name, "disabled", size), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, role: str = "text2", size: int = 16) -> QPixmap:
    """The icon as a picture for the sharpest screen; `size` in logical pixels at 100 % text size.

    Raises FileNotFoundError: no such icon.
    """
    return _pixmap(name, _name_of(role), size, px(size), _sharpest())


def app_icon() -> QIcon:
    """The program's own icon."""
    return QIcon(str(paths.resource("icons/rbdesk.svg")))


def draw_icon(painter: QPainter, name: str, rect: QRectF, ink: QColor) -> None:
    """Paint an icon into `rect`, sharp at any scale of the painter."""
    _renderer(name, ink.name(), 2.0 if rect.width() <= px(16) else 1.75).render(painter, rect)


def _wear(app: QApplication, text_percent: int, contrast: QPalette | None) -> None:
    contrast = contrast or _system_contrast(app)
    is_dark = _worn.mode == "dark" or (
        _worn.mode == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    )
    if contrast is not None:
        is_dark = contrast.color(QPalette.ColorRole.Window).lightness() < 128
    _worn.is_dark = is_dark
    _worn.text_percent = text_percent
    _worn.contrast = None if contrast is None else _contrast_roles(contrast)
    _worn.generation += 1
    app.setPalette(_palette())
    app.setFont(font("body"))
    app.setStyleSheet(_style_sheet())
    notifier().changed.emit()


def _on_system_changed() -> None:
    if _followed is not None and _worn.mode == "system":
        _wear(_followed, _worn.text_percent, None)


def _name_of(role: str) -> str:
    if _worn.contrast is not None:
        return _worn.contrast[role]
    return _ROLES[role][_worn.is_dark]


def _band(band: str) -> BandColours:
    if _worn.contrast is not None and band in _BANDS:
        ground, ink = _worn.contrast["surface"], _worn.contrast["text"]
        return BandColours(ground, ink, ground, ink)
    return _BANDS[band][_worn.is_dark]


def _system_contrast(app: QApplication) -> QPalette | None:
    """The system's palette if a Windows contrast theme is on."""
    if sys.platform == "win32" and _windows_contrast_is_on():
        app.setPalette(QPalette())  # back to what the system says
        return QPalette(app.palette())
    return None


def _windows_contrast_is_on() -> bool:
    class HighContrast(ctypes.Structure):
        _fields_ = [("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p)]

    if sys.platform == "win32":
        get_high_contrast, is_on = 0x42, 0x1
        state = HighContrast(ctypes.sizeof(HighContrast), 0, None)
        ask = ctypes.windll.user32.SystemParametersInfoW
        return bool(ask(get_high_contrast, state.size, ctypes.byref(state), 0)) and bool(state.flags & is_on)
    return False


def _contrast_roles(system: QPalette) -> dict[str, str]:
    """All roles from a high-contrast palette: two grounds, their inks, nothing in between."""
    ground = system.color(QPalette.ColorRole.Window).name()
    ink = system.color(QPalette.ColorRole.WindowText).name()
    mark = system.color(QPalette.ColorRole.Highlight).name()
    on_mark = system.color(QPalette.ColorRole.HighlightedText).name()
    grounds = {
        "bg", "surface", "sunken", "hover", "primary_soft", "selected", "ok_soft", "warn_soft", "err_soft",
        "info_soft", "neutral_soft", "rail", "rail_selected", "track", "tooltip",
    }  # fmt: skip
    marks = {"primary", "primary_hover", "accent", "series1", "gap", "locked_fill"}
    on_marks = {"on_primary", "on_accent", "on_locked_fill"}
    made = dict.fromkeys(_ROLES, ink)
    made |= dict.fromkeys(grounds, ground) | dict.fromkeys(marks, mark) | dict.fromkeys(on_marks, on_mark)
    made["on_ok"] = ground  # on a fill of `ok`, which is ink here
    made["disabled"] = system.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name()
    return made


def _palette() -> QPalette:
    role = QPalette.ColorRole
    worn = {
        role.Window: "bg", role.WindowText: "text", role.Base: "surface", role.AlternateBase: "sunken",
        role.Text: "text", role.PlaceholderText: "text3", role.Button: "surface", role.ButtonText: "text",
        role.BrightText: "err", role.ToolTipBase: "tooltip", role.ToolTipText: "on_tooltip",
        role.Highlight: "primary", role.HighlightedText: "on_primary", role.Link: "primary",
        role.LinkVisited: "primary", role.Accent: "primary", role.Light: "surface", role.Midlight: "divider",
        role.Mid: "border", role.Dark: "control", role.Shadow: "control",
    }  # fmt: skip
    made = QPalette()
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        for where, name in worn.items():
            made.setColor(group, where, color(name))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, color("disabled"))
    return made


def _style_sheet() -> str:
    heights = {f"h{length}": f"{px(length)}px" for length in (10, 12, 20, 22, 26, 28, 30, 32)}
    pictures = {
        "icons": paths.resource("icons/control").as_posix(),
        "tone": "dark" if _worn.is_dark else "light",
    }
    body = font("body")
    words = {"family": body.family(), "size": f"{body.pixelSize()}px"}
    sheet = paths.resource("theme.qss").read_text("utf-8")
    return Template(sheet).substitute({role: _name_of(role) for role in _ROLES} | heights | pictures | words)


@lru_cache(maxsize=128)
def _font(pixels: int, weight: int, tabular: bool) -> QFont:
    made = QFont()
    made.setFamilies(list(_FAMILIES))
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


@lru_cache(maxsize=512)
def _pixmap(name: str, ink: str, size: int, side: int, ratio: float) -> QPixmap:
    # before the painter begins: one that is cut off by an exception crashes Qt
    renderer = _renderer(name, ink, 2.0 if size <= 16 else 1.75)
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=256)
def _renderer(name: str, ink: str, stroke: float) -> QSvgRenderer:
    drawing = paths.resource(f"icons/{name}.svg").read_text("utf-8")
    drawing = drawing.replace("currentColor", ink).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    return QSvgRenderer(QByteArray(drawing.encode("utf-8")))


def _sharpest() -> float:
    return max((screen.devicePixelRatio() for screen in QApplication.screens()), default=1.0)
