import json
import random
import shutil
import subprocess
import zipfile
from contextlib import closing
from pathlib import Path

import bagit
import pytest

from rbdesk.domain import checks
from rbdesk.domain.assessment import Stage
from rbdesk.domain.office import Role
from rbdesk.errors import NotAllowed
from rbdesk.exchange import signing
from rbdesk.progress import Cancelled, Progress
from rbdesk.store import journal
from rbdesk.workflow import catalog, demo, office, secretariat, setup
from tests import year
from tests.build import NOW
from tests.year import SHEET, YEAR

NORMAL = "32.16.09"


def test_every_office_has_its_desk_and_the_secretariat_has_one() -> None:
    made = year.the_demo()

    assert sorted(path.name for path in (made.folder / "offices").iterdir()) == [
        found.code for found in catalog.register().offices
    ]
    assert (made.folder / "secretariat" / "desk.db").is_file()
    assert not (made.folder / "documents").exists(), "documents come with their own part"


def test_the_secretariat_shows_each_way_an_office_can_stand() -> None:
    with closing(setup.open_desk(year.the_demo().folder / "secretariat", now=NOW)) as db:
        inbox = secretariat.load_inbox(db, YEAR)
        comparison = secretariat.load_comparison(db, YEAR)

    by_code = {status.office.code: status for status in inbox.offices}
    assert inbox.received == 20
    assert [code for code, status in by_code.items() if status.status == "belum_kirim"] == list(demo.LATE)
    assert (by_code[demo.DAMAGED].reason, by_code[demo.DAMAGED].points) == ("refused:RB-Z01", None)
    diverged = by_code[demo.DIVERGED]
    assert (diverged.reason, diverged.conflicts, diverged.percent) == ("conflict", 7, None)
    assert diverged.range is not None
    assert diverged.range[0] < diverged.range[1]
    assert {code: status.revision for code, status in by_code.items() if code in demo.SENT_BEFORE} == {
        "32.16.02": 2,
        "32.16.18": 2,
    }
    assert by_code[NORMAL].final
    assert (comparison.counted, inbox.digest) == (19, year.the_demo().digest)
    assert {row.office.code: row.missing for row in comparison.rows if row.sheet is None} == {
        "32.16.04": "not_sent",
        "32.16.12": "conflict",
        "32.16.16": "refused",
        "32.16.17": "not_sent",
    }


def test_an_office_s_desk_has_history_evidence_and_last_year(tmp_path: Path) -> None:
    with closing(setup.open_desk(year.the_demo().folder / "offices" / NORMAL, now=NOW)) as db:
        loaded = office.load_year(db, year.key_of(NORMAL))
        identity = setup.load_identity(db)
        sound = journal.first_broken_place(db)

    assert loaded.assessment.stage is Stage.LOCKED
    assert len(loaded.assessment.answers) == 110
    assert loaded.last_year is not None
    assert len(loaded.last_year.answers) == 110
    assert len(loaded.flags) == 3
    assert len(loaded.assessment.evidence) > 80
    assert not loaded.context.lost
    assert identity.profile.head == "Contoh: Camat Cikarang Utara"
    assert sound is None
    found = checks.findings(SHEET, loaded.assessment, loaded.context)
    assert not [item for item in found if item.blocks]


def test_the_folder_says_that_all_is_invented() -> None:
    text = (year.the_demo().folder / demo.README).read_text(encoding="utf-8")

    assert text.startswith("SEMUA ISI FOLDER INI REKAAN.")


def test_the_keys_are_those_of_the_devices() -> None:
    made = year.the_demo()
    listed = json.loads((made.folder / demo.KEYS).read_text(encoding="utf-8"))["devices"]

    assert len(listed) == 24
    with closing(setup.open_desk(made.folder / "offices" / NORMAL, now=NOW)) as db:
        identity = setup.load_identity(db)
    entry = next(entry for entry in listed if entry["office"] == NORMAL)
    assert (entry["device"], entry["fingerprint"]) == (identity.device.id, identity.fingerprint)


def test_the_same_seed_gives_the_same_bundles_and_another_seed_others(tmp_path: Path) -> None:
    again = demo.make_demo(tmp_path / "again", only_bundles=True)
    other = demo.make_demo(tmp_path / "other", only_bundles=True, evidence_kind=demo.NONE, seed=7)

    first = {path.name: path.read_bytes() for path in year.the_demo().bundles}
    assert {path.name: path.read_bytes() for path in again.bundles} == first
    assert not {path.name for path in other.bundles} & set(first)
    assert sorted(path.name for path in (tmp_path / "again").iterdir()) == [
        demo.README, "bundles", demo.KEYS, "late",
    ]  # fmt: skip


def test_three_random_orders_with_repeats_give_one_digest(tmp_path: Path) -> None:
    digests = {year.the_demo().digest}
    for order in range(3):
        chance = random.Random(order)
        arrivals = [*year.the_demo().bundles, *chance.sample(year.the_demo().bundles, 8)]
        chance.shuffle(arrivals)
        with year.a_secretariat_of_demo(tmp_path / str(order)) as db:
            for start in range(0, len(arrivals), 5):
                year.take_in(db, *arrivals[start : start + 5])
            digests.add(secretariat.load_digest(db))

    assert len(digests) == 1


def test_the_late_packages_complete_the_year(tmp_path: Path) -> None:
    shutil.copytree(year.the_demo().folder / "secretariat", tmp_path / "meja")
    with closing(setup.open_desk(tmp_path / "meja", now=NOW)) as db:
        year.take_in(db, *year.the_demo().late)
        inbox = secretariat.load_inbox(db, YEAR)

    assert inbox.received == 23
    assert {status.office.code for status in inbox.offices if status.reason} == {demo.DIVERGED}


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("jangan dihapus", encoding="utf-8")

    with pytest.raises(NotAllowed, match="not_empty"):
        demo.make_demo(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["surat.txt"]


def test_a_stopped_demo_leaves_nothing_behind(tmp_path: Path) -> None:
    steps = iter(range(100))

    with pytest.raises(Cancelled):
        demo.make_demo(tmp_path / "OUT", progress=Progress(is_cancelled=lambda: next(steps) > 1))

    assert list((tmp_path / "OUT").iterdir()) == []


def test_an_office_can_practise_on_a_desk_that_is_marked(tmp_path: Path) -> None:
    demo.make_practice_desk(tmp_path / "latihan", Role.OFFICE, NORMAL, now=NOW)

    with closing(setup.open_desk(tmp_path / "latihan", now=NOW)) as db:
        identity = setup.load_identity(db)
        loaded = office.load_year(db, year.key_of(NORMAL))
    assert (identity.practice, identity.device.label, identity.office) == (True, "LATIHAN", NORMAL)
    assert (len(loaded.assessment.answers), loaded.assessment.stage) == (94, Stage.OPEN)
    assert loaded.last_year is not None
    found = checks.findings(SHEET, loaded.assessment, loaded.context)
    kinds = {item.kind for item in found}
    assert {"unanswered", "no_evidence"} <= kinds


def test_a_secretariat_can_practise_on_a_desk_with_packages(tmp_path: Path) -> None:
    demo.make_practice_desk(tmp_path / "latihan", Role.SECRETARIAT, now=NOW)

    with closing(setup.open_desk(tmp_path / "latihan", now=NOW)) as db:
        assert setup.load_identity(db).practice
        assert secretariat.load_inbox(db, YEAR).received == 20


def test_a_practice_desk_never_takes_the_place_of_another(tmp_path: Path) -> None:
    demo.make_practice_desk(tmp_path / "latihan", Role.OFFICE, NORMAL, now=NOW)

    with pytest.raises(NotAllowed, match="desk_exists"):
        demo.make_practice_desk(tmp_path / "latihan", Role.OFFICE, NORMAL, now=NOW)
    with pytest.raises(NotAllowed, match="unknown_office"):
        demo.make_practice_desk(tmp_path / "lain", Role.OFFICE, "32.16.99", now=NOW)


def test_programs_that_nobody_here_wrote_accept_the_bundles(tmp_path: Path) -> None:
    key = dict((code, key) for code, key, label in year.devices_of_demo())[NORMAL]
    [path] = [path for path in year.the_demo().bundles if f"_{NORMAL}_" in path.name]
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    [base] = list(tmp_path.iterdir())

    assert bagit.Bag(str(base)).is_valid()
    if shutil.which("minisign"):
        line = signing.public_text(key).splitlines()[1]
        command = ["minisign", "-V", "-P", line, "-m", "tagmanifest-sha256.txt"]
        said = subprocess.run(command, cwd=base, check=True, capture_output=True, text=True)
        assert f"office={NORMAL} " in said.stdout
