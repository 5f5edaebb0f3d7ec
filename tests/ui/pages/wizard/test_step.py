from rbdesk.domain.office import Role
from rbdesk.ui.pages.wizard.step import Draft, Step


def test_a_change_keeps_the_rest_of_the_draft_and_is_told(qtbot):
    step, drafts = Step(), []
    qtbot.addWidget(step)
    step.changed.connect(drafts.append)
    step.fill(Draft(role=Role.OFFICE, office="32.16.09"))
    step.change(head="Camat Contoh")
    assert drafts == [Draft(role=Role.OFFICE, office="32.16.09", head="Camat Contoh")]
