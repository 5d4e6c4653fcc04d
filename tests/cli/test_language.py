"""Row 114: the command line speaks the language of the terminal."""

from __future__ import annotations

import re

import pytest

from layerloom_studio import app
from layerloom_studio.cli.commands import COMMANDS
from layerloom_studio.language import texts

HANGUL = re.compile(r"[가-힣]")


@pytest.fixture(autouse=True)
def korean(monkeypatch):
    monkeypatch.setenv("LAYERLOOM_LANGUAGE", "ko")
    yield
    texts.use(lambda text: text)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_row_114_help_is_korean(command, capsys):
    with pytest.raises(SystemExit):
        app.main([*filter(None, [command]), "--help"])
    shown = capsys.readouterr().out
    assert shown.startswith("사용법: ")
    assert re.findall(r"\b(?:the|and|this|of)\b", shown) == []


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["classify", "x.h5", "y.png"], "layerloom: x.h5: 그런 파일이 없습니다.\n"),
        (["bla"], "layerloom: 'bla'라는 파일도 명령도 없습니다. layerloom --help를 보세요.\n"),
    ],
)
def test_row_114_errors_are_korean(arguments, sentence, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert app.main(arguments) == 2
    assert capsys.readouterr().err == sentence


def test_row_114_what_is_wrong_with_arguments_is_korean(capsys):
    with pytest.raises(SystemExit):
        app.main(["train"])
    assert capsys.readouterr().err == (
        "layerloom train: 다음 인수가 필요합니다: PROJECT. layerloom train --help를 보세요.\n"
    )


def test_a_language_without_catalogue_is_english(capsys, monkeypatch):
    monkeypatch.setenv("LAYERLOOM_LANGUAGE", "../../etc")
    texts.use(lambda text: text)
    with pytest.raises(SystemExit):
        app.main(["--help"])
    assert capsys.readouterr().out.startswith("usage: ")
