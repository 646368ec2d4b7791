"""Reads an HTML page back: every element closed, its tables as rows of texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

VOID = frozenset({"meta", "rect", "circle", "br", "input"})

Attributes = dict[str, str | None]


@dataclass(slots=True)
class Element:
    """An element: its name, its attributes, and the pieces of text in it."""

    name: str
    attributes: Attributes
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(self.pieces)


@dataclass(slots=True)
class Table:
    """A table: its id, caption, headings, and its rows, each with the attributes of its row element."""

    key: str
    caption: str = ""
    headings: list[str] = field(default_factory=list)
    rows: list[tuple[Attributes, list[str]]] = field(default_factory=list)


class Page(HTMLParser):
    """A page that was read; reading fails where an element is not closed, or an id stands twice."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.ids: list[str] = []
        self.declarations: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []
        assert len(set(self.ids)) == len(self.ids)

    @classmethod
    def of(cls, document: bytes) -> Self:
        """Return the page that the bytes of a document are."""
        return cls(document.decode("utf-8"))

    def handle_decl(self, decl: str) -> None:
        self.declarations.append(decl)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        assert len(element.attributes) == len(attrs)
        self.elements.append(element)
        if found := element.attributes.get("id"):
            self.ids.append(found)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.pieces.append(data)

    def all(self, name: str) -> list[Element]:
        """Return the elements of a name."""
        return [element for element in self.elements if element.name == name]

    def one(self, name: str) -> Element:
        """Return the only element of a name."""
        (element,) = self.all(name)
        return element

    def table(self, key: str) -> Table:
        """Return the table with the id `key`."""
        table, inside, is_head = Table(key), False, False
        for element in self.elements:
            if element.name == "table":
                inside = element.attributes.get("id") == key
            if not inside:
                continue
            if element.name in {"thead", "tbody"}:
                is_head = element.name == "thead"
            elif element.name == "caption":
                table.caption = element.text
            elif element.name == "tr" and not is_head:
                table.rows.append((element.attributes, []))
            elif element.name in {"th", "td"}:
                (table.headings if is_head else table.rows[-1][1]).append(element.text.strip())
        return table

    def columns(self, key: str, *headings: str) -> Sequence[tuple[str, ...]]:
        """Return the cells of a table under `headings`, row by row."""
        table = self.table(key)
        places = [table.headings.index(heading) for heading in headings]
        return [tuple(cells[place] for place in places) for _, cells in table.rows]
