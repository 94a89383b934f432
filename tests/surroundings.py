"""Surroundings of the tests, laid before Django reads its settings: a data folder of their own, thrown away afterwards.

Loaded as a plugin by pyproject.toml, because pytest-django reads the settings before any conftest.py.
"""

import atexit
import os
import shutil
import tempfile

folder = tempfile.mkdtemp(prefix="qazvin20-tests-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
atexit.register(shutil.rmtree, folder, ignore_errors=True)

os.environ["QAZVIN20_DATA"] = folder
os.environ["DATABASE_URL"] = os.environ.get("QAZVIN20_TEST_DATABASE_URL", "")
os.environ.pop("QAZVIN20_SITE_URL", None)
os.mkdir(os.path.join(folder, "static"))
