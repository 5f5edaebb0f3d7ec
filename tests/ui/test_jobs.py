import gc
import sys
import threading
import time

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

from rbdesk.errors import RBDeskError
from rbdesk.progress import Progress
from rbdesk.ui import jobs


def double(value: int, progress: Progress) -> int:
    return value * 2


def on_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def test_the_value_arrives_on_the_main_thread_also_at_a_lambda(qtbot):
    arrived = []
    jobs.start(double, 21, done=lambda value: arrived.append((value, on_main_thread())))
    qtbot.waitUntil(lambda: bool(arrived))
    assert arrived == [(42, True)]


def test_no_result_of_a_quick_job_is_lost_when_nobody_keeps_the_handle(qtbot):
    arrived = []
    for number in range(200):
        jobs.start(double, number, done=arrived.append)
        if number % 20 == 0:
            gc.collect()
    qtbot.waitUntil(lambda: len(arrived) == 200)
    assert arrived == [2 * number for number in range(200)]


def test_a_result_may_be_larger_than_an_int_of_c(qtbot):
    arrived = []
    jobs.start(double, 2**40, done=arrived.append)
    qtbot.waitUntil(lambda: bool(arrived))
    assert arrived == [2**41]


def test_jobs_run_one_after_another(qtbot):
    inside, worst, arrived = [], [], []

    def lonely(progress):
        inside.append(1)
        worst.append(len(inside))
        time.sleep(0.005)
        inside.pop()

    for _ in range(6):
        jobs.start(lonely, done=arrived.append)
    qtbot.waitUntil(lambda: len(arrived) == 6)
    assert max(worst) == 1


def test_a_trouble_the_person_can_mend_goes_to_failed(qtbot):
    trouble = RBDeskError()
    told, order = [], []

    def refuse(progress):
        raise trouble

    jobs.start(
        refuse,
        failed=lambda error: told.append((error, on_main_thread())),
        ended=lambda: order.append("ended"),
    )
    qtbot.waitUntil(lambda: bool(order))
    assert told == [(trouble, True)]


def test_a_bug_reaches_the_hook_with_its_traceback(qtbot):
    ended = []

    def broken(progress):
        return 1 // 0

    with qtbot.captureExceptions() as caught:
        jobs.start(
            broken, failed=lambda error: pytest.fail("a bug is no trouble"), ended=lambda: ended.append(1)
        )
        qtbot.waitUntil(lambda: bool(ended))
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    frames, traceback = [], caught[0][1].__traceback__
    while traceback:
        frames.append(traceback.tb_frame.f_code.co_name)
        traceback = traceback.tb_next
    assert "broken" in frames


def test_cancel_stops_at_the_next_step_and_says_so(qtbot):
    begun, told = threading.Event(), []

    def endless(progress):
        for count in range(10**6):
            progress.step(count, 10**6, "langkah")
            begun.set()
            time.sleep(0.001)

    handle = jobs.start(
        endless, done=lambda _: told.append("done"), cancelled=lambda: told.append("cancelled")
    )
    assert begun.wait(2)
    handle.cancel()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["cancelled"]
    assert not handle.is_running


def test_a_job_that_was_cancelled_before_its_turn_does_not_begin(qtbot):
    gate, told, ran = threading.Event(), [], []
    jobs.start(lambda progress: gate.wait(2), done=lambda _: told.append("first"))
    waiting = jobs.start(lambda progress: ran.append(1), cancelled=lambda: told.append("second"))
    waiting.cancel()
    gate.set()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["first", "second"]
    assert ran == []


def test_steps_are_told_in_order_and_not_one_by_one(qtbot):
    steps, done = [], []

    def busy(progress):
        for item in progress.each(range(50_000), "baris"):
            assert item >= 0

    jobs.start(busy, progressed=lambda *step: steps.append(step), done=done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert steps == sorted(steps)
    assert steps[-1] == (50_000, 50_000, "baris")
    assert len(steps) < 200


def test_a_widget_that_is_gone_is_not_called(qtbot):
    class Waiting(QLabel):
        def on_done(self, value):
            self.setText(str(value))

    gate, ended = threading.Event(), []
    waiting = Waiting()
    jobs.start(lambda progress: gate.wait(2), done=waiting.on_done, ended=lambda: ended.append(1))
    waiting.deleteLater()
    qtbot.wait(10)
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))


def test_stop_all_waits_for_the_thread(qtbot):
    begun, told = threading.Event(), []

    def endless(progress):
        while True:
            progress.step(0, 1)
            begun.set()
            time.sleep(0.001)

    jobs.start(endless, cancelled=lambda: told.append(1))
    assert begun.wait(2)
    assert jobs.stop_all(2000)
    qtbot.waitUntil(lambda: bool(told))


def test_emitting_does_not_wear_out_true(qtbot):
    class Teller(QObject):
        told = Signal(object)

    teller, heard = Teller(), []
    teller.told.connect(heard.append)
    gc.collect()
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(1000):
        teller.told.emit(True)
    heard.clear()
    assert sys.getrefcount(True) >= before[0] - 100
    assert sys.getrefcount(None) >= before[1] - 100
