"""The learned score: sure of what it was taught, deterministic, and its weights are those that the tool makes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.train_questions import learned
from tools.utterances import read_folder
from training.intents import INTENTS
from training.reading import scorer
from training.reading.weights import PACKED

NEXT, WHERE = scorer.NAMES.index("next_session"), scorer.NAMES.index("where")


def test_likelihoods_sum_up_to_one_for_every_intent() -> None:
    likely = scorer.likelihoods(scorer.features(("hoc", "o", "dau"), ("hoc", "o", "dau"), ()))
    assert set(likely) == INTENTS
    assert sum(likely.values()) == pytest.approx(1.0)


def test_letters_of_a_mistyped_word_are_mostly_those_of_the_word() -> None:
    right, wrong, other = (set(scorer.letters(word)) for word in ("diemdanh", "diemdnah", "thoitiet"))
    assert len(right & wrong) > len(right & other)
    assert len(right & wrong) >= 5


def test_weights_come_back_as_they_were_packed() -> None:
    assert len(PACKED) < 300_000
    assert scorer.packed({}) != scorer.packed({5: [1.0] * len(scorer.NAMES)})
    assert scorer.packed({5: [99.0] * len(scorer.NAMES)}) == scorer.packed({5: [4.0] * len(scorer.NAMES)})


def test_learning_the_same_rows_twice_gives_the_same_weights() -> None:
    rows = [([1, 2, 3], NEXT, frozenset[int]()), ([3, 4, 5], WHERE, frozenset[int]())] * 4
    first, again = (learned(list(rows), random.Random(1)) for _ in range(2))
    assert first == again
    assert first[1][NEXT] > 0 > first[4][NEXT]


def test_what_was_learned_is_known() -> None:
    """Weights of other utterances than the committed ones would not know four of five hundred so well."""
    from datetime import datetime

    from training.plan import ZONE
    from training.reading.questions import read

    now = datetime(2022, 12, 8, 9, 0, tzinfo=ZONE)
    sample = read_folder("learn")[::9]
    assert sum(row.allows(read(row.text, now).name) for row in sample) / len(sample) >= 0.97


@given(st.lists(st.text(max_size=30), max_size=200), st.sets(st.text(max_size=5), max_size=5))
def test_any_words_give_likelihoods(words: list[str], signs: set[str]) -> None:
    likely = scorer.likelihoods(scorer.features(words, words, signs))
    assert min(likely.values()) >= 0.0
