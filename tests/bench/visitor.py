"""A visitor without a browser: speaks Streamlit's websocket, so that only the server's work is measured."""

from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

PATIENCE = 120  # seconds for one script run


class Visitor:
    """One session. `run` asks for a script run and returns the bytes received until it has finished."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._socket = connect(f"ws://{parts.netloc}/_stcore/stream", origin=url, subprotocols=["streamlit"], max_size=None,
                               compression=None, open_timeout=30)
        self._seen: set[str] = set()
        self._fields: dict[str, str] = {}
        self._options: dict[str, list[str]] = {}

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def run(self, page: str = "", query: str = "", choose: tuple[str, str] | None = None) -> int:
        """`choose` sets the field whose label is given to a value, as a reader would."""
        ask = BackMsg()
        ask.rerun_script.query_string = query
        ask.rerun_script.page_name = page
        ask.rerun_script.cached_message_hashes.extend(self._seen)
        if choose:
            state = ask.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = self._fields[choose[0]], choose[1]
        self._socket.send(ask.SerializeToString())
        return self._receive()

    def fields(self) -> list[str]:
        """Labels of the select boxes seen so far."""
        return list(self._fields)

    def options(self, label: str) -> list[str]:
        return self._options[label]

    def _receive(self) -> int:
        received = 0
        while True:
            data = self._socket.recv(PATIENCE)
            received += len(data)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if message.hash and message.metadata.cacheable:
                self._seen.add(message.hash)
            if kind == "delta":
                self._remember(message.delta.new_element)
            if kind == "script_finished" and message.script_finished in (0, 3):
                return received

    def _remember(self, element) -> None:
        if element.WhichOneof("type") == "selectbox":
            self._fields[element.selectbox.label] = element.selectbox.id
            self._options[element.selectbox.label] = list(element.selectbox.options)
