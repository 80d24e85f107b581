"""What is looked for in a page: faults of access, by axe, and text that runs out of the window."""

from functools import cache
from importlib.resources import files


@cache
def axe():
    """The checker's source."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def faults_of(page):
    """Serious and critical faults that axe finds in what is shown, as short lines."""
    page.evaluate(axe())
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['id']}: {v['help']}: {[n['html'][:120] for n in v['nodes'][:3]]}"
        for v in result["violations"]
        if v["impact"] in ("serious", "critical")
    ]


def overflow(page):
    """How many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
