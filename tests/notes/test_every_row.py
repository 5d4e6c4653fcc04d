"""Every row of the notes is named by a test: ``test_NN`` in the file of its note, or ``test_NNN_AA_to_BB``."""

import re
from pathlib import Path

#: The number of rows of each note; x are the cross checks with real Keras.
ROWS = {"000": 28, "001": 64, "002": 38, "003": 51, "004": 18, "x": 11}
#: The rows in a name: one or several, each perhaps with its note before it.
ONE = r"(?:(?:\d{3}|x)_)?\d\d(?!\d)"
NAMED = re.compile(rf"^def test_({ONE}(?:_(?:and_|to_)?{ONE})*)", re.MULTILINE)


def rows_of(text, note):
    """Returns the (note, row) pairs that the names of a file's tests speak of."""
    found = set()
    for name in NAMED.findall(text):
        current, last, until = note, 0, False
        for word in name.split("_"):
            if word in ("and", "to"):
                until = word == "to"
            elif word == "x" or len(word) == 3:
                current = word
            else:
                first = last + 1 if until else int(word)
                found |= {(current, row) for row in range(first, int(word) + 1)}
                last, until = int(word), False
    return found


def test_every_row_is_named():
    found = set()
    for path in Path(__file__).parent.glob("test_*.py"):
        note = re.search(r"test_note_(\d{3})", path.name)
        found |= rows_of(path.read_text(encoding="utf-8"), note[1] if note else "")
    expected = {(note, row) for note, count in ROWS.items() for row in range(1, count + 1)}
    assert sorted(expected - found) == []
    assert sorted(found - expected) == []
