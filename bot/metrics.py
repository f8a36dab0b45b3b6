"""What /metrics tells of the incoming side. Prometheus' own registry; an increment costs about a microsecond."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

RECEIVED = Counter("taphuan_updates_received", "Updates written down for the first time", ["bot"])
ANSWERED = Counter("taphuan_updates_answered", "Updates served, by what came of them", ["bot", "outcome"])
SECONDS = Histogram(
    "taphuan_answer_seconds",
    "From an update written down to its answer sent",
    ["bot"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0),
)
FAILURES = Counter("taphuan_failures", "Mistakes of our own, by where they happened", ["where"])
UNSENT = Counter("taphuan_answers_unsent", "Answers given up, by the platform's reason", ["outcome"])
UNDER_WAY = Gauge("taphuan_updates_under_way", "Updates taken and not yet served", ["bot"])
