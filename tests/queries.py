"""How many queries does a page take? For tests of any room."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MOST = 12  # for any page


def queries_of(client: Client, address: str) -> int:
    """The number of queries that a page takes, those for its reader included."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    assert len(queries) <= MOST, "\n".join(query["sql"] for query in queries)
    return len(queries)
