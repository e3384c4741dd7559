"""The broker and the worker, on one page. Read by ``config.settings``."""
