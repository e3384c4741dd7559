"""Bring the data up to the code: compiled messages, tables, the demo county."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from tools.messages import ROOT, compile_stale


def main() -> None:
    compile_stale(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(f"Not started: {error}")
    call_command("migrate", verbosity=0)
    call_command("demo", if_moved=True)


if __name__ == "__main__":
    main()
