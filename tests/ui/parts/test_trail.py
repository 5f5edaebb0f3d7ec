from rbdesk.ui.parts.page import Link
from rbdesk.ui.parts.trail import Trail

HOME, WORK, SEND = Link("home"), Link("assessment"), Link("send")


def walked(*places):
    trail = Trail()
    for place in places:
        trail.visit(place)
    return trail


def test_back_and_forward_go_over_the_same_places():
    trail = walked(HOME, WORK, SEND)
    assert [trail.back(), trail.back(), trail.back()] == [WORK, HOME, None]
    assert [trail.forward(), trail.forward(), trail.forward()] == [WORK, SEND, None]


def test_a_new_way_forgets_what_lay_ahead():
    trail = walked(HOME, WORK)
    trail.back()
    trail.visit(SEND)
    assert not trail.can_go_forward
    assert trail.back() == HOME


def test_the_same_place_again_is_no_visit():
    trail = walked(HOME, HOME)
    assert not trail.can_go_back


def test_going_back_finds_where_within_the_page_one_was():
    trail = walked(HOME, WORK)
    trail.remember(Link("assessment", "U.P.8.iii.c", "unanswered"))
    trail.visit(SEND)
    assert trail.back() == Link("assessment", "U.P.8.iii.c", "unanswered")


def test_what_another_page_says_is_not_remembered_here():
    trail = walked(HOME)
    trail.remember(SEND)
    assert trail.now == HOME


def test_a_trail_does_not_grow_without_end():
    trail = walked(*(Link("assessment", str(number)) for number in range(200)))
    steps = 0
    while trail.back() is not None:
        steps += 1
    assert steps == 49


def test_before_the_first_visit_there_is_nowhere_to_go():
    trail = Trail()
    assert trail.now is None
    assert trail.back() is None
    assert trail.forward() is None
