"""Run tests in a headless browser: Debian's Chromium, controlled through chromedriver (W3C WebDriver).

Needs only Python's standard library. Example:

    class Languages(PageTest):
        def test_bars(self):
            self.tokmill("languages", "--html", "page.html")
            self.browser.open(self.path("page.html"))
            self.assertEqual(self.browser.run("return document.title"), "…")

    if __name__ == "__main__":
        main()

If Chromium is not installed, main() prints one line with the reason and exits with status 77, which CTest reports as
skipped.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "cli"))
from program import ProgramTest

# The code points that WebDriver assigns to keys that do not produce text.
TAB, ENTER, ESCAPE, END, HOME = "\ue004", "\ue007", "\ue00c", "\ue010", "\ue011"
LEFT, UP, RIGHT, DOWN = "\ue012", "\ue013", "\ue014", "\ue015"


class Browser:
    """One browser window. Each failed command raises AssertionError with the message of the driver."""

    def __init__(self):
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._address = None
        try:
            self._address = f"http://127.0.0.1:{self._port()}/session"
            options = {
                # Chromium's sandbox does not work as root, and containers have little shared memory.
                "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                         "--window-size=1000,800", f"--user-data-dir={self._profile.name}"],
            }
            logging = {"browser": "ALL", "performance": "ALL"}
            capabilities = {"goog:chromeOptions": options, "goog:loggingPrefs": logging}
            session = self._ask("POST", "", {"capabilities": {"alwaysMatch": capabilities}})
            self._address += "/" + session["sessionId"]
        except BaseException:
            self.close()
            raise

    def _port(self):
        for line in self._driver.stdout:
            if "started successfully on port" in line:
                return int(line.rsplit(" ", 1)[1].strip(" .\n"))
        raise AssertionError("chromedriver did not start")

    def _ask(self, method, path, body=None):
        data = json.dumps(body or {}).encode() if method == "POST" else None
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._address + path, data, headers, method=method)
        try:
            # Do not use a proxy: the driver runs on this machine.
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(request, timeout=120) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as problem:
            raise AssertionError(json.load(problem)["value"]["message"]) from None

    def close(self):
        if self._address and not self._address.endswith("/session"):
            self._ask("DELETE", "")
        self._driver.terminate()
        self._driver.wait(timeout=30)
        self._driver.stdout.close()
        self._profile.cleanup()

    def open(self, path, fragment=""):
        """Open a file. Fail if the page loads anything else or causes an error or warning in the console."""
        address = pathlib.Path(path).resolve().as_uri()
        if fragment:  # if the file is open already, the browser would not load it again
            self._ask("POST", "/url", {"url": "about:blank"})
        for kind in "browser", "performance":
            self._log(kind)  # reading a log clears it
        self._ask("POST", "/url", {"url": address + fragment})
        events = [json.loads(entry["message"])["message"] for entry in self._log("performance")]
        requests = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
        # Ignore requests of the previous page, which may still be loading.
        loaded = {request["request"]["url"] for request in requests if request["documentURL"] == address}
        loaded = {url for url in loaded if not url.startswith("blob:")}  # made by the page itself
        assert loaded == {address}, f"the page loads {loaded - {address} or 'nothing'}"
        messages = [entry["message"] for entry in self._log("browser") if entry["level"] in ("SEVERE", "WARNING")]
        assert messages == [], f"the page causes browser messages: {messages}"

    def _log(self, kind):
        return self._ask("POST", "/se/log", {"type": kind})

    def run(self, script, *arguments):
        """Run JavaScript in the page as the body of a function and return its result."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait_for(self, script, *arguments):
        """The same for a script that gives its result to a function, its last argument."""
        return self._ask("POST", "/execute/async", {"script": script, "args": list(arguments)})

    def press(self, *keys):
        """Press keys one after another: characters or the key constants of this module."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def move_to(self, selector):
        """Move the mouse to the centre of the first element that matches a CSS selector."""
        element = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        move = {"type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": element}
        self._ask("POST", "/actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": [move]}]})

    def size(self, width, height):
        """Set the size of the window's content in CSS pixels, as on a phone."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._ask("POST", "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics})

    def color_scheme(self, scheme):
        """Emulate the system colour scheme `light` or `dark`."""
        self.media("", **{"prefers-color-scheme": scheme})

    def media(self, kind, **features):
        """Emulate a medium, such as `print`, and media features; an empty medium is the screen."""
        media = {"media": kind, "features": [{"name": name, "value": value} for name, value in features.items()]}
        self._ask("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": media})
        # The page is notified when the next frame is drawn.
        self.wait_for("requestAnimationFrame(() => requestAnimationFrame(() => arguments[0]()))")

    def accessible(self):
        """Return role, name and description of each node of the accessibility tree that is not ignored, in order."""
        tree = self._ask("POST", "/goog/cdp/execute", {"cmd": "Accessibility.getFullAXTree", "params": {}})
        return [
            {key: node.get(key, {}).get("value", "") for key in ("role", "name", "description")}
            for node in tree["nodes"]
            if not node["ignored"]
        ]

    def screenshot(self, path):
        """Write a PNG file of the page, for debugging."""
        import base64

        with open(path, "wb") as file:
            file.write(base64.b64decode(self._ask("GET", "/screenshot")))


class PageTest(ProgramTest):
    """A test case with a temporary folder, the program, and a browser that the tests of one class share."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)


def main():
    for program in ("chromium", "chromedriver"):
        if not shutil.which(program):
            print(f"skipped: {program} is not installed (Debian packages: chromium and chromium-driver)")
            sys.exit(77)
    unittest.main()
