import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.domain.merge import Fate
from rbdesk.domain.review import Verdict
from rbdesk.ui.pages.inbox import InboxPage
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import catalog, devices, quarantine, secretariat, verification
from tests import year
from tests.ui.pages import secretariats
from tests.ui.pages.secretariats import (
    Visit,
    Visiting,
    a_few,
    bundle,
    bundles,
    drop,
    fates,
    listed,
    merged,
    planned,
    press,
    problem,
    rulings_of_another_desk,
    words,
)
from tests.year import FIRST, SECOND

OWN, OTHER = "32.16.09", "32.16.01"
KEY = year.key_of(OWN)


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    """Kotak Masuk on a desk in one of the states of `secretariats`."""
    yield from secretariats.visits(qtbot, InboxPage, tmp_path, tmp_path_factory)


def test_a_dropped_folder_is_planned_and_nothing_is_written_yet(visit):
    seen = visit("empty")
    before = seen.digest()

    planned(seen, bundles())

    assert fates(seen)[0] is Fate.REFUSED
    assert len(fates(seen)) == 24
    assert seen.page.plan.words.text().endswith("Belum ada yang ditulis.")
    assert seen.page.plan.act.text() == "Gabungkan 23 paket"
    assert seen.digest() == before
    assert seen.stored(secretariat.load_inbox, year.YEAR).refusals == ()


def test_a_damaged_file_stops_none_of_the_others(visit):
    seen = visit("empty")
    planned(seen, bundles())

    merged(seen)

    assert seen.digest() == year.the_demo().digest
    assert seen.told[-1] == "23 paket digabung."
    assert len(listed(seen)) == 19
    assert problem(seen, "Cabangbungin").isVisible()
    assert not (seen.desk.folder / "quarantine" / "masuk").exists()


def test_the_same_package_again_is_called_the_same_and_changes_nothing(visit):
    seen = visit("one")
    before = seen.digest()

    planned(seen, bundle(OWN))
    assert fates(seen) == [Fate.SAME]
    merged(seen)

    assert seen.told[-1] == "Tidak ada yang berubah. Semua berkas itu sudah pernah diterima."
    assert seen.digest() == before


def test_files_dropped_on_a_plan_join_it_once(visit):
    seen = visit("empty")
    planned(seen, bundle(OWN))

    planned(seen, bundle(OTHER), bundle(OWN))

    assert len(fates(seen)) == 2


def test_a_file_that_is_no_package_alone_is_only_noted(visit, tmp_path):
    seen = visit("empty")
    photo = tmp_path / "surat.pdf"
    photo.write_bytes(b"\xff\xd8\xff" + b"x" * 100)

    planned(seen, photo)
    assert seen.page.plan.act.text() == "Catat 1 berkas"
    merged(seen)

    assert "Ini bukan paket RBDesk" in words(problem(seen, "surat.pdf"))
    assert seen.told[-1] == "Berkas dicatat di Perlu tindakan."


def test_a_folder_without_packages_is_told_and_the_page_stays(visit, tmp_path):
    seen = visit("full")
    (tmp_path / "kosong").mkdir()

    drop(seen, tmp_path / "kosong")
    seen.qtbot.waitUntil(seen.page.notice.isVisible)

    assert seen.page.notice.accessibleName().startswith("Tidak ada berkas paket di sana")
    assert seen.page.board.isVisible()


def test_reading_that_is_stopped_leaves_nothing(visit, monkeypatch):
    seen = visit("empty")
    run = seen.desk.run

    def run_and_stop(fn, *values, **calls):
        job = run(fn, *values, **calls)
        seen.page.working.cancel.click()
        job.cancel()
        return job

    monkeypatch.setattr(seen.desk, "run", run_and_stop)
    drop(seen, bundles())
    seen.qtbot.waitUntil(lambda: bool(seen.told))
    seen.settle()

    assert seen.told == ["Pembacaan dihentikan. Tidak ada yang digabung."]
    assert seen.page.empty.isVisible()
    assert seen.stored(secretariat.load_inbox, year.YEAR).received == 0


def test_while_it_works_the_step_and_a_way_to_stop_are_shown(visit, monkeypatch):
    seen = visit("empty")
    steps: list[str] = []
    seen.page.taking.stepped.connect(lambda told, _: steps.append(told))
    monkeypatch.setattr(seen.page._soon, "start", seen.page._soon.timeout.emit)  # as if it had taken long

    drop(seen, bundle(OWN))

    assert seen.page.working.isVisible()
    assert seen.page.working.head_words.text() == "Membaca paket"
    seen.qtbot.waitUntil(seen.page.plan.isVisible)
    assert f"Memeriksa {bundle(OWN).name}" in steps


def test_merging_that_is_stopped_keeps_what_is_in_and_plans_the_rest(visit, monkeypatch):
    seen = visit("empty")
    planned(seen, *a_few())
    accept, calls = secretariat.accept, []

    def accept_three(*args, **kw):
        calls.append(args)
        if len(calls) == 3:
            seen.page.taking.stop()
        return accept(*args, **kw)

    monkeypatch.setattr(secretariat, "accept", accept_three)
    press(seen, seen.page.plan.act)
    seen.qtbot.waitUntil(lambda: seen.page.plan.trouble.isVisible() and not seen.page.taking.is_busy)
    seen.settle()

    assert seen.page.plan.trouble.accessibleName().startswith("2 paket sudah digabung, 1 belum")
    assert fates(seen) == [Fate.NEW]
    merged(seen)
    assert len(listed(seen)) == 3


def test_a_file_that_went_away_is_left_and_the_others_come_in(visit, tmp_path):
    seen = visit("empty")
    stick = tmp_path / "stik"
    stick.mkdir()
    gone = Path(shutil.copy(bundle(OWN), stick))
    planned(seen, gone, bundle(OTHER))

    gone.unlink()
    press(seen, seen.page.plan.act)
    seen.qtbot.waitUntil(lambda: seen.page.plan.trouble.isVisible() and not seen.page.taking.is_busy)

    assert seen.page.plan.trouble.accessibleName().startswith("1 paket sudah digabung, 1 belum")
    assert [line.path for line in seen.page.plan.model.rows()] == [gone]
    assert seen.status(OTHER).revision == 1


# --- rulings of another desk ---


def know(seen: Visit, key: bytes) -> None:
    with seen.qtbot.waitSignal(seen.desk.changed):
        seen.desk.do(devices.enrol, catalog.register().code, key, "Inspektorat")
    seen.settle()


def verdicts(seen: Visit) -> dict[str, int]:
    rows = seen.stored(verification.load_verification, KEY).rows
    return {row.code: len(row.rulings) for row in rows if row.rulings}


def test_rulings_of_another_desk_stand_in_the_plan_and_join(visit, tmp_path):
    seen = visit("one")
    path, key = rulings_of_another_desk(
        tmp_path / "lain", (FIRST, Verdict.AGREE), (SECOND, Verdict.REJECT, None, "Tidak ada bukti")
    )
    know(seen, key)

    planned(seen, path, bundle(OWN))
    lines = {line.file.path: line for line in seen.page.plan.model.rows()}
    assert lines[path].office == "Meja Sekretariat"
    assert lines[path].reason == "Hasil verifikasi; 2 putusan baru."
    assert lines[path].remedy == "Dari Inspektorat."
    assert sorted(fate.value for fate in fates(seen)) == ["Lebih baru", "Sama"]
    merged(seen)

    assert verdicts(seen) == {FIRST: 1, SECOND: 1}
    planned(seen, path)
    assert fates(seen) == [Fate.SAME]
    merged(seen)
    assert verdicts(seen) == {FIRST: 1, SECOND: 1}


def test_an_unknown_verifiers_desk_waits_and_joins_once_it_is_recognised(visit, tmp_path):
    seen = visit("one")
    path, key = rulings_of_another_desk(tmp_path / "lain", (FIRST, Verdict.AGREE))

    planned(seen, path)
    assert fates(seen) == [Fate.QUARANTINED]
    merged(seen)
    assert verdicts(seen) == {}
    press(seen, problem(seen, "Meja Sekretariat lain").buttons[0])
    [waiting] = seen.stored(quarantine.load_quarantine).waiting
    assert seen.wanted[-1] == Link("quarantine", waiting.device)
    know(seen, key)
    seen.page.show_link(Link("inbox", filter="released"))
    seen.qtbot.waitUntil(lambda: seen.page.plan.isVisible() and not seen.page.taking.is_busy)
    assert fates(seen) == [Fate.NEWER]
    merged(seen)

    assert verdicts(seen) == {FIRST: 1}
    assert seen.page.problems == {}
    assert list((seen.desk.folder / "quarantine").glob("*.rbd.zip")) == []
