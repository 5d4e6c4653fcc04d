"""What the library says is shown in Korean: every sentence that the window can meet, whatever fills its gaps."""

from __future__ import annotations

import re

import numpy as np
import pytest

import layerloom as keras
from layerloom.declaration import registry
from layerloom.graph import LayerSpec, Ref, analyse
from layerloom.graph.architecture import Architecture
from layerloom_studio.language import gathering, library
from layerloom_studio.language.particles import settle
from layerloom_studio.language.sentences import texts_of_library
from layerloom_studio.panels.training.choices import choices
from layerloom_studio.resources import asset

KOREAN = asset("languages", "library_ko.ts")
HANGUL = re.compile(r"[가-힣]")
GAP = re.compile(r"%\d")


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    return gathering.read_catalogue(KOREAN)


@pytest.fixture(scope="module")
def korean() -> library.Library:
    window = gathering.read_catalogue(asset("languages", "layerloom_ko.ts"))
    return library.read(KOREAN, lambda text: window.get(text, ""))


def test_what_the_system_says_is_translated_within_a_sentence(korean):
    assert (
        korean.find("m.h5: cannot be written: Permission denied.") == "m.h5: 쓸 수 없습니다: 권한이 없습니다."
    )


@pytest.mark.parametrize(
    "said",
    ["the array 'w' has the shape (3, 3, 1, 8), (7, 7, 3, 4) was expected"],
)
def test_a_shape_is_not_torn_apart_at_its_commas(korean, said):
    assert korean.find(said) == "배열 'w'의 형태가 (7, 7, 3, 4)이어야 하는데 (3, 3, 1, 8)입니다"


def test_a_value_with_a_bracket_that_nothing_closes_is_known_all_the_same(korean):
    assert "x(y" in (korean.find("the array x(y has the shape (3,), (4,) was expected") or "")


def test_patterns_are_made_for_the_sentences_that_come_near_alone():
    known = library.Library(
        {
            "there is no file %1": "%1 파일이 없습니다",
            "the layer %1 is not built": "%1 층을 만들지 않았습니다",
        }
    )
    assert known.find("there is no file a.h5") == "a.h5 파일이 없습니다"
    made = [sentence.anchor for sentence in known._sentences if "patterns" in vars(sentence)]
    assert made == ["there is no file "]


def test_row_114_every_sentence_of_the_library_is_translated(catalogue):
    lacking = [text for text in texts_of_library() if not catalogue.get(text)]
    assert lacking == [], "add these to library_ko.ts: python -m layerloom_studio.language.gathering"
    assert set(catalogue) - set(texts_of_library()) == set()


def test_row_114_no_translation_names_a_gap_that_the_sentence_has_not(catalogue):
    assert {
        text for text, words in catalogue.items() if set(GAP.findall(words)) - set(GAP.findall(text))
    } == set()


def test_row_114_every_sentence_is_known_again_with_its_gaps_filled(catalogue, korean):
    """A gap that fits another sentence better would show as English left over."""
    lost = {}
    for text, words in catalogue.items():
        said = GAP.sub(lambda gap: f"x{gap[0][1]}", text)
        found = korean.find(f"model.h5: {said}")
        if HANGUL.search(words) and (found is None or not HANGUL.search(found.partition(": ")[2])):
            lost[text] = found
    assert lost == {}


def _error(call) -> str:
    with pytest.raises(Exception) as caught:
        call()
    return str(caught.value)


layers = keras.layers


@pytest.mark.parametrize(
    "call, words",
    [
        (
            lambda: layers.Conv2D(3, 3)(np.ones((2, 3))),
            "층 'conv' (Conv2D)의 입력이 맞지 않습니다: 축이 4개여야 하는데 2개입니다. 형태는 (2, 3)입니다. \
앞에 Reshape 층을 두면 축이 생깁니다.",
        ),
        (lambda: layers.Dense(-1), "Dense: units: 정수(>= 1)만 쓸 수 있습니다 (입력: -1)."),
        (
            lambda: layers.Conv2D(3, 3, padding="x"),
            "Conv2D: padding: 'valid', 'same' 중 하나만 쓸 수 있습니다 (입력: 'x').",
        ),
        (
            lambda: layers.Add()([np.ones((2, 3)), np.ones((2, 4))]),
            "층 'add' (Add): 형태 (2, 3) 및 (2, 4)를 합칠 수 없습니다. 모든 축에서 크기가 같거나 1이어야 합니다.",
        ),
        (
            lambda: layers.MaxPooling2D(9)(keras.Input((4, 4, 1))),
            """층 'max_pooling2d' (MaxPooling2D): 크기가 9 x 9인 창이 크기가 4 x 4인 입력에 들어가지 않습니다. \
창을 줄이거나 입력을 키우거나, 패딩을 "same"으로 하세요.""",
        ),
        (
            lambda: keras.ops.add(np.ones((2, 3)), np.ones((2, 4))),
            "add: 형태 (2, 3) 및 (2, 4)에는 쓸 수 없습니다: 마지막 축부터 세어 크기가 같거나 1이어야 합니다.",
        ),
        (
            lambda: keras.models.model_from_json("{"),
            "텍스트가 JSON이 아닙니다: 큰따옴표로 묶은 속성 이름이 와야 합니다 (1번째 줄).",
        ),
    ],
)
def test_row_114_errors_of_the_library(korean, call, words):
    shown = settle(korean.find(_error(call)) or "")
    assert re.sub(r"'(conv|add|max_pooling)(2d)?(_\d+)?'", r"'\1'", shown) == re.sub(
        r"'(conv|add|max_pooling)(2d)?(_\d+)?'", r"'\1'", words
    )


def test_row_114_problems_of_a_drawing(korean):
    drawing = Architecture("model")
    drawing.add(LayerSpec("InputLayer", "image", {"batch_shape": [None, 8, 8, 1], "name": "image"}))
    drawing.add(LayerSpec("Dense", "loose", {"name": "loose", "units": 3}))
    drawing.add(LayerSpec("Conv1D", "conv", {"name": "conv", "filters": 2, "kernel_size": 3}), [Ref("image")])
    drawing.add(LayerSpec("Dense", "wrong", {"name": "wrong", "units": -3}), [Ref("image")])
    found = [problem.message for problem in analyse(drawing).problems]
    assert len(found) >= 3
    assert {message for message in found if not HANGUL.search(korean.find(message) or "")} == set()
    left = " ".join(korean.find(message) or "" for message in found)
    assert re.findall(r"\b(?:must|which|needs|expected|input|output|and|got)\b", left) == []


@pytest.mark.parametrize("said", ["a.b: c d", "flatten", "cats and dogs", "shape (2, 3)", "Layer 3", "", "."])
def test_row_114_what_the_library_did_not_say_stays(korean, said):
    assert korean.find(said) is None


def test_row_114_settings_have_names_and_texts(korean):
    adam = registry.get("optimizer", "Adam")
    field = next(field for field in adam.fields() if field.name == "beta_1")
    assert HANGUL.search(korean.find(field.doc) or "")
    assert {choice.title for kind in ("loss", "metric") for choice in choices(kind)} <= set(
        gathering.texts_of_sources()
    )


@pytest.mark.parametrize(
    "text, words",
    [
        ("Dense을(를)", "Dense를"),
        ("LSTM이(가)", "LSTM이"),
        ("(2, 3)(으)로", "(2, 3)으로"),
        ("conv_1(으)로", "conv_1로"),
        ("“숨은 층”과(와)", "“숨은 층”과"),
        ("파일(으)로", "파일로"),
        ("dropout은(는)", "dropout은"),
        ("나(이)라는", "나라는"),
        ("10와(과) 2은(는)", "10과 2는"),
    ],
)
def test_row_114_particles_follow_the_sound_before(text, words):
    assert settle(text) == words
