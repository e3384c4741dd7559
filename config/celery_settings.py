"""The broker, the worker and the clock, on one page. Read by ``config.celery``.

With ``REDIS_URL`` the messages go through Redis, without it through files under ``VAR_DIR``
(docs/decisions/0001-embedded-broker.md). On either the Job row is the truth: a message carries
its number and nothing else, may be lost and may come twice.
"""

from celery.schedules import crontab
from django.conf import settings

from config import broker  # noqa: F401 -- makes files:// known

TASK_SECONDS = 600

if settings.REDIS_URL:
    broker_url = settings.REDIS_URL
    broker_transport_options = {
        # Longer than any task: past it Redis hands the message to another worker.
        "visibility_timeout": 3600,
        "socket_timeout": 30,
        "socket_connect_timeout": 3,
        "socket_keepalive": True,
        "health_check_interval": 25,
    }
else:
    broker_url = "files://"
    _folder = settings.VAR_DIR / "broker"
    (_folder / "messages").mkdir(parents=True, exist_ok=True)
    broker_transport_options = {
        "data_folder_in": str(_folder / "messages"),
        "data_folder_out": str(_folder / "messages"),
        "control_folder": str(_folder / "exchanges"),
        "polling_interval": 0.1,  # seconds; a worker takes one message each time it looks
    }

task_default_queue = settings.TASK_QUEUE
broker_connection_retry_on_startup = True
# A page must not wait for a broker that is down: the sweep sends what stands unsent.
task_publish_retry = False
task_serializer = "json"
accept_content = ["json"]
task_ignore_result = True  # progress and outcome live in the Job row
task_acks_late = True
task_reject_on_worker_lost = True
task_time_limit = TASK_SECONDS
task_soft_time_limit = TASK_SECONDS - 60
timezone = settings.TIME_ZONE

worker_prefetch_multiplier = 1
worker_max_tasks_per_child = 200
worker_max_memory_per_child = 300_000  # KiB
worker_hijack_root_logger = False
worker_enable_remote_control = False  # nobody asks, and its replies would pile up as files
worker_cancel_long_running_tasks_on_connection_loss = True

beat_schedule_filename = str(settings.VAR_DIR / "clock")
beat_schedule = {
    "send what stands unsent or claimed too long": {
        "task": "records.tasks.sweep",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "drop scans that were never kept": {
        "task": "agreements.tasks.drop_held_scans",
        "schedule": crontab(minute=40),
    },
    "look at every file that is kept": {
        "task": "reports.tasks.check_archive",
        "schedule": crontab(day_of_week="sun", hour=2, minute=30),
    },
    "go on looking": {
        "task": "reports.tasks.go_on_checking",
        "schedule": crontab(minute=50),
    },
    # Open windows move with every day; the hourly round catches up with a night without worker.
    "judge every pairing": {
        "task": "compliance.tasks.refresh_all",
        "schedule": crontab(hour=0, minute=5),
    },
    "judge what is out of date": {
        "task": "compliance.tasks.refresh_stale",
        "schedule": crontab(minute=20),
    },
}
