#!/bin/sh
# Runs its arguments with the first Python that is new enough: 3.11 or later.
for name in python3.13 python3.12 python3.11 python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$name" "$@"
    fi
done
echo "No Python 3.11 or newer was found. On Debian and Ubuntu: sudo apt-get install python3 python3-venv" >&2
exit 1
