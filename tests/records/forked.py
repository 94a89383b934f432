"""manage.py in a process of its own, forked from that of the tests: what a start imports is there already.

The settings are read anew from the environment of the process, and everything that the tests' own process holds open
is left to it. tests/house/test_commands.py and tests/browser start manage.py and bin/run from nothing.
"""

import os
import runpy
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.contrib.auth import hashers
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.utils.functional import empty

from records import organisation, sample
from tests.conftest import QUICK_HASHERS

HOUSE = Path(__file__).resolve().parent.parent.parent
SECONDS = 120

blocker = None  # what keeps the database from tests that did not ask for it; tests/records/conftest.py lays it here
_of_the_tests: list[object] = []


def manage(words: list[str], environment: dict[str, str]) -> tuple[int, str, str]:
    """The exit code of `manage.py WORDS` under that environment, what it said, and its errors."""
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as errors:
        child = os.fork()
        if not child:
            _become(words, environment, said.fileno(), errors.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        errors.seek(0)
        return code, said.read(), errors.read()


def _become(words: list[str], environment: dict[str, str], said: int, errors: int) -> NoReturn:
    """Goes on as manage.py, and never returns."""
    code = 1
    try:
        signal.alarm(SECONDS)
        os.dup2(said, 1)
        os.dup2(errors, 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
        os.environ.clear()
        os.environ.update(environment)
        _forget()
        sys.argv = ["manage.py", *words]
        runpy.run_path(str(HOUSE / "manage.py"), run_name="__main__")
        code = 0
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        else:
            code = end.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _forget() -> None:
    """Everything that was read from the environment of the tests, or from their database."""
    sys.modules.pop("qazvin20.settings", None)
    settings._wrapped = empty
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    hashers.get_hashers.cache_clear()
    hashers.get_hashers_by_algorithm.cache_clear()
    _of_the_tests.append(connections._connections)  # to close them here would end them for the tests
    connections.__dict__.pop("settings", None)
    connections.__init__()
    ContentType.objects.clear_cache()
    sample._answer = None
    organisation.ask(True)
    blocker.unblock()
