"""Answers of the interface as JSON; values are written as in the JSON downloads."""

import orjson

from tracker.exchange.downloads import json_value


def answer_bytes(said: object) -> bytes:
    return orjson.dumps(said, default=json_value, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_PASSTHROUGH_DATACLASS)
