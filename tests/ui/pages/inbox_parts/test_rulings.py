from collections.abc import Iterator

import pytest

from rbdesk.domain.merge import Fate
from rbdesk.domain.review import Verdict
from rbdesk.ui.pages.inbox import InboxPage
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import catalog, devices, quarantine, verification
from tests import year
from tests.ui.pages import secretariats
from tests.ui.pages.secretariats import (
    Visit,
    Visiting,
    bundle,
    fates,
    merged,
    planned,
    press,
    problem,
    rulings_of_another_desk,
)
from tests.year import FIRST, SECOND

OWN = "32.16.09"
KEY = year.key_of(OWN)


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    yield from secretariats.visits(qtbot, InboxPage, tmp_path, tmp_path_factory)


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
