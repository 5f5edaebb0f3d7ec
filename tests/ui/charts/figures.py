"""A small register for the charts: five offices on a grid, two areas, invented values."""

from __future__ import annotations

from decimal import Decimal

from rbdesk.analysis.figures import Heat, HeatCell, HeatColumn, HeatRow, Tile, Tiles

TILES = Tiles(
    3,
    3,
    (
        Tile("01", "Tarumajaya", 1, 0, "diterima", Decimal("56.31"), "CC"),
        Tile("09", "Cikarang Utara", 1, 1, "selesai", Decimal("60.14"), "B"),
        Tile("12", "Kedung Waringin", 1, 2, "perlu_tindakan", reach=(Decimal("57.90"), Decimal("58.42"))),
        Tile("17", "Muaragembong", 0, 1, "belum_kirim"),
        Tile("22", "Cibarusah", 2, 1, "diverifikasi", Decimal("50.00"), "C"),
    ),
)


def cell(value: str, band: str, is_open: bool = False) -> HeatCell:
    return HeatCell(Decimal(value), band, is_open)


HEAT = Heat(
    (HeatColumn("1", "Manajemen Perubahan", "Manajemen\nPerubahan"), HeatColumn("7", "Penguatan Pengawasan")),
    (
        HeatRow(
            "01",
            "Tarumajaya",
            (cell("61.4", "B"), cell("53.0", "CC")),
            cell("56.31", "CC"),
            Decimal("0.8"),
            place=1,
        ),
        HeatRow(
            "09",
            "Cikarang Utara",
            (cell("65.9", "B"), cell("53.8", "CC")),
            cell("60.14", "B"),
            Decimal("3.1"),
            place=2,
        ),
        HeatRow("17", "Muaragembong", missing="belum_kirim", place=0),
        HeatRow(
            "22",
            "Cibarusah",
            (cell("65.4", "B", True), cell("46.3", "C")),
            cell("56.90", "CC"),
            Decimal("-1.1"),
            place=4,
        ),
        HeatRow("16", "Cabangbungin", missing="refused", place=3),
    ),
    HeatRow("", "Rata-rata 3 dari 5", (cell("64.2", "B"), cell("51.0", "CC")), cell("57.78", "CC")),
    3,
    2019,
)
