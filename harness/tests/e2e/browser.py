# SPDX-License-Identifier: MIT
"""Looks at a report in headless Chromium. Prints "CLAIM<TAB>yes", or "CLAIM<TAB>what is so instead".

usage: browser.py PAGE SHOW.json COMPARE.json REPORT.md PROFILE [AXE.js]
"""
import base64
import json
import re
import sys

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

THEMES = {"light": "rgb(255, 255, 255)", "dark": "rgb(13, 17, 23)"}

# WCAG 2.2, 1.4.3: of each text that is seen against what is behind it; the least, and where.
CONTRAST = """
const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const behind = (e) => {
    for (; e; e = e.parentElement) {
        const color = rgb(getComputedStyle(e).backgroundColor);
        if (color.length < 4 || color[3] > 0) return color;
    }
};
let worst = [99, "nothing"];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest("script, svg") || !e.getClientRects().length) continue;
    const [a, b] = [rgb(getComputedStyle(e).color), behind(e)].map(luminance).sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < worst[0]) worst = [ratio, e.outerHTML.slice(0, 80)];
}
return worst;
"""

# The rules a page like this could break, each with what breaks it.
STRUCTURE = """
const name = (e) => (e.getAttribute("aria-label") || e.textContent).trim();
const all = (selector) => [...document.querySelectorAll(selector)];
const ids = all("[id]").map((e) => e.id);
const levels = all("h1, h2, h3").map((e) => Number(e.tagName[1]));
return [
    ["html without lang", document.documentElement.lang ? [] : [1]],
    ["page without title", document.title ? [] : [1]],
    ["not one h1", all("h1").length === 1 ? [] : [1]],
    ["skipped heading level", levels.filter((l, i) => i && l > levels[i - 1] + 1)],
    ["id twice", ids.filter((id, i) => ids.indexOf(id) !== i)],
    ["th without scope", all("th:not([scope])")],
    ["heading cell without text", all("th").filter((e) => !name(e))],
    ["table without caption", all("table").filter((e) => !e.caption || !name(e.caption))],
    ["nameless control", all("button, summary, a").filter((e) => !name(e))],
    ["link to nowhere", all("a[href^='#']").filter((e) => !document.getElementById(e.hash.slice(1)))],
    ["label that is not there", all("[aria-labelledby]").filter((e) =>
        e.getAttribute("aria-labelledby").split(" ").some((id) => !document.getElementById(id)))],
    ["drawing without name", all("svg:not([aria-hidden])").filter((e) => e.getAttribute("role") !== "img")],
    ["scroller that keys do not reach", all("main *").filter((e) => e.tabIndex < 0 &&
        !e.querySelector("a, button, summary") && e.scrollWidth > e.clientWidth + 1 &&
        ["auto", "scroll"].includes(getComputedStyle(e).overflowX))],
].filter(([what, broken]) => broken.length).map(([what, broken]) =>
    what + ": " + (broken[0].outerHTML || String(broken[0])).slice(0, 80));
"""

CELLS = """
return [...document.querySelectorAll("table")].flatMap((table) => [...table.tBodies].map((body) =>
    [...body.rows[0].cells].map((cell) => cell.textContent)));
"""


def open_browser(profile):
    options = Options()
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                 "--user-data-dir=" + profile):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(service=Service("chromedriver"), options=options)
    browser.set_page_load_timeout(120)
    return browser


def say(claim, wrong):
    """WRONG: what is so instead; nothing where the claim holds."""
    text = str(wrong).replace("\n", " ").replace("\t", " ") if wrong else "yes"
    print(claim, text, sep="\t", flush=True)


def unlike(got, wanted):
    return None if got == wanted else f"{str(got)[:300]} is not {str(wanted)[:300]}"


def emulate(browser, theme, width=1280, scripts=True):
    cdp = browser.execute_cdp_cmd
    cdp("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
    cdp("Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
    cdp("Emulation.setScriptExecutionDisabled", {"value": not scripts})


def check_themes(browser, url, axe):
    for theme, paper in THEMES.items():
        emulate(browser, theme)
        browser.get(url)
        shown = browser.execute_script("return getComputedStyle(document.documentElement).backgroundColor")
        say(f"{theme}: the paper is", unlike(shown, paper))
        browser.execute_script("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
        ratio, where = browser.execute_script(CONTRAST)
        say(f"{theme}: every text has a contrast of 4.5", ratio < 4.5 and f"{ratio:.2f}: {where}")
        say(f"{theme}: nothing that helps to hear the page is missing",
            "; ".join(browser.execute_script(STRUCTURE)))
        if axe:
            browser.execute_script(axe)
            found = browser.execute_async_script(
                "const done = arguments[0]; axe.run().then((r) => done(r.violations.map((v) =>"
                " v.id + ': ' + v.nodes[0].html.slice(0, 120))), (e) => done([String(e)]))")
            say(f"{theme}: axe-core finds no violation", "; ".join(found))


def check_sorting(browser, url):
    def state():
        return browser.execute_script("""
            const table = document.querySelector("#programs");
            const heading = [...table.tHead.rows[0].cells].find((c) => c.textContent === "time");
            return [heading.getAttribute("aria-sort"),
                [...table.tBodies].map((b) => Number(b.rows[0].cells[heading.cellIndex].dataset.value))];""")

    emulate(browser, "light")
    browser.get(url)
    say("before, nothing is sorted", unlike(state()[0], None))
    values = sorted(state()[1])
    button = browser.find_element(By.XPATH, "//table[@id='programs']//th[.='time']/button")
    button.click()
    say("a click sorts by time", unlike(state(), ["ascending", values]))
    button.send_keys(Keys.ENTER)
    say("a key sorts the other way", unlike(state(), ["descending", values[::-1]]))
    button.send_keys(Keys.SPACE)
    say("and another key back", unlike(state(), ["ascending", values]))
    browser.find_element(By.XPATH, "//table[@id='programs']//th[.='label']/button").click()
    labels = browser.execute_script("return [...document.querySelectorAll('#programs tbody th')].map((e) => e.textContent)")
    say("words are sorted as words", unlike(labels, browser.execute_script(
        "return arguments[0].toSorted((a, b) => a.localeCompare(b, 'en', {numeric: true}))", labels)))
    say("and time says so no more", unlike(state()[0], None))


def check_rows(browser, url, kind):
    emulate(browser, "light")
    browser.get(url)
    more = browser.find_element(By.CSS_SELECTOR, "#programs .more")
    summary = browser.find_element(By.CSS_SELECTOR, "#programs summary")
    say("a row is closed at first", more.is_displayed() and "it is open")
    summary.click()
    say("a click opens it", not more.is_displayed() and "it is closed")
    words = [e.text for e in more.find_elements(By.TAG_NAME, "dt")]
    wanted = ["command line", "trials", "wall time"]
    if kind == "run":
        wanted += ["source", "compiler", "built by", "its SHA-256", "program", "output"]
    say(f"to its {', '.join(wanted)}", [word for word in wanted if word not in words])
    summary.send_keys(Keys.ENTER)
    say("a key closes it", more.is_displayed() and "it is open")


def check_shapes(browser, url):
    emulate(browser, "light", width=320)
    browser.get(url)
    browser.execute_script("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    width, right = browser.execute_script(
        "window.scrollTo(9999, 0); return [document.documentElement.scrollWidth, window.scrollX]")
    say("320 px are wide enough", (width > 320 or right > 0) and f"{width} px, scrolled to {right}")
    emulate(browser, "dark")
    browser.get(url)
    pdf = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    boxes = set(re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", pdf))
    say("it prints", not (pdf.startswith(b"%PDF") and pages) and f"{pages} pages")
    say("on A4", unlike(boxes <= {(b"595", b"841"), (b"595", b"842"), (b"594", b"841")} and len(boxes), 1) and boxes)
    emulate(browser, "light", scripts=False)
    browser.get(url)
    emulate(browser, "light")
    say("without scripts the table is a plain one", unlike(browser.execute_script(
        "return [document.querySelectorAll('th button').length, document.querySelectorAll('#programs tbody').length > 0]"),
        [0, True]))


def check_quiet(browser, url):
    """Whatever happened up to now."""
    said = [entry["message"] for entry in browser.get_log("browser")]
    asked = set()
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.add(message["params"]["request"]["url"])
    say("no message on the console", "; ".join(said))
    # Chromium's own first page is not the report's.
    say("nothing but the file was asked for", unlike(
        sorted(u for u in asked if not u.startswith(("data:", "chrome:", "chrome-"))), [url]))


def unescape(cell):
    cell = re.sub(r"\\([\\|*_`])", r"\1", cell)
    return cell.replace("&lt;", "<").replace("&amp;", "&").strip()


def rows_of(markdown):
    """The cells of all tables' rows but the headings."""
    rows, lines = [], markdown.split("\n")
    for i, line in enumerate(lines):
        heading = i + 1 < len(lines) and lines[i + 1].startswith("| ---")
        if line.startswith("| ") and not line.startswith("| ---") and not heading:
            rows.append([unescape(c) for c in re.split(r"(?<!\\)(?:\\\\)*\|", line[1:-1])])
    return rows


def check_numbers(browser, url, show, compare, markdown):
    emulate(browser, "light")
    browser.get(url)
    data = json.loads(browser.execute_script("return document.querySelector('#report-data').textContent"))
    say("the data are those of show --json", unlike(data["show"], show))
    for campaign in compare["campaigns"]:
        campaign["database"] = None
    say("and those of compare --json", unlike(data["compare"], compare))
    rows = browser.execute_script("""return [...document.querySelectorAll("#programs tbody")].map((b) => [
        b.rows[0].cells[0].textContent, Number(b.rows[0].cells[1].dataset.value)])""")
    say("a row's value is the median there", unlike(rows, [
        [c["label"], c["wall_ns"]["median"]] for c in show["cells"] if c["wall_ns"]]))
    shown = [[re.sub(r"\s+", " ", cell).strip() for cell in row] for row in browser.execute_script(CELLS)]
    wanted = [[re.sub(r"\s+", " ", cell) for cell in row] for row in rows_of(markdown)]
    say("every cell has the words that the table writer has for Markdown", unlike(shown, wanted))


def check_hostile(browser, url):
    emulate(browser, "light")
    browser.get(url)
    say("no name is a command", browser.execute_script(
        "return document.scripts.length !== 2 || window.hacked !== undefined || document.querySelectorAll('img').length > 0"))


def main(page, show, compare, markdown, profile, axe=None):
    url = "file://" + page
    show, compare = (json.load(open(name)) for name in (show, compare))
    markdown = open(markdown).read()
    browser = open_browser(profile)
    try:
        check_themes(browser, url, axe and open(axe).read())
        check_sorting(browser, url)
        check_rows(browser, url, show["campaign"]["kind"])
        check_shapes(browser, url)
        check_hostile(browser, url)
        check_numbers(browser, url, show, compare, markdown)
        check_quiet(browser, url)
    finally:
        browser.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
