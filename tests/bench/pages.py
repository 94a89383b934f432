"""How long the server takes for each page, how much it asks of the database, and what comes out of it.

bin/bench runs this in an empty data folder: the founding data, a meeting of 60 lines, lists of 300 rows. The figures
are of one process without a network; they are for comparing with earlier ones on the same machine, and test nothing.
"""

import sys

from tests.browser import archive, papers  # isort: skip  (sets Django up)

from django.core.management import call_command
from django.test import Client, override_settings

from tests import cast
from tests.bench.measuring import cost_of

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


def main() -> None:
    call_command("prepare", stdout=sys.stderr)
    words = fill()
    clients = {"visitor": Client(), "confirmer": cast.client_for(cast.kamran())}
    print(f"{'median':>8} {'slowest':>8} {'of it our own':>13} {'queries':>8} {'bytes':>9} {'packed':>8}  page")
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        for reader, path in PAGES:
            cost = cost_of(clients[reader], path.format(**words), TIMES)
            print(
                f"{cost.median:5.1f} ms {cost.slowest:5.1f} ms {cost.processor:10.1f} ms {cost.queries:8}"
                f" {cost.size:9,} {cost.packed:8,}  {path} ({reader})"
            )


if __name__ == "__main__":
    main()
