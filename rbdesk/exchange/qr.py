"""QR codes as squares and as SVG, for keys and receipts on screen and on paper. Knows no window and no document."""

from __future__ import annotations

from collections.abc import Sequence

import segno

QUIET_ZONE = 4  # modules of white around a code. Source: ISO/IEC 18004

Modules = tuple[tuple[bool, ...], ...]


def modules(text: str) -> Modules:
    """Return a code's squares row by row, True for dark, without the quiet zone; the same text gives the same code.

    Medium correction: 15 % of the code may be hidden by a fold or a stamp. Raises ValueError: more than a code holds.
    """
    try:
        code = segno.make_qr(text, error="m", boost_error=False)
    except segno.DataOverflowError as error:
        raise ValueError(f"{len(text)} characters are too many for a QR code") from error
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def svg(squares: Modules, *, title: str = "") -> str:
    """Return the code as an SVG picture with its quiet zone, one unit a square; it scales without loss."""
    side = len(squares) + 2 * QUIET_ZONE
    path = "".join(
        f"M{left + QUIET_ZONE} {top + QUIET_ZONE}h{width}v1h-{width}z"
        for top, row in enumerate(squares)
        for left, width in _runs(row)
    )
    escaped = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f"<title>{escaped}</title>"
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{path}"/></svg>'
    )


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """The dark runs of a row as (left, width)."""
    runs: list[tuple[int, int]] = []
    start = None
    for place, is_dark in enumerate([*row, False]):
        if is_dark and start is None:
            start = place
        elif not is_dark and start is not None:
            runs.append((start, place - start))
            start = None
    return runs
