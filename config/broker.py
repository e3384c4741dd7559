"""Messages as files, for a machine without Redis: kombu's filesystem transport made safe.

As it comes, a reader can take a message that is only half written (11 of 4,000 were lost with
two writers and two readers), and it takes messages by way of the system's temporary folder,
which copies when that lies on another disk. Here a message appears and is taken by a rename
inside one folder: whole, and by one reader. See docs/decisions/0001-embedded-broker.md.
"""

import os
import time
from pathlib import Path
from queue import Empty
from uuid import uuid4

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    """Files named ``<nanoseconds>_<uuid>.<queue>.msg``: their order is that of sending."""

    def _put(self, queue, payload, **kwargs):
        name = f"{time.time_ns()}_{uuid4()}.{queue}"
        half = Path(self.data_folder_out, f"{name}.half")
        half.write_text(dumps(payload))
        half.rename(half.with_name(f"{name}.msg"))

    def _get(self, queue):
        for name in sorted(os.listdir(self.data_folder_in)):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = Path(self.data_folder_in, f"{name}.taken")
            try:
                os.rename(Path(self.data_folder_in, name), taken)
            except FileNotFoundError:  # another worker was faster
                continue
            payload = loads(taken.read_text())
            taken.unlink()
            return payload
        raise Empty


class Transport(filesystem.Transport):
    Channel = Channel


TRANSPORT_ALIASES["files"] = "config.broker:Transport"
