"""Opens pages in a real browser without a window: Debian's Chromium, driven through its WebDriver server (W3C
WebDriver) with nothing but Python's standard library.

    class Languages(PageTest):
        def test_bars(self):
            self.tokmill("languages", "--html", "page.html")
            self.browser.open(self.path("page.html"))
            self.assertEqual(self.browser.run("return document.title"), "…")

    if __name__ == "__main__":
        main()

main() ends with 77, which CTest takes for "skipped", and one line that says why, where there is no Chromium.
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

# The code points that WebDriver gives to keys that write nothing.
TAB, ENTER, ESCAPE, END, HOME = "\ue004", "\ue007", "\ue00c", "\ue010", "\ue011"
LEFT, UP, RIGHT, DOWN = "\ue012", "\ue013", "\ue014", "\ue015"


class Browser:
    """One window. Whatever it does wrong is an AssertionError with the driver's word for it."""

    def __init__(self):
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._address = None
        try:
            self._address = f"http://127.0.0.1:{self._port()}/session"
            options = {
                # Root may not have Chromium's sandbox; containers have little shared memory.
                "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                         "--window-size=1000,800", f"--user-data-dir={self._profile.name}"],
            }
            wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
            session = self._ask("POST", "", {"capabilities": {"alwaysMatch": wanted}})
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
        request = urllib.request.Request(self._address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            # No proxy: the driver is on this machine.
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

    def open(self, path):
        """Opens a file, and holds it to loading nothing and to causing no error and no warning."""
        address = pathlib.Path(path).resolve().as_uri()
        for kind in "browser", "performance":
            self._log(kind)  # what was said before is gone once it was asked for
        self._ask("POST", "/url", {"url": address})
        events = [json.loads(entry["message"])["message"] for entry in self._log("performance")]
        requests = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
        # The window that was open before may still be at it.
        loaded = {request["request"]["url"] for request in requests if request["documentURL"] == address}
        assert loaded == {address}, f"the page loads {loaded - {address}}"
        said = [entry["message"] for entry in self._log("browser") if entry["level"] in ("SEVERE", "WARNING")]
        assert said == [], f"the page makes the browser say {said}"

    def _log(self, kind):
        return self._ask("POST", "/se/log", {"type": kind})

    def run(self, script, *arguments):
        """Runs JavaScript in the page as a function's body, and gives what it returns."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def press(self, *keys):
        """Presses keys one after another: characters, or the constants of this module."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def move_to(self, selector):
        """Puts the mouse on the middle of the first element of a CSS selector."""
        element = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        move = {"type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": element}
        self._ask("POST", "/actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": [move]}]})

    def color_scheme(self, scheme):
        """Makes the page think that the reader's system is `light` or `dark`."""
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        self._ask("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": media})
        # The page hears of it when the next frame is drawn.
        two_frames = "requestAnimationFrame(() => requestAnimationFrame(() => arguments[0]()))"
        self._ask("POST", "/execute/async", {"script": two_frames, "args": []})

    def accessible(self):
        """What a screen reader is given: role, name and description of each node that is not ignored, in order."""
        tree = self._ask("POST", "/goog/cdp/execute", {"cmd": "Accessibility.getFullAXTree", "params": {}})
        return [
            {key: node.get(key, {}).get("value", "") for key in ("role", "name", "description")}
            for node in tree["nodes"]
            if not node["ignored"]
        ]

    def screenshot(self, path):
        """For a person who wants to see the page: a PNG file."""
        import base64

        with open(path, "wb") as file:
            file.write(base64.b64decode(self._ask("GET", "/screenshot")))


class PageTest(ProgramTest):
    """A test with a folder of its own, the program, and a browser that the tests of a class share."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)


def main():
    for program in ("chromium", "chromedriver"):
        if not shutil.which(program):
            print(f"skipped: there is no {program} (Debian: chromium and chromium-driver)")
            sys.exit(77)
    unittest.main()
