"""The worker: ``celery -A config worker`` and ``celery -A config beat``."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("config")
# For every thread of the web server; without it a thread makes an app of its own that knows
# no broker.
app.set_default()
app.config_from_object("config.celery_settings")
app.autodiscover_tasks()
