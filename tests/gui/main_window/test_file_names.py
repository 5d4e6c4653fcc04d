"""Files are offered the name of the document."""

from __future__ import annotations

import pytest

from layerloom_studio.main_window.file_names import file_name


@pytest.mark.parametrize(
    "title, name",
    [
        ("My digits.layerloom.json", "my_digits"),
        ("model.weights.h5", "model.weights"),
        ("net.keras", "net"),
        ("folder/net.yaml", "net"),
        ("손글씨 숫자", "손글씨_숫자"),
        (".json", "model"),
    ],
)
def test_the_ending_comes_off_once(title, name):
    assert file_name(title) == name
