"""How long the server takes for each page, how much it asks of the database, and what comes out of it.

bin/bench runs this in an empty data folder: the founding data, a meeting of 60 lines, lists of 300 rows. The figures
are of one process without a network; they are for comparing with earlier ones on the same machine, and test nothing.
"""

import statistics
import sys
import time

from tests.browser import archive, papers  # isort: skip  (sets Django up)

import brotli
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

from tests import cast

ROWS = 300
TIMES = 15
PAGES = [
    ("visitor", "/"),
    ("visitor", "/rounds/"),
    ("visitor", "/rounds/2/"),
    ("visitor", "/meetings/"),
    ("visitor", "/meetings/?round=4&page=3"),
    ("visitor", "/meetings/4/27/"),
    ("visitor", "/meetings/5/1/"),
    ("visitor", "/meetings/5/1/editions/1/"),
    ("confirmer", "/meetings/5/1/draft/"),
    ("visitor", "/meetings/5/2/"),
    ("visitor", "/meetings/5/4/"),
    ("visitor", "/people/"),
    ("visitor", "/people/?q=هزارم"),
    ("visitor", "/people/{speaker}/"),
    ("confirmer", "/import/"),
    ("visitor", "/v/{in_force}/"),
    ("visitor", "/accounts/login/"),
    ("visitor", "/no/such/page/"),
]


def fill() -> dict[str, str]:
    kamran = cast.kamran()
    words = archive.opening(kamran) | archive.full(kamran)
    archive.publish(archive.imported(papers.many_blocks(turns=6), archive.MANY, kamran), kamran)
    archive.long_lists(ROWS)
    return words | {"speaker": str(archive.speaker().pk)}


def measured(client: Client, path: str) -> tuple[float, float, int, int, int]:
    """Median and slowest time in milliseconds, queries, bytes, and bytes after Brotli at the level of a live answer."""
    asked: list[str] = []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        body = client.get(path).content
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        client.get(path)
        took.append(1000 * (time.perf_counter() - begun))
    packed = len(brotli.compress(body, mode=brotli.MODE_TEXT, quality=5))
    return statistics.median(took), max(took), len(asked), len(body), packed


def main() -> None:
    call_command("prepare", stdout=sys.stderr)
    words = fill()
    clients = {"visitor": Client(), "confirmer": cast.client_for(cast.kamran())}
    print(f"{'median':>8} {'slowest':>8} {'queries':>8} {'bytes':>9} {'brotli':>8}  page")
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        for reader, path in PAGES:
            median, slowest, queries, size, packed = measured(clients[reader], path.format(**words))
            print(f"{median:5.1f} ms {slowest:5.1f} ms {queries:8} {size:9,} {packed:8,}  {path} ({reader})")


if __name__ == "__main__":
    main()
