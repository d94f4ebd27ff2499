# SPDX-License-Identifier: Apache-2.0
from soribit_training import confused
from soribit_training.matching import Heard

EVENING = {"kind": "household", "present": ["rain"], "events": [
    {"label": "dog", "onset": 10, "end": 12}, {"label": "cat", "onset": 50, "end": 55},
    {"label": "knock", "onset": 90, "end": 91}]}


def heard(label, onset):
    return Heard(label, onset, onset + 2, 0.9, onset + 1)


def test_each_sound_is_found_or_told_as_another():
    told = [[heard("dog", 10.5), heard("baby_cry", 51), heard("rain", 51), heard("dog", 300)]]
    found = confused.rows([EVENING], told)
    assert (found["dog"].sounds, found["dog"].found, found["dog"].false) == (1, 1, 1)
    assert found["dog"].during == {"household": 1}
    assert found["cat"].told_as == {"baby_cry": 1} and found["cat"].found == 0
    assert found["baby_cry"].during == {"cat": 1} and found["baby_cry"].sounds == 0
    assert found["knock"].told_as == {"nothing": 1}
    assert "rain" not in found  # the background may contain it


def test_the_table_names_what_was_told_instead():
    figures = confused.figures(confused.rows([EVENING], [[heard("baby_cry", 51)]]))
    text = confused.table(figures, ["knock"])
    lines = text.splitlines()
    assert lines[2].startswith("| knock | 1 | 0 |")
    assert "| cat | 1 | 0 | 0.00-0.79 | 1 | baby_cry 1 | 0 | - |" in lines
    assert any(line.startswith("| baby_cry | 0 | 0 | - | 0 | - | 1 | cat 1 |") for line in lines)
