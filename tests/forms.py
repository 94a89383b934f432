"""What a browser would send of a page's form. For tests of any room."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.left = number
        self.inside = False
        self.fields: dict[str, list[str]] = {}
        self.select = ""
        self.area: str | None = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = self.left == 0
            self.left -= 1
        elif not self.inside:
            return
        elif tag == "input" and given.get("type") not in ("submit", "file"):
            if given.get("type") not in ("checkbox", "radio"):
                self.fields.setdefault(given["name"], []).append(given.get("value") or "")
            elif "checked" in given:
                self.fields.setdefault(given["name"], []).append(given.get("value", "on"))
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and ("selected" in given or self.select not in self.fields):
            self.fields[self.select] = [given.get("value") or ""]
        elif tag == "textarea":
            self.area = given["name"]
            self.fields[self.area] = [""]

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.fields[self.area][0] += data


def fields_of(response, number: int = 0) -> dict[str, list[str]]:
    """The fields of the page's form with that number, from 0, as they stand: what is ticked, chosen, typed."""
    parser = _Fields(number)
    parser.feed(response.content.decode())
    del parser.fields["csrfmiddlewaretoken"]
    # The line end after <textarea> is no text.
    return {name: [value.removeprefix("\n") for value in values] for name, values in parser.fields.items()}
