"""Characters no text of a plan may hold."""

import re

# Control characters but for breaks of lines and tabs, and halves of a character that no file can be written with.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
