"""Somebody without a browser who speaks Streamlit's websocket with a session cookie: opens pages and presses what is on them.

Unlike a browser it can go on pressing what the page no longer shows, as somebody with an old page or ill will could.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

from tests.serving import App
from tests.staffed import COOKIE, SECRET
from tracker.services.signing import Seal

PATIENCE = 60  # seconds for one script run
PRESSED = "typed after the right was gone"


@dataclass(frozen=True)
class Thing:
    """A field or button of a page. `fragment` names the part that runs alone when it is used."""

    id: str
    kind: str
    label: str
    fragment: str
    options: tuple[str, ...] = ()


class Talker:
    """One session. `things` are the fields and buttons seen so far by id, `said` the HTML of the last run, `heard` every
    message as it came."""

    def __init__(self, app: App, token: str = "", origin: str = "") -> None:
        headers = {"Cookie": f"{COOKIE}={Seal(SECRET).sealed('session', token)}"} if token else {}
        self._open = ExitStack()
        self._socket = self._open.enter_context(connect(f"ws://{urlsplit(app.url).netloc}/_stcore/stream", origin=origin or app.url, subprotocols=["streamlit"], max_size=None,
                               compression=None, open_timeout=30, ping_interval=None, close_timeout=0.5, additional_headers=headers))
        self._page, self._query = "", ""
        self._held: dict[str, WidgetState] = {}
        self.things: dict[str, Thing] = {}
        self.said: list[str] = []
        self.heard: list[bytes] = []

    def __enter__(self) -> "Talker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._open.close()

    def open(self, page: str, **query: str) -> str:
        """What the page says, as HTML."""
        self._page, self._query = page, urlencode(query)
        return self._run(self._asked())

    def use(self, thing: Thing) -> str:
        """Presses the button or changes the field, as its page would send it."""
        ask = self._asked(thing.fragment)
        ask.rerun_script.widget_states.widgets.extend(self._held.values())  # a page sends what stands in all its fields
        state = ask.rerun_script.widget_states.widgets.add()
        state.id = thing.id
        if thing.kind == "button":
            state.trigger_value = True
        elif thing.kind == "checkbox":
            state.bool_value = True
        elif thing.kind in ("button_group", "multiselect"):
            state.string_array_value.data.extend(thing.options[-1:])
        else:
            state.string_value = thing.options[-1] if thing.options else PRESSED
        if thing.kind != "button":
            self._held[thing.id] = state
        return self._run(ask)

    def labelled(self, words: str) -> Thing:
        """The thing of this label, else the first whose label begins so."""
        things = self.things.values()
        return next((thing for thing in things if thing.label == words), None) or next(thing for thing in things if thing.label.startswith(words))

    def place_for_a_file(self) -> str:
        """Where the page's uploader would send a file."""
        ask = BackMsg()
        ask.file_urls_request.request_id = "1"
        ask.file_urls_request.file_names.append("evidence.txt")
        self._socket.send(ask.SerializeToString())
        while True:
            message = ForwardMsg.FromString(self._socket.recv(PATIENCE))
            if message.WhichOneof("type") == "file_urls_response":
                return message.file_urls_response.file_urls[0].upload_url

    def _asked(self, fragment: str = "") -> BackMsg:
        ask = BackMsg()
        ask.rerun_script.page_name, ask.rerun_script.query_string, ask.rerun_script.fragment_id = self._page, self._query, fragment
        return ask

    def _run(self, ask: BackMsg) -> str:
        self._socket.send(ask.SerializeToString())
        self.said, runs = [], False
        while True:
            self.heard.append(self._socket.recv(PATIENCE))
            message = ForwardMsg.FromString(self.heard[-1])
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._note(message.delta)
            elif kind == "session_status_changed":  # the last word of a run, also of one for a part that is gone
                if runs and not message.session_status_changed.script_is_running:
                    return "".join(self.said)
                runs = message.session_status_changed.script_is_running

    def _note(self, delta) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "html":
            self.said.append(element.html.body)
        elif kind in ("button", "text_input", "text_area", "checkbox", "selectbox", "button_group", "multiselect", "radio"):
            drawn = getattr(element, kind)
            options = tuple(getattr(o, "content", o) for o in getattr(drawn, "options", ()))
            self.things[drawn.id] = Thing(drawn.id, kind, drawn.label, delta.fragment_id, options)
