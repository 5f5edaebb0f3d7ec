"""Where everything of a slide stands: blocks become placed pieces on one page or more, and nothing is larger than its box.

Lengths in points; a page is 960 x 540. Knows no file format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rbdesk.analysis.figures import Heat
from rbdesk.report import palette, slide_text
from rbdesk.report.outline import Block, Facts, Note, Paragraph, Picture, Signatures, Slide, Table
from rbdesk.report.slide_tables import Grid, cut_grid, facts_grid, fit_grid, grid_of, heat_grid, row_heights
from rbdesk.report.slide_text import Words

WIDTH, HEIGHT = 960.0, 540.0
LEFT, RIGHT = 44.0, 916.0
TITLE_TOP, TITLE_HIGH = 20.0, 58.0
BODY_TOP, BODY_BOTTOM = 88.0, 486.0
SOURCE_TOP, SOURCE_HIGH, SOURCE_WIDE = 493.0, 30.0, 800.0
GAP = 12.0
COVER = "title"

_TITLE_SIZES = (28.0, 26.0, 24.0, 22.0, 20.0)
_COVER_SIZES = (40.0, 36.0, 32.0, 28.0, 24.0, 20.0)
_LEAD, _BODY, _SMALL, _NOTE, _HEAD, _SOURCE = 17.0, 18.0, 13.0, 14.0, 13.0, 10.0
_FACTORS = (1.0, 0.94, 0.89, 0.84, 0.78)  # of the sizes of words, until all fit; then the page is continued
_PAGED_FACTOR = 0.84
_TABLE_SIZES, _PAGED_SIZE = (14.0, 13.0, 12.0, 11.0), 12.0
_DENSE_SIZES, _PAGED_DENSE = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0), 10.5
_LEAST_PICTURE = 190.0
_SIDE = 0.6  # the picture's part of the width, words beside it
_CARD_VALUES = (30.0, 27.0, 24.0, 21.0, 18.0, 16.0)
_CARD_LABEL = 12.0
_CARD_PAD = 10.0
_NOTE_PAD = 9.0
_MOST_PAGES = 40
_A_HAIR = 0.01  # sums of fractions of a point


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the page, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a box, `pad` inside it at each side. `role` is "body" (the slide's own text), "text", "note" or "card"."""

    box: Box
    words: tuple[Words, ...]
    role: str = "text"
    fill: str = ""
    pad: float = 0.0
    anchor: str = "top"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart or a tile map in a box."""

    box: Box
    picture: Picture


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in a box, its letters' size and the heights of its rows, the head's first."""

    box: Box
    grid: Grid
    size: float
    heights: tuple[float, ...]


Piece = Text | Drawn | Sheet


@dataclass(frozen=True, slots=True)
class _Gridded:
    """A table, or what is left of one, which keeps the `size` of its letters."""

    title: str
    grid: Grid
    size: float | None = None


_Inner = Paragraph | Note | Facts | Picture | _Gridded
_Placed = tuple[list[Piece], list[_Inner], float]  # pieces, what is left of the block, how high it came out


@dataclass(frozen=True, slots=True)
class Page:
    """One slide as it is drawn: title, pieces in reading order, line of sources, what the speaker reads."""

    title: Words
    pieces: tuple[Piece, ...]
    source: Text | None
    notes: str
    is_cover: bool = False


def pages(slide: Slide) -> tuple[Page, ...]:
    """The slide as pages: one, or as many as its text needs."""
    if slide.key == COVER:
        return (_cover(slide),)
    laid: list[tuple[Piece, ...]] = []
    rest = [_inner(block) for block in slide.blocks]
    while (rest or not laid) and len(laid) < _MOST_PAGES:
        pieces, rest = _page(rest)
        laid.append(pieces)
    source = _source(slide)
    made = []
    for number, pieces in enumerate(laid, 1):
        title, is_whole = _title(slide.title, f" ({number}/{len(laid)})" if len(laid) > 1 else "")
        notes = slide.notes if is_whole else f"{slide.title}\n\n{slide.notes}"
        made.append(Page(title, pieces, source, slide_text.clean(notes)))
    return tuple(made)


def _cover(slide: Slide) -> Page:
    title = _fitted(slide_text.clean(slide.title), 680, 168, _COVER_SIZES)
    title = replace(title, colour=palette.WHITE)
    lines = [block for block in slide.blocks if isinstance(block, Paragraph)]
    words = [
        Words(
            slide_text.clean(block.text), 18.0 if block.style != "small" else 12.0, colour=palette.NAVY_TEXT
        )
        for block in lines
    ]
    room, most = 680.0, 150.0
    factor = slide_text.fit(words, room, most, (1.0, 0.9, 0.8, 0.7)) or 0.7
    kept: list[Words] = []
    used = 0.0
    for one in (one.at(one.size * factor) for one in words):
        high = slide_text.height([*kept, one], room)
        if high <= most:
            kept.append(one)
            used = high
            continue
        lines_left = int((most - used) / (one.size * slide_text.LINE) - slide_text.BETWEEN)
        if lines_left > 0:
            kept.append(replace(one, text=slide_text.shorten(one.text, room, lines_left, one.size)))
        break
    subtitle = Text(Box(72, 318, room, most), tuple(kept), "body")
    whole = [slide.title, *(block.text for block in lines)]
    is_whole = [title.text, *(one.text for one in kept)] == [slide_text.clean(one) for one in whole]
    notes = slide.notes if is_whole else "\n".join([*whole, "", slide.notes])
    return Page(title, (subtitle,), None, slide_text.clean(notes), is_cover=True)


def _title(words: str, which: str) -> tuple[Words, bool]:
    """The title in a size that fits, `which` of several pages behind it, and whether nothing was cut."""
    title = slide_text.clean(words).replace("\n", " ")
    whole = _fitted(title + which, RIGHT - LEFT, TITLE_HIGH, _TITLE_SIZES)
    if whole.text == title + which:
        return replace(whole, colour=palette.INK), True
    room = RIGHT - LEFT - slide_text.width(which, whole.size, True)
    kept = slide_text.shorten(title, room, 2, whole.size, True)
    return replace(whole, text=kept + which, colour=palette.INK), False


def _fitted(words: str, room: float, most: float, sizes: Sequence[float]) -> Words:
    """Bold words in the first size that fits, in the last one cut."""
    for size in sizes:
        made = Words(words, size, True)
        if slide_text.height([made], room) <= most:
            return made
    size = sizes[-1]
    return Words(
        slide_text.shorten(words, room, int(most / (size * slide_text.LINE)), size, True), size, True
    )


def _source(slide: Slide) -> Text | None:
    told = list(slide.sources)
    told += [block.source for block in slide.blocks if isinstance(block, Picture | Table) and block.source]
    line = slide_text.clean(" · ".join(dict.fromkeys(one for one in told if one))).replace("\n", " ")
    if not line:
        return None
    kept = slide_text.shorten(line, SOURCE_WIDE, 2, _SOURCE)
    return Text(
        Box(LEFT, SOURCE_TOP, SOURCE_WIDE, SOURCE_HIGH), (Words(kept, _SOURCE, colour=palette.TEXT3),)
    )


# --- one page ---------------------------------------------------------------------------------------------


def _inner(block: Block) -> _Inner:
    match block:
        case Table():
            return _Gridded(block.title, grid_of(block))
        case Signatures():
            return Facts(tuple(block.places))
        case Picture() if isinstance(block.figure, Heat):
            return _Gridded(block.title, heat_grid(block.figure, block.alt))
        case _:
            return block


def _page(blocks: list[_Inner]) -> tuple[tuple[Piece, ...], list[_Inner]]:
    """The pieces of a page and the blocks that did not find room on it."""
    top = BODY_TOP
    pieces: list[Piece] = []
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and first.style == "lead":
        words = Words(slide_text.clean(first.text), _LEAD, colour=palette.TEXT2)
        high = slide_text.height([words], RIGHT - LEFT)
        if high <= 3 * _LEAD * slide_text.LINE:
            pieces.append(Text(Box(LEFT, top - 4, RIGHT - LEFT, high), (words,), "body"))
            top, blocks = top + high + 6, blocks[1:]
    box = Box(LEFT, top, RIGHT - LEFT, BODY_BOTTOM - top)
    pictures = [block for block in blocks if isinstance(block, Picture)]
    others = [block for block in blocks if not isinstance(block, Picture)]
    if len(pictures) == 1 and others:
        wide = box.width * _SIDE - GAP
        placed = _draw(pictures[0], replace(box, width=wide))
        side = Box(box.x + wide + 2 * GAP, box.y, box.width - wide - 2 * GAP, box.height)
        found, rest = _flow(others, side)
        return (*pieces, *placed, *found), rest
    if len(pictures) == 2:
        wide = (box.width - 2 * GAP) / 2
        below = min(_need(others, box.width, 1.0), box.height * 0.4) if others else 0.0
        high = box.height - below - (GAP if others else 0.0)
        for at, picture in enumerate(pictures):
            pieces += _draw(picture, Box(box.x + at * (wide + 2 * GAP), box.y, wide, high))
        found, rest = _flow(others, Box(box.x, box.y + box.height - below, box.width, below))
        return (*pieces, *found), rest
    found, rest = _flow(blocks, box)
    return (*pieces, *found), rest


def _draw(picture: Picture, box: Box) -> list[Piece]:
    if not picture.title:
        return [Drawn(box, picture)]
    head = _head(picture.title, box)
    used = head.box.height + 4
    return [head, Drawn(Box(box.x, box.y + used, box.width, box.height - used), picture)]


def _head(title: str, box: Box) -> Text:
    kept = slide_text.shorten(slide_text.clean(title), box.width, 2, _HEAD, True)
    words = Words(kept, _HEAD, True, palette.TEXT2)
    return Text(Box(box.x, box.y, box.width, slide_text.height([words], box.width)), (words,))


# --- blocks under each other ------------------------------------------------------------------------------


def _flow(blocks: Sequence[_Inner], box: Box) -> tuple[list[Piece], list[_Inner]]:
    """Place blocks from the top down; what finds no room is handed back, the rest of a split one first."""
    factor = next((one for one in _FACTORS if _need(blocks, box.width, one) <= box.height), _PAGED_FACTOR)
    pieces: list[Piece] = []
    left = list(blocks)
    y, bottom = box.y, box.y + box.height
    while left:
        room = Box(box.x, y, box.width, bottom - y + _A_HAIR)
        run = _run(left)
        after = left[max(1, len(run)) :]
        if run:
            placed, rest, used = _place_words(run, room, factor)
        else:
            later = _need(after, box.width, factor) + (GAP if after else 0.0)
            placed, rest, used = _place(left[0], room, factor, later)
            if not placed and not pieces:
                placed, rest, used = _place_anyhow(left[0], room)
        pieces += placed
        if rest:
            return pieces, [*rest, *after]
        left, y = after, y + used + GAP
    return pieces, []


def _run(blocks: Sequence[_Inner]) -> list[Paragraph]:
    """The paragraphs of one style at the beginning, which stand in one box."""
    found: list[Paragraph] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or (found and block.style != found[0].style):
            break
        found.append(block)
    return found


def _words_of(block: Paragraph, factor: float) -> Words:
    size = {"small": _SMALL, "lead": _LEAD}.get(block.style, _BODY) * factor
    colour = palette.INK if block.style == "body" else palette.TEXT2
    words = slide_text.clean(block.text)
    return Words(words, max(12.0, size), colour=colour, is_point=block.style == "body")


def _need(blocks: Sequence[_Inner], room: float, factor: float = _FACTORS[-1]) -> float:
    """How high the blocks are at least, with the letters of `factor`."""
    total, left = 0.0, list(blocks)
    while left:
        run = _run(left)
        total += GAP if len(left) < len(blocks) else 0.0
        total += (
            slide_text.height([_words_of(one, factor) for one in run], room)
            if run
            else _height(left[0], room, factor)
        )
        left = left[max(1, len(run)) :]
    return total


def _height(block: _Inner, room: float, factor: float) -> float:
    match block:
        case Note():
            return _note(block, Box(0, 0, room, 0), factor).box.height
        case Facts():
            cards = _cards(block, Box(0, 0, room, 0))
            if cards:
                return max(card.box.y + card.box.height for card in cards)
            return sum(row_heights(facts_grid(block.pairs), room, _TABLE_SIZES[-1]))
        case _Gridded():
            head = _HEAD * slide_text.LINE + 4 if block.title else 0.0
            size = (_DENSE_SIZES if block.grid.is_dense else _TABLE_SIZES)[-1]
            return sum(row_heights(block.grid, room, size)) + head
        case Picture():
            return _LEAST_PICTURE
        case Paragraph():
            return slide_text.height([_words_of(block, factor)], room)


def _place(block: _Inner, room: Box, factor: float, later: float) -> _Placed:
    """Place a block whole, a table as far as it goes; `later` is what the blocks after it need."""
    match block:
        case Note():
            note = _note(block, room, factor)
            return ([note], [], note.box.height) if note.box.height <= room.height else ([], [block], 0.0)
        case Facts():
            cards = _cards(block, room)
            if not cards:
                return _place_grid(_Gridded("", facts_grid(block.pairs)), room, later)
            used = max(card.box.y + card.box.height for card in cards) - room.y
            return (list(cards), [], used) if used <= room.height else ([], [block], 0.0)
        case _Gridded():
            return _place_grid(block, room, later)
        case Picture():
            high = room.height - later if room.height - later >= _LEAST_PICTURE else room.height
            return (
                (_draw(block, replace(room, height=high)), [], high)
                if high >= _LEAST_PICTURE
                else ([], [block], 0.0)
            )
        case Paragraph():
            return _place_words([block], room, factor)


def _place_anyhow(block: _Inner, room: Box) -> _Placed:
    """A block that is higher than a whole page, as text that can be continued."""
    match block:
        case Note():
            return _place_words([Paragraph(block.text, "small")], room, 1.0)
        case Facts():
            rows = [Paragraph(f"{name}: {words}", "small") for name, words in block.pairs]
            return _place_words(rows, room, 1.0)
        case Picture():
            return _draw(block, room), [], room.height
        case _:
            return [], [], 0.0  # not even one line: there is no such room on an empty page


def _place_words(blocks: Sequence[Paragraph], room: Box, factor: float) -> _Placed:
    kept: list[Words] = []
    used = 0.0
    rest: list[_Inner] = []
    for at, block in enumerate(blocks):
        words = _words_of(block, factor)
        gap = slide_text.BETWEEN * words.size if kept else 0.0
        now, left = slide_text.split(words, room.width, room.height - used - gap)
        if now is not None:
            kept.append(now)
            used += gap + slide_text.height([now], room.width)
        if left is not None:
            rest = [replace(block, text=left.text), *blocks[at + 1 :]]
            break
    placed: list[Piece] = [Text(replace(room, height=used), tuple(kept), "body")] if kept else []
    return placed, rest, used


def _place_grid(block: _Gridded, room: Box, later: float) -> _Placed:
    pieces: list[Piece] = []
    top = 0.0
    if block.title:
        head = _head(block.title, room)
        pieces, top = [head], head.box.height + 4
    room = Box(room.x, room.y + top, room.width, room.height - top)
    grid, wide = block.grid, room.width
    sizes: Sequence[float] = _DENSE_SIZES if grid.is_dense else _TABLE_SIZES
    paged = _PAGED_DENSE if grid.is_dense else _PAGED_SIZE
    if block.size is not None:
        sizes, paged = (block.size,), block.size
    size = fit_grid(grid, wide, room.height - later, sizes) or fit_grid(grid, wide, room.height, sizes)
    if size is not None:
        sheet = _sheet(grid, room, size)
        return [*pieces, sheet], [], top + sheet.box.height
    now, rest = cut_grid(grid, wide, paged, room.height)
    if now is None:
        return [], [block], 0.0
    sheet = _sheet(now, room, paged)
    left: list[_Inner] = [_Gridded(block.title, rest, paged)] if rest is not None else []
    return [*pieces, sheet], left, top + sheet.box.height


def _sheet(grid: Grid, room: Box, size: float) -> Sheet:
    heights = row_heights(grid, room.width, size)
    return Sheet(replace(room, height=sum(heights)), grid, size, heights)


def _note(block: Note, room: Box, factor: float) -> Text:
    is_warning = block.kind == "warning"
    ink, fill = (
        (palette.WARN, palette.WARN_SOFT) if is_warning else (palette.ON_PRIMARY_SOFT, palette.PRIMARY_SOFT)
    )
    words = Words(slide_text.clean(block.text), max(12.0, _NOTE * factor), colour=ink)
    high = slide_text.height([words], room.width - 2 * _NOTE_PAD) + 2 * _NOTE_PAD
    return Text(replace(room, height=high), (words,), "note", fill, _NOTE_PAD, "middle")


def _cards(block: Facts, room: Box) -> tuple[Text, ...]:
    """Facts as cards with a large value; none where a value is not short enough for one."""
    pairs = [(slide_text.clean(name), slide_text.clean(words)) for name, words in block.pairs]
    if not 2 <= len(pairs) <= 8:
        return ()
    per_row = 2 if room.width <= 600 else len(pairs) if len(pairs) <= 6 else 4
    wide = (room.width - GAP * (per_row - 1)) / per_row
    inside = wide - 2 * _CARD_PAD
    sizes = [
        size
        for size in _CARD_VALUES
        if all(slide_text.width(words, size, True) <= inside * slide_text.SLACK for _, words in pairs)
    ]
    labels = [Words(name, _CARD_LABEL, colour=palette.TEXT2) for name, _ in pairs]
    if not sizes or any(len(slide_text.lines_of(label, inside)) > 3 for label in labels):
        return ()
    values = [Words(words, sizes[0], True, palette.INK) for _, words in pairs]
    high = 2 * _CARD_PAD + max(slide_text.height(card, inside) for card in zip(values, labels, strict=True))
    return tuple(
        Text(
            Box(room.x + at % per_row * (wide + GAP), room.y + at // per_row * (high + GAP), wide, high),
            card,
            "card",
            palette.SUNKEN,
            _CARD_PAD,
        )
        for at, card in enumerate(zip(values, labels, strict=True))
    )
