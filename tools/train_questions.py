"""Makes training/reading/weights.py from the labelled utterances: a softmax regression, learned in two minutes or so.

    python -m tools.train_questions          write the weights and print how many utterances are read right
    python -m tools.train_questions --check  say whether the committed weights are the ones this makes

Deterministic: the same utterances give the same file.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path

from tools.utterances import ROOT, Labelled, read_around, read_folder, read_jsonl
from training.plan import ZONE
from training.reading import questions, scorer

NOW = datetime(2022, 12, 8, 9, 0, tzinfo=ZONE)
WEIGHTS = Path(__file__).resolve().parent.parent / "training" / "reading" / "weights.py"
ROUNDS = 12
RATE = 0.4
DECAY = 0.000010
SEED = 20221208
RUNS = 6
_HEAD = '"""Weights of scorer.py, made by tools/train_questions.py; not to be edited."""\n\n'
_LETTERS = "abcdeghiklmnopqrstuvxy"

Row = tuple[list[int], int, frozenset[int]]


def learned_from() -> tuple[list[Labelled], list[Labelled]]:
    """Utterances written for learning, and older ones that the rules were tuned on."""
    return read_folder("learn"), [
        row for name in ("seen", "more", "strange") for row in read_jsonl(ROOT / f"{name}.jsonl")
    ]


def mistyped(text: str, chance: random.Random) -> str:
    """The text with one to three slips: letters swapped, lost, doubled or changed, a space lost."""
    for _ in range(chance.randint(1, 1 + len(text) // 25)):
        at = chance.randrange(max(1, len(text) - 1))
        slip = chance.randrange(6)
        if slip == 0:
            text = text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
        elif slip == 1:
            text = text[:at] + text[at + 1 :]
        elif slip == 2:
            text = text[:at] + chance.choice(_LETTERS) + text[at + 1 :]
        elif slip == 3:
            text = text[: at + 1] + text[at:]
        else:
            spaces = [match.start() for match in re.finditer(" ", text)]
            if spaces:
                cut = chance.choice(spaces)
                text = text[:cut] + text[cut + 1 :]
    return text


def wrapped(text: str, chance: random.Random, around: dict[str, list[str]]) -> str:
    """The text with something before it, behind it, or both, that anybody says around anything."""
    before, after = chance.choice(around["before"]), chance.choice(around["after"])
    pattern = chance.choice(("{0} {1}", "{1} {2}", "{1}, {2}", "{0} {1} {2}", "{0} {1}, {2}"))
    return pattern.format(before, text, after)


def rows_of(utterances: Iterable[Labelled]) -> list[Row]:
    place = {name: index for index, name in enumerate(scorer.NAMES)}
    rows = []
    for each in utterances:
        found = questions.features_of(each.text, NOW)
        rows.append((found, place[each.intent], frozenset(place[name] for name in each.also)))
    return rows


def common(rows: Sequence[Row], least: int) -> set[int]:
    counts = Counter(feature for features, _, _ in rows for feature in set(features))
    return {feature for feature, count in counts.items() if count >= least}


def learned(rows: list[Row], chance: random.Random) -> dict[int, list[float]]:
    """Weights by stochastic gradient descent over shuffled rows, averaged over the last half of the rounds."""
    width = len(scorer.NAMES)
    kept = common(rows, 2)
    weights = {feature: [0.0] * width for feature in sorted(kept)}
    sums = {feature: [0.0] * width for feature in weights}
    rows = [([each for each in features if each in kept], name, also) for features, name, also in rows]
    for turn in range(ROUNDS):
        chance.shuffle(rows)
        rate = RATE / (1 + turn * 0.4)
        for row in rows:
            step(weights, row, rate)
        for feature, values in weights.items():
            shrunk = 1 - DECAY * len(rows) * rate
            weights[feature] = [value * shrunk for value in values]
        if turn >= ROUNDS // 2:
            for feature, values in weights.items():
                sums[feature] = [one + other for one, other in zip(sums[feature], values, strict=True)]
    turns = ROUNDS - ROUNDS // 2
    return {feature: [value / turns for value in values] for feature, values in sums.items()}


def step(weights: dict[int, list[float]], row: Row, rate: float) -> None:
    features, name, also = row
    if not features:
        return
    likely = scorer.softmax([sum(column) for column in zip(*(weights[each] for each in features), strict=True)])
    if also and max(range(len(likely)), key=likely.__getitem__) in also:
        return
    pace = rate / len(features) ** 0.5
    for place, value in enumerate(likely):
        slope = value - (place == name)
        if abs(slope) > 0.004:
            for feature in features:
                weights[feature][place] -= pace * slope


def made() -> str:
    """The mean of several runs, each with slips and talk of its own: one alone leans on its luck."""
    with ProcessPoolExecutor() as pool:
        runs = list(pool.map(_run, range(SEED, SEED + RUNS)))
    mean = {place: [0.0] * len(scorer.NAMES) for place in sorted(set().union(*runs))}
    for weights in runs:
        for place, values in weights.items():
            mean[place] = [one + other / RUNS for one, other in zip(mean[place], values, strict=True)]
    return f'{_HEAD}PACKED = "{scorer.packed(mean)}"\n'


def _run(seed: int) -> dict[int, list[float]]:
    chance = random.Random(seed)
    written, tuned = learned_from()
    rows = rows_of([*written, *with_slips(written, chance), *with_talk(written, chance)])
    # the rules are always right about what they were tuned on; learning to trust them there would be trusting too much
    opinions = {scorer.place(f"i {sign} {name}") for sign in "rn" for name in scorer.NAMES}
    for features, name, also in rows_of([*tuned, *with_slips(tuned, chance)]):
        rows.append(([each for each in features if each not in opinions], name, also))
    return learned(rows, chance)


def with_talk(utterances: Sequence[Labelled], chance: random.Random) -> list[Labelled]:
    around = read_around()
    return [Labelled(wrapped(each.text, chance, around), each.intent, each.also) for each in utterances]


def with_slips(utterances: Sequence[Labelled], chance: random.Random) -> list[Labelled]:
    return [Labelled(mistyped(each.text, chance), each.intent, each.also) for each in utterances]


def main(arguments: Sequence[str]) -> int:
    text = made()
    if "--check" in arguments:
        same = WEIGHTS.read_text("utf-8") == text
        print("the weights are the ones made" if same else "other weights would be made: run it without --check")
        return 0 if same else 1
    WEIGHTS.write_text(text, "utf-8")
    print(f"{sum(map(len, learned_from()))} utterances, {len(text) / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
