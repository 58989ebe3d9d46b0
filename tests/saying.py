"""The words of the real plan in both languages, for tests that read what its pages say."""

from tests.conftest import SEED_DATA
from tracker.exchange.bundle_files import in_folder
from tracker.exchange.head_toml import read_head
from tracker.text import wording

HEAD = read_head(in_folder(SEED_DATA), [])
KO, EN = wording("ko").of(HEAD), wording("en").of(HEAD)
