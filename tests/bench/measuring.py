"""What one page costs the server: time of the wall and of the processor, queries, size on the line."""

import statistics
import time
from dataclasses import dataclass

from django.db import connection
from django.test import Client


@dataclass(frozen=True)
class Cost:
    """Milliseconds, counts and bytes. `packed` is what travels to a browser."""

    median: float
    slowest: float
    processor: float
    queries: int
    size: int
    packed: int


def cost_of(client: Client, path: str, times: int) -> Cost:
    """What `path` costs: counted once, then taken `times` times over; the processor's time is a median too.

    On a machine that others use at the same time the wall tells of them as well, the processor of us alone.
    """
    asked: list[str] = []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        body = client.get(path).content
    wall, processor = [], []
    for _ in range(times):
        begun, worked = time.perf_counter(), time.process_time()
        client.get(path)
        processor.append(1000 * (time.process_time() - worked))
        wall.append(1000 * (time.perf_counter() - begun))
    packed = len(client.get(path, headers={"Accept-Encoding": "gzip"}).content)
    return Cost(statistics.median(wall), max(wall), statistics.median(processor), len(asked), len(body), packed)
