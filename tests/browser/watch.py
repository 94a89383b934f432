"""A page under watch: what it asked of other hosts, what its policy refused, what went wrong in its scripts."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

AXE = Axe().axe_script
OWN_HOSTS = {"127.0.0.1", "localhost"}
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI} in ${event.sourceFile}`));
"""


@dataclass
class Watch:
    """Everything objectionable that the pages of one context did. A test may clear a list after it asserted on it."""

    other_hosts: list[str] = field(default_factory=list)
    csp_reports: list[str] = field(default_factory=list)
    script_errors: list[str] = field(default_factory=list)
    broken_parts: list[str] = field(default_factory=list)  # a style sheet, font or picture that came with 4xx or 5xx

    def everything(self) -> list[str]:
        return [*self.other_hosts, *self.csp_reports, *self.script_errors, *self.broken_parts]

    def over(self, context: BrowserContext) -> "Watch":
        context.add_init_script(TELL_VIOLATIONS)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.script_errors.append(str(error.error)))
        return self

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in OWN_HOSTS:
            self.other_hosts.append(request.url)

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.broken_parts.append(f"{response.status} {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error" or message.text.startswith("Failed to load resource"):  # see broken_parts
            return
        kept = self.csp_reports if "CSP" in message.text or "Content Security Policy" in message.text else None
        (self.script_errors if kept is None else kept).append(message.text)


def axe_violations(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe-core objects to in the page as it stands, one line for each place; empty where there is nothing.

    With `rules` it looks at those alone. Style sheets are not read beforehand: that is for one rule alone, about pages
    that turn with a telephone, and takes as long as all others together.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options = {"resultTypes": ["violations"], "preload": False, **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate("(options) => axe.run(document, options).then((result) => result.violations)", options)
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]} — {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


def sideways_scrolling(page: Page) -> list[str]:
    """The elements that reach beyond the page's width, when the page can be scrolled sideways; empty otherwise."""
    return page.evaluate(
        """() => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          return [...document.querySelectorAll("body *")].filter((element) => {
            const box = element.getBoundingClientRect();
            return box.left < -0.5 || box.right > root.clientWidth + 0.5;
          }).map((element) => element.outerHTML.slice(0, 160));
        }"""
    )


def transferred(page: Page, url: str) -> int:
    """How many bytes, headers included and compressed as sent, going to `url` moves until the network is silent."""
    finished: list[Request] = []

    def keep(request: Request) -> None:
        finished.append(request)

    page.on("requestfinished", keep)
    try:
        page.goto(url, wait_until="networkidle")
    finally:
        page.remove_listener("requestfinished", keep)
    sizes = [request.sizes() for request in finished]
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
