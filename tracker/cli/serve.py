"""`serve`: the application on the host and port of the settings."""

import gc
import logging
import sys

import uvicorn

from tracker.config import settings

LIMIT = 1 << 20  # bytes of one message from a browser: nobody sends files


def serve() -> None:
    """Serve the tracker at TRACKER_HOST and TRACKER_PORT until it is stopped."""
    gc.disable()  # until everything is loaded: server/app.py puts it out of the collector's way then
    chosen = settings()
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=logging.WARNING)
    logging.getLogger("tracker").setLevel(logging.INFO)
    sys.path.insert(0, str(chosen.root))
    shown = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    print(f"http://{'localhost' if shown == '127.0.0.1' else shown}:{chosen.port}", flush=True)
    uvicorn.run(
        "dashboard:app", host=chosen.host, port=chosen.port, access_log=False, log_level="warning",
        server_header=False, ws="websockets-sansio", ws_max_size=LIMIT, ws_per_message_deflate=False,
    )
