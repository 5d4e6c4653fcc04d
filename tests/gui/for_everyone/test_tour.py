"""Row 117: the guided first run, offered once, left at any time, in both languages."""

from __future__ import annotations

import pytest

from layerloom_studio.main_window.tour import STEPS


def test_row_117_it_is_offered_once(window, settings):
    assert not window.start_page.tour.isHidden()
    window.start_page.tour.declined.emit()
    assert window.start_page.tour.isHidden()
    assert settings.text("tour") == "done"


def test_row_117_it_leads_from_the_sample_to_predict(window, qtbot, monkeypatch):
    pressed = []
    monkeypatch.setattr(window, "start_training", lambda: pressed.append(True))
    window.start_page.tour.wanted.emit()
    tour = window.tour
    assert tour.step is STEPS[0]
    tour.callout.go.click()
    assert (window.mode, tour.step) == ("design", STEPS[1])
    tour.callout.go.click()
    assert pressed == [True]
    window.set_mode("predict")  # one may run ahead
    tour.look()
    assert tour.step is STEPS[2]
    tour.look()
    assert tour.step is None


def test_row_117_it_starts_again_from_help_and_is_skipped(window):
    window.actions_by_name["tour"].trigger()
    callout = window.tour.callout
    assert callout.isVisible()
    assert not callout.isModal()
    callout.skipped.click()
    assert window.tour.step is None


@pytest.mark.parametrize("language, title", [("en", "1 of 3: open the sample"), ("ko", "1/3: 예제를 여세요")])
def test_row_117_it_speaks_both_languages(window, language, title):
    window.tour.start()
    window.comfort.choose_language(language)
    assert window.tour.callout.title.text() == title
    assert window.tour.callout.accessibleName() == title


def test_row_117_it_points_at_what_it_speaks_of(window, qtbot):
    window.tour.start()
    window.tour.look()
    ring, callout = window.tour.callout.ring.geometry(), window.tour.callout.geometry()
    assert window.rect().contains(callout)
    assert not ring.adjusted(4, 4, -4, -4).intersects(callout)
