"""The site as the tests run it: on SQLite, or on the database that JIXIAO_TEST_DATABASE names."""

from __future__ import annotations

import os
import tempfile

_folder = tempfile.mkdtemp(prefix="jixiao-tests-")
os.environ["JIXIAO_DEMO"] = "1"
os.environ["JIXIAO_DATA"] = _folder
os.environ["JIXIAO_SECRET_KEY"] = "for tests alone"
os.environ["DATABASE_URL"] = os.environ.get("JIXIAO_TEST_DATABASE", f"sqlite:///{_folder}/site.sqlite3")

from jixiao_web.settings import *  # noqa: E402, F403
from jixiao_web.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {
        "NAME": f"{_folder}/tests.sqlite3"
    }  # a file: workers of tests open it too

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
