"""Somebody with a browser and no JavaScript: reads a page, fills in its form, goes on."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx

from sandbox.scene import NotAsExpected


@dataclass
class Form:
    """A form as it stands on a page."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    """What would be sent now: hidden values, texts, boxes that are ticked."""
    offered: dict[str, list[str]] = field(default_factory=dict)
    """What can be chosen, by name: boxes and lists."""


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif tag == "select":
            self._list = given.get("name", "")
        elif tag == "input" and self.forms and "name" in given:
            self._input(self.forms[-1], given)

    def _input(self, form: Form, given: dict[str, str]) -> None:
        name, value = given["name"], given.get("value", "")
        box = given.get("type") in {"checkbox", "radio"}
        if box:
            form.offered.setdefault(name, []).append(value)
        if not box or "checked" in given:
            form.fields[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._list = ""

    def handle_data(self, data: str) -> None:
        # The text of an option is its value; the one that invites to choose has none.
        if self._list and self.forms and data.strip() and "…" not in data:
            self.forms[-1].offered.setdefault(self._list, []).append(data.strip())


class Visitor:
    """One visit, one page at a time."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        """Browse with `client`, which keeps the cookies."""
        self._client = client
        self._page: httpx.Response | None = None

    @property
    def page(self) -> httpx.Response:
        """The page in front of her. Raises NotAsExpected before the first."""
        if self._page is None:
            raise NotAsExpected("aucune page")
        return self._page

    @property
    def path(self) -> str:
        """Path of that page."""
        return self.page.url.path

    async def open(self, url: str) -> None:
        """Go to an address. Raises NotAsExpected when the page is an error."""
        self._read(await self._client.get(url, follow_redirects=True))

    async def submit(self, action: str, **typed: str) -> None:
        """Send the form of this page whose address ends with `action`, with what she types.

        Raises NotAsExpected when the page has no such form, or the next one is an error.
        """
        form = self.form(action)
        url = urljoin(str(self.page.url), form.action)
        parts = urlsplit(str(self.page.url))
        # As a browser does: the pages refuse forms that come from elsewhere.
        headers = {"Origin": f"{parts.scheme}://{parts.netloc}"}
        sent = await self._client.post(
            url, data=form.fields | typed, headers=headers, follow_redirects=True
        )
        self._read(sent)

    def form(self, action: str) -> Form:
        """Return the form whose address ends with `action`. Raises NotAsExpected."""
        parser = _Forms()
        parser.feed(self.page.text)
        for form in parser.forms:
            if form.action.endswith(action):
                return form
        raise NotAsExpected(f"{self.path} n'a pas de formulaire {action}")

    def _read(self, response: httpx.Response) -> None:
        self._page = response
        if response.is_error:
            raise NotAsExpected(f"{self.path} : {response.status_code}")
