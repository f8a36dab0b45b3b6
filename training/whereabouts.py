"""Near the place or not. Only that is ever kept, and only of who agreed to it."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH = 6_371_008.8  # metres, mean radius
RADIUS = 300.0  # metres: phones indoors are wrong by a hundred, school grounds are wide


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The way over the ground between two places (latitude, longitude in degrees)."""
    (south, west), (north, east) = one, other
    half = sin(radians(north - south) / 2) ** 2
    half += cos(radians(south)) * cos(radians(north)) * sin(radians(east - west) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def is_inside(place: tuple[float, float], position: tuple[float, float], radius: float = RADIUS) -> bool:
    return metres(place, position) <= radius
