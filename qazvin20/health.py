"""Two addresses for the machine room: does the process live, and can it do its work. Plain English text."""

import shutil
import tempfile
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all; nothing is asked of the database."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, migrations and disk are fit for work, else 503; one line says how each of them is."""
    found = {"database": database_problem(), "disk": disk_problem()}
    found["migrations"] = "not known" if found["database"] else migration_problem()
    lines = "".join(f"{name}: {problem or 'ok'}\n" for name, problem in found.items())
    return HttpResponse(lines, status=503 if any(found.values()) else 200, content_type="text/plain; charset=utf-8")


def database_problem() -> str:
    """Why the database can't be used, without a word about where it is; empty where it answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return ""


def migration_problem() -> str:
    """How many migrations of the code the database has not seen; empty where it has seen them all."""
    try:
        missing = migrations_of_the_code() - set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return "not known"
    return f"{len(missing)} not applied" if missing else ""


def disk_problem() -> str:
    """Why nothing can be kept in the data folder; empty where there is room."""
    try:
        with tempfile.TemporaryFile(dir=settings.DATA_DIR) as trial:
            trial.write(b"trial")
        free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError:
        return "the data folder is not writable"
    return "" if free >= settings.READY_FREE_BYTES else f"{free // 2**20} MB free"


@cache
def migrations_of_the_code() -> frozenset[tuple[str, str]]:
    """Application and name of every migration that this code brings; it can't change while the process runs."""
    return frozenset(MigrationLoader(None).graph.nodes)
