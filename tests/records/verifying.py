"""What `verify_records` says of the archive."""

import io

import pytest
from django.core.management import CommandError, call_command


def verify() -> str:
    out = io.StringIO()
    call_command("verify_records", stdout=out, stderr=out)
    return out.getvalue()


def told() -> str:
    """What the command says of an archive that is not sound."""
    out = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("verify_records", stdout=out, stderr=out)
    assert caught.value.returncode == 1
    assert " faults in " in str(caught.value)
    return out.getvalue()
