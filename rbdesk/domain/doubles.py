"""What stands in the assessments of several offices alike: the same photograph, the same long note word for word.

Only who sees all offices can tell; an office learns of it by what a verifier writes to it. The same photo is known by
its SHA-256, a note by its words; which pictures look alike is told by who has looked at them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rbdesk.domain.checks import ADVISED, Finding, plain_words

KINDS = ("same_photo", "like_photo", "same_text")
_SAME_PHOTO, _LIKE_PHOTO, _SAME_TEXT = KINDS
LEAST_OF_A_TEXT = 120  # letters of a note, about two sentences: a shorter one is soon written twice
PICTURES = "image/"  # a regulation or circular is rightly everyone's; a photograph is one moment at one place


@dataclass(frozen=True, slots=True)
class Photo:
    """A file that is evidence of an office's question now."""

    office: str
    question: str
    sha256: str
    name: str
    mime: str


@dataclass(frozen=True, slots=True)
class Narrative:
    """A note at an office's question now."""

    office: str
    question: str
    note: str


def doubles(
    photos: Iterable[Photo], narratives: Iterable[Narrative], alike: Iterable[tuple[str, str]] = ()
) -> dict[str, tuple[Finding, ...]]:
    """The findings of each office that shares something, by office code; by kind, then by question code.

    `alike` are pairs of digests of pictures that look alike. A question has at most one finding of a kind for each
    photo and one for its note. Facts: "offices", the other offices' codes with commas between them; of a photo "name"
    and "sha256".
    """
    by_file: dict[str, list[Photo]] = defaultdict(list)
    for photo in photos:
        if photo.mime.startswith(PICTURES):
            by_file[photo.sha256].append(photo)
    by_words: dict[str, list[Narrative]] = defaultdict(list)
    for narrative in narratives:
        words = plain_words(narrative.note)
        if len(words) >= LEAST_OF_A_TEXT:
            by_words[words].append(narrative)
    found: dict[str, list[Finding]] = defaultdict(list)
    for files in by_file.values():
        for photo in files:
            _add(found, _SAME_PHOTO, photo, files, (("name", photo.name), ("sha256", photo.sha256)))
    for name, others in _neighbours(alike).items():
        like = [photo for other in sorted(others) for photo in by_file.get(other, ())]
        for photo in by_file.get(name, ()):
            _add(found, _LIKE_PHOTO, photo, like, (("name", photo.name), ("sha256", photo.sha256)))
    for notes in by_words.values():
        for narrative in notes:
            _add(found, _SAME_TEXT, narrative, notes, ())
    return {
        office: tuple(sorted(found[office], key=lambda one: (KINDS.index(one.kind), one.where, one.facts)))
        for office in sorted(found)
    }


def _neighbours(alike: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in alike:
        if one != other:
            found[one].add(other)
            found[other].add(one)
    return found


def _add(
    found: dict[str, list[Finding]],
    kind: str,
    item: Photo | Narrative,
    alike: Sequence[Photo | Narrative],
    facts: tuple[tuple[str, str], ...],
) -> None:
    others = sorted({other.office for other in alike} - {item.office})
    if others:
        found[item.office].append(
            Finding(kind, ADVISED, item.question, (*facts, ("offices", ",".join(others))))
        )
