import pytest

from rbdesk.ui.pages.kiosk_parts.pin import PinLock


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.mark.parametrize("words", ["", "123", "1234567", "12a4", "１２３４", " 1234"])
def test_a_pin_has_four_to_six_digits(words):
    with pytest.raises(ValueError, match="four to six"):
        PinLock(words)


def test_the_right_pin_opens_at_once():
    lock = PinLock("0042", Clock())

    assert lock.wait_seconds() == 0
    assert lock.opens_with("0042")
    assert not PinLock("0042", Clock()).opens_with("42")


def test_each_wrong_pin_waits_longer_up_to_five_minutes():
    clock = Clock()
    lock = PinLock("1234", clock)
    waits = []
    for _ in range(10):
        assert not lock.opens_with("9999")
        waits.append(lock.wait_seconds())
        clock.now += waits[-1]

    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert lock.opens_with("1234")


def test_while_it_waits_even_the_right_pin_does_not_open():
    clock = Clock()
    lock = PinLock("1234", clock)
    lock.opens_with("9999")
    clock.now += 1.5
    assert not lock.opens_with("1234")
    assert lock.wait_seconds() == 1
    clock.now += 0.5

    assert lock.opens_with("1234")
