"""`serve`: the application on the host and port of the settings."""

import logging
import sys

import uvicorn

from tracker.config import Settings, Site, now, settings, today

LIMIT = 1 << 20  # bytes of one message from a browser: nobody sends files


def serve() -> None:
    """Serve the tracker at TRACKER_HOST and TRACKER_PORT until it is stopped."""
    chosen = settings()
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=logging.WARNING)
    logging.getLogger("tracker").setLevel(logging.INFO)
    sys.path.insert(0, str(chosen.root))
    shown = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    if chosen.site is Site.BOTH:
        _publish_first(chosen)
    print(f"http://{'localhost' if shown == '127.0.0.1' else shown}:{chosen.port}", flush=True)
    uvicorn.run(
        "dashboard:app", host=chosen.host, port=chosen.port, access_log=False, log_level="warning",
        server_header=False, ws="websockets-sansio", ws_max_size=LIMIT, ws_per_message_deflate=False,
    )


def _publish_first(chosen: Settings) -> None:
    """The public sees the plan as delivered from the first moment on. What keeps it from being made keeps nobody else."""
    from tracker.services.first_release import begun  # a public site never gets here, and must not know the store
    from tracker.site.files import build

    try:
        begun(chosen, build, today(chosen), now())
    except Exception as error:
        logging.getLogger("tracker").warning("no first release: %s", error)
