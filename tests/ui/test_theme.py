import math
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QMenu, QPushButton

from rbdesk import paths
from rbdesk.ui import theme

GROUNDS = ("bg", "surface", "sunken", "hover", "selected", "primary_soft", "neutral_soft")
INKS = ("text", "text2", "text3")
PAIRS = [
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("on_primary_soft", "primary_soft"),
    ("on_primary_soft", "selected"),
    ("primary", "surface"),
    ("primary", "bg"),
    ("primary", "primary_soft"),
    ("ok", "surface"),
    ("ok", "ok_soft"),
    ("on_ok", "ok"),
    ("warn", "surface"),
    ("warn", "bg"),
    ("warn", "warn_soft"),
    ("err", "surface"),
    ("err", "err_soft"),
    ("info", "info_soft"),
    ("text2", "warn_soft"),
    ("text2", "err_soft"),
    ("text2", "ok_soft"),
    ("text2", "info_soft"),
    ("rail_text", "rail"),
    ("rail_caption", "rail"),
    ("on_rail", "rail_selected"),
    ("on_rail", "rail"),
    ("on_accent", "accent"),
    ("on_locked_fill", "locked_fill"),
    ("on_tooltip", "tooltip"),
]
OUTLINES = [
    ("control", "surface"),
    ("control", "bg"),
    ("handle", "bg"),
    ("primary", "surface"),
    ("primary", "bg"),
    ("series1", "surface"),
    ("series2", "surface"),
    ("below", "surface"),
    ("accent", "rail"),
    ("locked_fill", "surface"),
]


def contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2.2, 1..21."""

    def light(name):
        channels = [int(name[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lower, upper = sorted((light(one), light(other)))
    return (upper + 0.05) / (lower + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(dark):
    roles = theme.roles(dark)
    pairs = PAIRS + [(ink, ground) for ink in INKS for ground in GROUNDS]
    weak = [
        (ink, ground, round(contrast(roles[ink], roles[ground]), 2))
        for ink, ground in pairs
        if contrast(roles[ink], roles[ground]) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_outline_stands_out_from_its_ground(dark):
    roles = theme.roles(dark)
    weak = [pair for pair in OUTLINES if contrast(roles[pair[0]], roles[pair[1]]) < 3]
    assert weak == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_category_can_be_read_on_its_colours(dark):
    weak = [
        band
        for band, look in theme.bands(dark).items()
        if contrast(look.fill, look.on_fill) < 4.5 or contrast(look.tint, look.on_tint) < 4.5
    ]
    assert weak == []


def test_the_style_sheet_names_only_known_roles(qapp):
    theme.apply(qapp, "light", 100)
    assert "$" not in qapp.styleSheet()
    assert not re.search(r"#[0-9A-Fa-f]{3,6}", (paths.resource("theme.qss")).read_text("utf-8"))


def test_pictures_named_by_the_style_sheet_exist(qapp):
    for mode in ("light", "dark"):
        theme.apply(qapp, mode, 100)
        named = re.findall(r'url\("([^"]+)"\)', qapp.styleSheet())
        assert named
        assert [name for name in named if not Path(name).is_file()] == []


def test_every_icon_can_be_drawn_in_a_role(qapp):
    theme.apply(qapp, "light", 100)
    icons = [path.stem for path in paths.resource("icons").glob("*.svg") if path.stem != "rbdesk"]
    assert len(icons) > 90
    for name in icons:
        picture = theme.pixmap(name, "err", 24).toImage()
        pixels = [picture.pixelColor(x, y) for x in range(24) for y in range(24)]
        inked = [pixel for pixel in pixels if pixel.alpha() > 120]
        assert inked, name
        assert all(abs(pixel.red() - 0xB3) + abs(pixel.green() - 0x26) < 12 for pixel in inked), name


def test_an_unknown_icon_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        theme.pixmap("no-such-icon")


def test_colours_and_sizes_change_at_run_time(qapp, qtbot):
    theme.apply(qapp, "light", 100)
    label = QLabel("Tersimpan 10.42")
    qtbot.addWidget(label)
    label.show()
    small = label.fontMetrics().height()
    with qtbot.waitSignal(theme.notifier().changed):
        theme.apply(qapp, "dark", 130)
    assert theme.is_dark()
    assert theme.color("bg") == QColor("#11161D")
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.color("text")
    assert label.fontMetrics().height() > small
    assert theme.px(100) == 130
    assert theme.font("title").pixelSize() == 25


def test_no_letter_is_smaller_than_eleven_pixels_and_prose_not_below_twelve(qapp):
    theme.apply(qapp, "light", 100)
    sizes = {role: theme.font(role).pixelSize() for role in theme.types()}
    assert sizes.pop("key") == 11
    assert min(sizes.values()) >= 12
    theme.apply(qapp, "light", 90)
    assert min(theme.font(role).pixelSize() for role in theme.types()) >= 11


def test_changing_a_font_changes_nobody_elses(qapp):
    theme.font("body").setPixelSize(40)
    assert theme.font("body").pixelSize() == 13


def test_a_system_in_high_contrast_keeps_its_colours(qapp):
    system = QPalette(QColor("#000000"), QColor("#000000"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("#FFFFFF"))
    system.setColor(QPalette.ColorRole.Highlight, QColor("#1AEBFF"))
    system.setColor(QPalette.ColorRole.HighlightedText, QColor("#000000"))
    theme.apply(qapp, "light", 100, contrast=system)
    assert theme.is_high_contrast()
    assert theme.color("warn_soft") == QColor("#000000")
    assert theme.color("text3") == QColor("#FFFFFF")
    assert theme.band_fill("CC") == QColor("#000000")
    assert theme.color("primary") == QColor("#1AEBFF")
    theme.apply(qapp, "light", 100)
    assert not theme.is_high_contrast()


def test_buttons_of_every_kind_are_as_high_as_the_design_says(qapp, qtbot):
    theme.apply(qapp, "light", 100)
    for kind in ("primary", "soft", "quiet", "danger", "tab", ""):
        button = QPushButton("Simpan")
        button.setProperty("kind", kind)
        qtbot.addWidget(button)
        button.show()
        assert button.sizeHint().height() == 34, kind


def test_a_system_that_says_nothing_is_light(qapp):
    theme.apply(qapp, "dark", 100)
    theme.apply(qapp, "system", 100)
    assert theme.mode() == "system"
    assert not theme.is_dark()
    theme.apply(qapp, "light", 100)


# Machado, Oliveira and Fernandes 2009, severity 1: linear RGB as two kinds of eyes see it
SEEN = {
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}
WARM, TEAL = ("D", "C", "CC"), ("B", "BB", "A", "AA")


def seen_as(colour: str, eyes: str) -> tuple[float, float, float]:
    """CIE Lab of a colour as such eyes see it."""
    plain = [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in QColor(colour).getRgbF()[:3]
    ]
    red, green, blue = (
        min(max(sum(share * light for share, light in zip(row, plain, strict=True)), 0), 1)
        for row in SEEN[eyes]
    )
    white = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in white)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("dark", [False, True])
def test_categories_stay_apart_for_eyes_that_see_no_green_or_no_red(dark, eyes):
    """Above all those below 60 from those above it; the letter or number always stands on them besides."""
    labs = {band: seen_as(look.fill, eyes) for band, look in theme.bands(dark).items()}
    assert min(math.dist(labs[warm], labs[teal]) for warm in WARM for teal in TEAL) > 20
    assert min(math.dist(labs[one], labs[other]) for one in labs for other in labs if one != other) > 6


def test_lists_and_menus_wear_the_font_of_the_theme_whatever_the_system_gives_them(qapp, qtbot):
    """Windows gives them fonts of their own, again at each change of its theme; set by hand here."""
    theme.apply(qapp, "light", 130)
    for kind in ("QAbstractItemView", "QMenu"):
        QApplication.setFont(QFont("Courier", 5), kind)
    for widget in (QListWidget(), QMenu()):
        qtbot.addWidget(widget)
        widget.ensurePolished()
        assert widget.font().pixelSize() == theme.font("body").pixelSize(), widget
        assert widget.font().family() == theme.font("body").family(), widget
