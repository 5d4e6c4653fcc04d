"""What every registered object beside the layers promises: described, checked and written as data."""

import json

import pytest

from layerloom.declaration import deserialize, entries, serialize

KINDS = ("initializer", "regularizer", "constraint", "loss", "metric", "optimizer", "schedule", "callback")
CLASSES = [entry for kind in KINDS for entry in entries(kind)]
OWN_CODE = [entry for entry in CLASSES if entry.category == "Own code"]

every_class = pytest.mark.parametrize("entry", CLASSES, ids=lambda e: f"{e.kind}-{e.name}")
every_plain_class = pytest.mark.parametrize(
    "entry", [entry for entry in CLASSES if entry not in OWN_CODE], ids=lambda e: f"{e.kind}-{e.name}"
)


@every_class
def test_it_is_described(entry):
    assert entry.summary
    assert not [field.name for field in entry.target.fields() if not field.doc]


@every_plain_class
def test_its_config_is_plain_data_and_makes_it_again(entry):
    made = entry.target(**entry.start)
    data = json.loads(json.dumps(serialize(made)))
    assert data["class_name"] == entry.name
    again = deserialize(data)
    assert type(again) is entry.target
    assert again.get_config() == made.get_config()


@every_plain_class
def test_what_must_be_given_has_a_start_value(entry):
    required = {field.name for field in entry.target.fields() if field.required}
    assert required == set(entry.start) & required
    for field in entry.target.fields():
        if field.name in entry.start:
            field.check(entry.start[field.name])


@every_class
def test_unknown_arguments_are_refused(entry):
    if entry.name != "LambdaCallback":  # its hooks may have any name
        with pytest.raises((TypeError, ValueError), match="no_such_argument"):
            entry.target(**entry.start, no_such_argument=1)
