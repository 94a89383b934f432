"""How soon a key shows in the pen: a turn of 500 bullets in a meeting of 100 turns.

    .venv/bin/python -m tests.bench.pen [keys]

Serves a throw-away archive of its own on SQLite and types into it in Debian's Chromium, at the end and in the middle
of the turn. A key is timed from its event to the frame that shows it; told are the median, the 95th percentile and
the worst.
"""
