"""Settings: kept in a JSON file, forgiving when that is missing, broken or cannot be written."""

from __future__ import annotations

import json

import pytest

from layerloom_studio.main_window.settings import Settings


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "settings.json"


def test_a_missing_file_gives_defaults(path):
    settings = Settings(path)
    assert settings.recent == []
    assert settings.text("theme", "system") == "system"
    assert not path.exists()


def test_values_survive_a_restart(path):
    Settings(path).set("theme", "dark")
    assert Settings(path).text("theme") == "dark"


def test_recent_files_are_the_newest_first_and_each_once(path, tmp_path):
    files = [tmp_path / f"{number}.json" for number in range(12)]
    settings = Settings(path)
    for file in files:
        file.touch()
        settings.add_recent(file)
    settings.add_recent(files[5])
    recent = Settings(path).recent
    assert recent[:2] == [files[5], files[11]]
    assert len(recent) == len(set(recent)) == 10


def test_files_that_are_gone_are_not_offered(path, tmp_path):
    file = tmp_path / "a.json"
    file.touch()
    settings = Settings(path)
    settings.add_recent(file)
    file.unlink()
    assert settings.recent == []


@pytest.mark.parametrize(
    "text", ["", "{", "[1, 2]", "\x00\x01", '{"recent": 5, "theme": [], "layouts": {"a": 1}}']
)
def test_a_broken_file_gives_defaults(path, text):
    path.parent.mkdir()
    path.write_text(text)
    settings = Settings(path)
    assert settings.recent == []
    assert settings.text("theme", "system") == "system"
    assert settings.mapping("layouts") == {}


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path, caplog):
    blocker = tmp_path / "file"
    blocker.touch()
    settings = Settings(blocker / "settings.json")
    settings.set("theme", "dark")
    assert settings.text("theme") == "dark"
    assert "cannot be kept" in caplog.text


def test_the_file_is_plain_json(path):
    settings = Settings(path)
    settings.set("theme", "dark")
    assert json.loads(path.read_text()) == {"theme": "dark"}
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]
