"""HTML from values: everything is escaped unless it is already `Markup`.

Streamlit keeps classes, roles, `data-*` and `aria-*` but removes inline SVG, forms and scripts; marks are drawn as
backgrounds of `<i>` by the style sheet.
"""

from functools import cache
from html import escape

VOID = frozenset({"br", "hr", "img", "col", "input", "meta", "link"})


class Markup(str):
    """A string that is safe HTML already."""


def text(value: object) -> Markup:
    return value if isinstance(value, Markup) else Markup(escape(str(value)))


def join(*children: object) -> Markup:
    """Children in a row; None and False are left out, lists and tuples are flattened."""
    parts = []
    for child in children:
        if isinstance(child, Markup):
            parts.append(child)
        elif isinstance(child, (list, tuple)):
            parts.append(join(*child))
        elif child is not None and child is not False:
            parts.append(escape(str(child)))
    return Markup("".join(parts))


@cache
def _named(attribute: str) -> str:
    return attribute.rstrip("_").replace("_", "-")


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """`tag("a", "Text", href="/x", class_="y", data_l="z")`; None and False attributes are left out."""
    inside = "".join([f" {_named(k)}" if v is True else f' {_named(k)}="{escape(str(v))}"'
                      for k, v in attributes.items() if v is not None and v is not False])
    return Markup(f"<{name}{inside}>" if name in VOID else f"<{name}{inside}>{join(*children)}</{name}>")


def div(*children: object, **attributes: object) -> Markup:
    return tag("div", *children, **attributes)


def span(*children: object, **attributes: object) -> Markup:
    return tag("span", *children, **attributes)


def p(*children: object, **attributes: object) -> Markup:
    return tag("p", *children, **attributes)


def link(href: str, *children: object, **attributes: object) -> Markup:
    """An inside link, or an outside one that opens apart and tells nothing of where the reader came from."""
    outside = {"rel": "noopener noreferrer", "target": "_blank"} if href.startswith("http") else {"target": "_self"}
    return tag("a", *children, href=href, **outside, **attributes)


def hidden(*children: object) -> Markup:
    """Read aloud, not drawn."""
    return span(*children, class_="hidden")


def mark(shown: str) -> Markup:
    """The shape of a status; a word always stands beside it."""
    return tag("i", class_=f"g g-{shown}", aria_hidden="true")


def status(t, shown: str) -> Markup:
    """Shape and word of a computed status, in its colour."""
    return span(mark(shown), t(f"status.{shown}"), class_=f"status s-{shown}")


def table(head, body, *, caption: str = "", numeric=frozenset(), class_: str = "", row_class=None, first_is_heading: bool = True) -> Markup:
    """A plain data table. `head` holds cell contents, `body` rows of cell contents; on phones each cell shows its
    heading when `class_` has "stack". `row_class(i)` may name a class for row i."""
    side = lambda i: "num" if i in numeric else None
    heads = [tag("th", h, scope="col", class_=side(i)) for i, h in enumerate(head)]
    labels = [h if not isinstance(h, Markup) else None for h in head]

    def cell(i: int, value: object) -> Markup:
        if i == 0 and first_is_heading:
            return tag("th", value, scope="row", class_=side(i))
        return tag("td", value, class_=side(i), data_l=labels[i] if i < len(labels) else None)

    rows = [tag("tr", *(cell(i, v) for i, v in enumerate(row)), class_=row_class(n) if row_class else None)
            for n, row in enumerate(body)]
    return div(tag("table", tag("caption", caption, class_="hidden") if caption else None,
                   tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_=f"data {class_}".strip()), class_="scroll", tabindex="0" if "wide" in class_ else None)


def switch(label: str, choices: list[tuple[str, str, bool]]) -> Markup:
    """A choice made by links: (words, address, chosen)."""
    return tag("nav", *(link(address, words, aria_current="true" if here else None) for words, address, here in choices), class_="switch", aria_label=label)
