"""How soon a key shows: from its event to the frame painted after it, as the browser itself tells it; and its work."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

LEAST = 16.0  # milliseconds; the browser tells of nothing quicker
WATCH = """() => {
  window.keyTimes = [];
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "keydown") window.keyTimes.push(duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: false });
}"""


def key_times(page: Page, keys: int, pause: int = 60) -> list[float]:
    """Milliseconds of each of `keys` presses into what has the focus, `pause` milliseconds apart, in order of size."""
    page.evaluate(WATCH)
    for at in range(keys):
        page.keyboard.press("abcd e"[at % 6])
        page.wait_for_timeout(pause)
    page.wait_for_timeout(300)
    slow = page.evaluate("window.keyTimes")
    return sorted([LEAST] * (keys - len(slow)) + slow)


@contextmanager
def main_thread(page: Page) -> Iterator[list[float]]:
    """A list that holds, once the block is left, the milliseconds of processor time of the page's main thread in it.

    Unlike the time until something shows it hardly depends on what else the machine is doing.
    """
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def taken() -> float:
        told = session.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in told if metric["name"] == "TaskDuration") * 1000

    before, work = taken(), []
    yield work
    work.append(taken() - before)
    session.detach()


def percentile(times: list[float], share: float) -> float:
    """Of times in order of size, the one that `share` of them do not exceed."""
    return times[min(len(times) - 1, int(share * len(times)))]


def long_turn(bullets: int) -> str:
    """The text of a turn with so many bullets on three levels."""
    lines = [
        f"{'  ' * (at % 3)}- بند شماره {at} از سخنی دراز، که درباره گذرها و باغ‌های شهر نمونه گفته شد"
        for at in range(bullets)
    ]
    return "سخن آغازین\n\n" + "\n".join(lines)
