"""One way to write data down, so that the same data have the same checksum everywhere."""

import json


def canonical_json(data) -> bytes:
    """UTF-8 JSON, keys sorted, no spaces: what the printed SHA-256 is taken of.

    Raises TypeError for a value JSON does not know, ValueError for NaN and infinity.
    """
    options = {"sort_keys": True, "ensure_ascii": False, "allow_nan": False}
    return json.dumps(data, separators=(",", ":"), **options).encode("utf-8")
