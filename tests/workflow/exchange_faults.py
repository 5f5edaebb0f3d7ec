"""Packages on a machine that fails at every step: made, taken in, set aside. The faults are those of `upkeep_faults`.

`python -m tests.workflow.exchange_faults kill|refuse|starve FOLDER STRIDE [SEED]` prints one JSON line and ends with 0
where after every fault a package was whole or had no name, was taken in whole or not at all, and the act could be
done again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rbdesk.domain.submission import Submission
from rbdesk.store import journal, recovery, submissions
from rbdesk.store.database import Store
from rbdesk.workflow import office, secretariat, setup, undoing
from tests import desks, year
from tests.build import NOW
from tests.workflow import upkeep_faults
from tests.workflow.upkeep_faults import Scene

KEY = year.key_of(year.BABELAN)


def main(arguments: list[str]) -> int:
    what, folder, count, *rest = arguments
    upkeep_faults.SCENES = SCENES  # type: ignore[assignment]
    act = {"kill": upkeep_faults.kill, "refuse": upkeep_faults.refuse, "starve": upkeep_faults.starve}[what]
    print(json.dumps(act(Path(folder), int(count), int(rest[0]) if rest else 2020)))
    return 0


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    db = setup.open_desk(folder, now=NOW)
    try:
        yield db
    finally:
        db.close()


def make(folder: Path) -> None:
    """An office with two packages; a secretariat that took in the first, and one that took in both."""
    with year.an_office(folder / "office") as db, year.a_secretariat(folder / "both", db) as both:
        with year.a_secretariat(folder / "desk", db) as one:
            year.say(db, {year.FIRST: "C"})
            desks.attach(db, KEY, year.FIRST)
            first = year.send(db, folder / "out")
            year.take_in(one, first)
            year.take_in(both, first)
            after_first = secretariat.load_digest(both)
            assert secretariat.load_digest(one) == after_first
        year.say(db, {year.FIRST: "A", year.SECOND: "B"}, minutes=2)
        desks.attach(db, KEY, year.SECOND, "kedua", "b.pdf")
        second = year.send(db, folder / "out")
        year.take_in(both, second)
        after_second = secretariat.load_digest(both)
        say = {"second": second.name, "first": after_first, "both": after_second}
        year.say(db, {year.THIRD: "A"}, minutes=3)
    (folder / "facts.json").write_text(json.dumps(say), encoding="utf-8")


def facts(folder: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    return found


def do_export(folder: Path) -> None:
    with opened(folder / "office") as db:
        year.send(db, folder / "new")


def do_import(folder: Path) -> None:
    with opened(folder / "desk") as db:
        year.take_in(db, folder / "out" / facts(folder)["second"])


def do_undo(folder: Path) -> None:
    with opened(folder / "both") as db:
        latest = submissions.list_taken_in(db, year.YEAR)[-1].bundle_id
        undoing.exclude(db, latest, "salah", who="Sekretariat", now=NOW)


def check_export(folder: Path, is_second: bool) -> None:
    """What has a package's name is a whole package; nothing of the office was lost."""
    made = sorted((folder / "new").glob("*.rbd.zip")) if (folder / "new").is_dir() else []
    with opened(folder / "both") as db:
        read: Any = secretariat.read_packages(made, secretariat.load_trust(db), None)
        assert all(isinstance(item, Submission) for item in read), read
    assert made or not is_second
    with opened(folder / "office") as db:
        look_at(db)
        found = office.load_year(db, KEY).assessment
        assert found.answer(year.THIRD).value == "A"
        assert len(found.evidence) == 2


def check_import(folder: Path, is_second: bool) -> None:
    """Taken in whole, evidence included, or not at all."""
    said = facts(folder)
    with opened(folder / "desk") as db:
        look_at(db)
        digest = secretariat.load_digest(db)
        assert digest == said["both"] if is_second else digest in (said["first"], said["both"])
        if digest == said["both"]:
            assert year.status_of(db, year.BABELAN).evidence_missing == 0


def check_undo(folder: Path, is_second: bool) -> None:
    """Set aside whole or not at all."""
    said = facts(folder)
    with opened(folder / "both") as db:
        look_at(db)
        digest = secretariat.load_digest(db)
        assert digest == said["first"] if is_second else digest in (said["first"], said["both"])


def look_at(db: Store) -> None:
    recovery.check(db)
    assert journal.first_broken_place(db) is None


SCENES = (
    Scene("export", make, do_export, check_export),
    Scene("import", make, do_import, check_import),
    Scene("undo", make, do_undo, check_undo),
)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
