"""Breaking texts into lines, for headings that stand in the middle: lines of about the same length read best."""

from __future__ import annotations

from collections.abc import Callable

Measure = Callable[[str], float]


def balanced(text: str, width: float, measure: Measure) -> list[str]:
    """As few lines as the width allows, each about as long as the others: the longest is as short as can be."""
    best = greedy(text, width, measure)
    narrow = width
    while len(best) > 1:
        narrow = max(map(measure, best)) * 0.999
        tighter = greedy(text, narrow, measure)
        if len(tighter) > len(best) or max(map(measure, tighter)) >= max(map(measure, best)):
            break
        best = tighter
    return best


def greedy(text: str, width: float, measure: Measure) -> list[str]:
    """As many words on each line as fit; a word that is longer than a line stands alone."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and measure(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]
