"""What a reader gets at an address. For tests of any room."""

from tests import cast
from tests.markup import parse_errors


def get(address: str, user=None):
    return cast.client_for(user or cast.visitor()).get(address)


def read(address: str, user=None) -> str:
    """The page at the address, which must be there and be sound HTML."""
    answer = get(address, user)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    assert parse_errors(page) == []
    return page
