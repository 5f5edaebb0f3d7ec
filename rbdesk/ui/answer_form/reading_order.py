"""In which order the questions of a sheet are read: area by area across its parts; and where words are found."""

from __future__ import annotations

from collections.abc import Collection

from rbdesk.domain.instrument import Instrument
from rbdesk.ui.models.answers import AnswerModel


def codes_of_area(instrument: Instrument, at: int) -> list[str]:
    """Codes of the questions of an area, by its place in `instrument.areas`."""
    return [
        instrument.nodes[leaf].code
        for place in instrument.areas[at].places
        for leaf in instrument.questions_under(place)
    ]


def area_of(instrument: Instrument, code: str) -> int:
    """The place in `instrument.areas` of the area a node belongs to. Raises KeyError."""
    return instrument.areas.index(instrument.area_of(code))


def following(instrument: Instrument, wanted: Collection[str], current: str, area: int) -> str | None:
    """The first of `wanted` after the current question, round the end to that one itself; None if none is wanted.

    Without a current question the search begins at the area's first.
    """
    order = [code for at in range(len(instrument.areas)) for code in codes_of_area(instrument, at)]
    if current in order:
        start = order.index(current) + 1
    else:
        inside = codes_of_area(instrument, area) if 0 <= area < len(instrument.areas) else []
        start = order.index(inside[0]) if inside else 0
    return next((code for code in order[start:] + order[:start] if code in wanted), None)


def found(answers: AnswerModel, words: str) -> list[str]:
    """Codes of the questions in whose code, text, subcomponent, note or evidence all of the words stand."""
    instrument = answers.instrument
    wanted = words.casefold().split()
    codes = []
    for place in instrument.question_places:
        node = instrument.nodes[place]
        said = [
            instrument.display(node.code),
            node.name,
            node.short,
            instrument.nodes[node.parent].name,
            answers.answer(node.code).note,
            *(item.name for item in answers.evidence(node.code)),
        ]
        whole = "\n".join(said).casefold()
        if all(word in whole for word in wanted):
            codes.append(node.code)
    return codes


def named(instrument: Instrument, focus: str) -> tuple[int, str]:
    """The area (-1: none) and the node's code ("": none) that a link names by code, shown code or an area's name."""
    shown = {instrument.display(code): code for code in instrument.place_of}
    code = focus if focus in instrument.place_of else shown.get(focus, "")
    if code and instrument.node(code).level in ("area", "subcomponent", "question"):
        return area_of(instrument, code), code
    for at, group in enumerate(instrument.areas):
        if focus in (group.short, group.code, group.name):
            return at, ""
    return -1, ""
