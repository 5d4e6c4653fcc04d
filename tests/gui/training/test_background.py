"""Background tasks: result, news, failure, cancelling, and starting over."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QThread
from pytestqt.qtbot import QtBot

from layerloom.errors import LayerloomError
from layerloom_studio.training.background import Handle, Task


@pytest.fixture
def task(qtbot: QtBot) -> Task:
    return Task("Test")


def test_the_result_and_the_news_arrive_in_the_starting_thread(qtbot: QtBot, task: Task) -> None:
    heard: list[object] = []
    task.news.connect(lambda news: heard.append((news, QThread.currentThread() is task.thread())))

    def work(handle: Handle) -> str:
        handle.tell(1)
        handle.tell(2)
        return threading.current_thread().name

    with qtbot.waitSignal(task.done) as result:
        task.start(work)
    assert heard == [(1, True), (2, True)]
    assert result.args != [threading.main_thread().name]
    assert not task.running


def test_an_expected_error_is_its_sentence(qtbot: QtBot, task: Task) -> None:
    def work(handle: Handle) -> None:
        raise LayerloomError("The folder is empty.")

    with qtbot.waitSignal(task.failed) as failure:
        task.start(work)
    assert failure.args == ["The folder is empty."]


def test_an_unexpected_error_is_a_sentence_too(qtbot: QtBot, task: Task) -> None:
    with qtbot.waitSignal(task.failed) as failure:
        task.start(lambda handle: 1 / 0)
    assert failure.args == ["Test failed unexpectedly: ZeroDivisionError: division by zero"]


def test_what_fails_because_it_was_cancelled_is_no_error(qtbot: QtBot, task: Task) -> None:
    entered, may_fail = threading.Event(), threading.Event()

    def work(handle: Handle) -> None:
        entered.set()
        assert may_fail.wait(5)
        raise LayerloomError("m.h5: was not opened: cancelled.")

    task.failed.connect(lambda sentence: pytest.fail(sentence))
    task.start(work)
    assert entered.wait(5)
    with qtbot.waitSignal(task.cancelled):
        task.cancel()
        may_fail.set()


def test_cancelled_work_says_so(qtbot: QtBot, task: Task) -> None:
    entered = threading.Event()

    def work(handle: Handle) -> None:
        entered.set()
        while True:
            handle.check()

    task.start(work)
    assert entered.wait(5)
    with qtbot.waitSignal(task.cancelled):
        task.cancel()


def test_only_the_newest_start_is_heard(qtbot: QtBot, task: Task) -> None:
    heard: list[object] = []
    task.done.connect(heard.append)
    release = threading.Event()
    task.start(lambda handle: release.wait(5) and "old")
    task.start(lambda handle: "new")
    qtbot.waitUntil(lambda: heard == ["new"])
    release.set()
    task.wait()
    QCoreApplication.processEvents()
    assert heard == ["new"]


def test_waiting_leaves_no_thread(task: Task) -> None:
    stopped = threading.Event()

    def work(handle: Handle) -> None:
        try:
            while True:
                handle.check()
        finally:
            stopped.set()

    task.start(work)
    task.wait()
    assert stopped.is_set()
    assert not task.running
