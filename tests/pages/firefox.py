"""Run tests in headless Firefox, controlled through WebDriver BiDi, which it speaks itself.

Needs the package websocket-client. Firefox is Debian's firefox-esr.
"""

import itertools
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

import websocket


class Firefox:
    """One tab. Each failed command raises AssertionError with the message of the browser."""

    def __init__(self):
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._program = subprocess.Popen(
            ["firefox-esr", "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", self._profile.name],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        self._socket = None
        self._numbers = itertools.count(1)
        self.problems = []  # messages of the console that are errors
        try:
            # Do not use a proxy: the browser runs on this machine.
            self._socket = websocket.create_connection(self._address() + "/session", timeout=60, http_no_proxy=["*"],
                                                       suppress_origin=True)
            self._ask("session.new", capabilities={})
            self._ask("session.subscribe", events=["log.entryAdded"])
            self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]
        except BaseException:
            self.close()
            raise

    def _address(self):
        for line in self._program.stderr:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                return found[1]
        raise AssertionError("Firefox did not start")

    def _ask(self, method, **parameters):
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] == "error":
                self.problems.append(answer["params"]["text"])
            if answer.get("id") != number:
                continue
            if answer["type"] == "error":
                raise AssertionError(answer["message"])
            return answer["result"]

    def close(self):
        if self._socket:
            self._socket.close()
        self._program.terminate()
        self._program.wait(timeout=30)
        self._program.stderr.close()
        self._profile.cleanup()

    def open(self, path, fragment=""):
        """Opens a file and waits until it is loaded."""
        address = pathlib.Path(path).resolve().as_uri() + fragment
        self._ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def size(self, width, height):
        self._ask("browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height})

    def run(self, script):
        """Calls a function with this body, which may return a promise; the result must be JSON."""
        code = f"(async () => JSON.stringify((await (async () => {{ {script} }})()) ?? null))()"
        answer = self._ask("script.evaluate", expression=code, target={"context": self._tab}, awaitPromise=True)
        if answer["type"] == "exception":
            raise AssertionError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def type(self, text):
        """Types into the element that has the focus."""
        actions = [{"type": kind, "value": character} for character in text for kind in ("keyDown", "keyUp")]
        self._ask("input.performActions", context=self._tab,
                  actions=[{"type": "key", "id": "keyboard", "actions": actions}])


def is_installed():
    return shutil.which("firefox-esr") is not None
