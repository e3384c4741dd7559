"""The site's settings with a private place for files and a database that a worker can share.

Every test process has its own ``VAR_DIR``. The SQLite test database is a file, so that a site
and a worker started by a test see the rows the test wrote.
"""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "k" * 40)
os.environ["DEBUG"] = "False"
os.environ["HTTPS"] = "False"
if "TEST_VAR_DIR" in os.environ:  # a site or a worker started by a test: share its files
    os.environ["VAR_DIR"] = os.environ["TEST_VAR_DIR"]
else:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="pairing-tests-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from config.settings import *  # noqa: F403 -- the environment is set first
from config.settings import CACHES, DATABASES, INSTALLED_APPS, STORAGES, VAR_DIR

INSTALLED_APPS = [*INSTALLED_APPS, "tests"]  # tests.tasks: jobs for a real worker
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
TASK_QUEUE = VAR_DIR.name  # test processes side by side do not take each other's jobs
CACHES["default"]["KEY_PREFIX"] = TASK_QUEUE
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CRISPY_FAIL_SILENTLY = False
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
else:
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}
if "TEST_DATABASE" in os.environ:
    DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
