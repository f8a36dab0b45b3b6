"""The rotating token: valid in its window and nowhere else."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import tokens
from training.plan import ZONE
from training.tokens import LONGEST, PREFIX, SHORTEST, Verdict, check, number_at, numbers_to_choose, token_at

SECRET = bytes(range(32))
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
NOON = datetime(2022, 12, 10, 7, 30, tzinfo=ZONE)

secrets = st.binary(min_size=32, max_size=32)
sessions = st.integers(0, 2**32 - 1)
steps = st.integers(SHORTEST, LONGEST)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("later", "verdict"),
    [
        (-1, Verdict.EXPIRED),
        (0, Verdict.VALID),
        (19, Verdict.VALID),
        (20, Verdict.VALID),  # the step of grace
        (39, Verdict.VALID),
        (40, Verdict.EXPIRED),
        (86_400, Verdict.EXPIRED),
    ],
)
def test_a_token_counts_for_its_step_and_the_next(later: int, verdict: Verdict) -> None:
    token = token_at(SECRET, 7, NOON)
    assert check(SECRET, 7, token, NOON + timedelta(seconds=later)) is verdict


@given(secrets, sessions, moments, steps, st.floats(-1e8, 1e8))
def test_it_is_never_valid_outside_its_window(
    secret: bytes, session: int, shown: datetime, step: int, gap: float
) -> None:
    now = shown + timedelta(seconds=gap)
    begun = shown.timestamp() // step * step
    inside = begun <= int(now.timestamp()) < begun + 2 * step
    token = token_at(secret, session, shown, step)
    assert (check(secret, session, token, now, step) is Verdict.VALID) == inside


@given(secrets, sessions, moments, steps, st.integers(0, 23), st.integers(0, 5))
def test_any_bit_flipped_makes_it_a_forgery(
    secret: bytes, session: int, now: datetime, step: int, place: int, bit: int
) -> None:
    token = token_at(secret, session, now, step)
    changed = ALPHABET[ALPHABET.index(token[place]) ^ (1 << bit)]
    forged = token[:place] + changed + token[place + 1 :]
    for claimed in (session, claim.session_id if (claim := tokens.read(forged)) else -1):
        assert check(secret, claimed, forged, now, step) is Verdict.FORGED


@given(secrets, sessions, sessions, moments, steps)
def test_it_is_no_good_for_another_session_or_with_another_secret(
    secret: bytes, session: int, other: int, now: datetime, step: int
) -> None:
    token = token_at(secret, session, now, step)
    assert (check(secret, other, token, now, step) is Verdict.VALID) == (other == session)
    assert check(bytes([secret[0] ^ 1]) + secret[1:], session, token, now, step) is Verdict.FORGED


@given(secrets, sessions, moments, steps, steps)
def test_another_rhythm_makes_old_tokens_forgeries(
    secret: bytes, session: int, now: datetime, step: int, other: int
) -> None:
    verdict = check(secret, session, token_at(secret, session, now, step), now, other)
    assert verdict is (Verdict.VALID if other == step else Verdict.FORGED)


@given(secrets, sessions, moments, steps)
def test_it_fits_a_start_parameter_and_says_its_session(secret: bytes, session: int, now: datetime, step: int) -> None:
    token = token_at(secret, session, now, step)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", PREFIX + token)
    assert tokens.read(token) == tokens.Claim(session, tokens.step_at(now, step))
    assert 0 <= tokens.age(tokens.Claim(session, tokens.step_at(now, step)), now, step) < step
    assert 0 < (tokens.step_ends(now, step) - now).total_seconds() <= step


@pytest.mark.parametrize("spelling", ["", " ", "A" * 23, "A" * 25, "{}=", "{} ", " {}", "{}\n", "{}A", "c-{}", "ÄÄ{}"])
def test_a_token_has_one_spelling_only(spelling: str) -> None:
    assert check(SECRET, 7, spelling.format(token_at(SECRET, 7, NOON)), NOON) is Verdict.FORGED


@given(st.text())
def test_whatever_is_typed_is_at_most_a_forgery(text: str) -> None:
    assert check(SECRET, 7, text, NOON) is Verdict.FORGED


@pytest.mark.parametrize(("session", "step"), [(-1, 20), (2**32, 20), (7, SHORTEST - 1), (7, LONGEST + 1)])
def test_what_cannot_be_in_a_token_is_refused(session: int, step: int) -> None:
    with pytest.raises(ValueError, match=str(session)):
        token_at(SECRET, session, NOON, step)


@given(secrets, sessions, moments)
def test_the_number_on_the_screen_is_among_three_to_choose_from(secret: bytes, session: int, now: datetime) -> None:
    shown = number_at(secret, session, now)
    offered = numbers_to_choose(secret, session, now)
    assert 10 <= shown <= 99
    assert shown in offered
    assert offered == sorted(set(offered))
    assert len(offered) == 3


@given(secrets, sessions, moments)
def test_the_number_changes_each_minute_and_counts_ten_seconds_longer(
    secret: bytes, session: int, now: datetime
) -> None:
    begins = tokens.step_ends(now, tokens.NUMBER_SECONDS)
    before = number_at(secret, session, begins - timedelta(seconds=1))
    assert before != number_at(secret, session, begins)
    assert tokens.number_seen(secret, session, before, begins + timedelta(seconds=9))
    assert not tokens.number_seen(secret, session, before, begins + timedelta(seconds=10))
