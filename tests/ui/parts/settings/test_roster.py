from rbdesk.ui.parts.settings.roster import RosterLinkCard
from tests.ui.parts.screens import shown
from tests.ui.parts.test_roster import OTHER, REVOKED, an_entry


def test_it_counts_the_devices_and_leads_to_the_list(qtbot):
    card = shown(qtbot, RosterLinkCard())
    assert card.count.text() == ""
    card.show_roster([])
    assert card.count.text() == "Belum ada perangkat yang dikenal"
    card.show_roster([an_entry(), an_entry(OTHER, status=REVOKED)])
    assert card.count.text() == "1 perangkat dikenal, 1 dicabut atau ditolak"
    with qtbot.waitSignal(card.wanted):
        card.open.click()
