"""Microseconds to make and to verify a check-in token, beside a bare HMAC of the same length."""

from __future__ import annotations

import hmac
import sys
import timeit
from collections.abc import Callable
from datetime import UTC, datetime

from benchmarks.harness import line
from training import tokens

TIMES, ROUNDS = 20_000, 5
SECRET, NOW = bytes(32), datetime(2022, 12, 10, 0, 30, tzinfo=UTC)
LIMIT = 20.0  # µs


def main() -> int:
    token = tokens.token_at(SECRET, 7, NOW)
    forged = token[:-1] + ("A" if token[-1] != "A" else "B")
    verified = _micros(lambda: tokens.check(SECRET, 7, token, NOW))
    line("verify a token", f"{verified:.2f} µs", f"(to reach: under {LIMIT:.0f} µs)")
    line("verify a forgery", f"{_micros(lambda: tokens.check(SECRET, 7, forged, NOW)):.2f} µs")
    line("make a token", f"{_micros(lambda: tokens.token_at(SECRET, 7, NOW)):.2f} µs")
    line("bare HMAC-SHA256 of 32 bytes", f"{_micros(lambda: hmac.digest(SECRET, SECRET, 'sha256')):.2f} µs")
    return int(verified > LIMIT)


def _micros(work: Callable[[], object]) -> float:
    return min(timeit.repeat(work, number=TIMES, repeat=ROUNDS)) / TIMES * 1e6


if __name__ == "__main__":
    sys.exit(main())
