"""Pricing a file of short requests takes little more than twice the time of counting their texts.

TOKMILL_FULL=1: also compares the instructions of the two, which do not depend on the load of the machine."""

import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import TOKMILL

PAIRS = 7
TIMES = 40  # each text is repeated this often
MOST_TIME = 2.4  # times the CPU time of counting; 1.9 to 2.0 were measured
MOST_INSTRUCTIONS = 1.85  # times those of counting; 1.72 were measured
WORDS = ("the of and to in that is it was for with as his on be at by had not are but from or have an they which one "
         "you were her all their has would what will there if can said who been him no more about up out so").split()


def texts():
    rng = random.Random(20261126)
    return [" ".join(rng.choices(WORDS, k=rng.randrange(50, 70))) for _ in range(1000)]


def text_lines():
    return "".join(json.dumps({"text": text}) + "\n" for text in texts()).encode()


def request_lines():
    lines = []
    for number, text in enumerate(texts()):
        body = {"model": "gpt-4o", "messages": [{"role": "user", "content": text}]}
        lines.append(json.dumps({"custom_id": str(number), "method": "POST", "url": "/v1/chat/completions",
                                 "body": body}) + "\n")
    return "".join(lines).encode()


COMMANDS = {
    "count": ["count", "-m", "gpt-4o", "--jsonl", "-j", "1"],
    "cost": ["cost", "-m", "gpt-4o", "--at", "2026-11-26", "-j", "1", "--requests", "-"],
}


class Speed(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.environment = {**os.environ, "XDG_CONFIG_HOME": "/nonexistent"}

    def input_of(self, command, times):
        path = os.path.join(self.folder, f"{command}-{times}.jsonl")
        if not os.path.exists(path):
            with open(path, "wb") as file:
                file.write((text_lines() if command == "count" else request_lines()) * times)
        return path

    def run_program(self, command, times, before=()):
        with open(self.input_of(command, times), "rb") as lines:
            return subprocess.run([*before, TOKMILL, *COMMANDS[command]], stdin=lines, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, text=True, env=self.environment, check=True)

    def cpu_time(self, command):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        self.run_program(command, TIMES)
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before

    def instructions(self, command, times):
        done = self.run_program(command, times, ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"])
        return int(re.search(r"Collected : (\d+)", done.stderr)[1])

    def test_time(self):
        pairs = [(self.cpu_time("count"), self.cpu_time("cost")) for _ in range(PAIRS)]
        count, cost = (min(times) for times in zip(*pairs))
        print(f"cost: {cost:.3f} s, count: {count:.3f} s, ratio {cost / count:.2f}")
        self.assertGreater(count, 0.01)
        self.assertLess(cost / count, MOST_TIME)

    @unittest.skipUnless(os.environ.get("TOKMILL_FULL") == "1", "only with TOKMILL_FULL=1")
    @unittest.skipUnless(shutil.which("valgrind"), "valgrind is not installed")
    def test_instructions(self):
        # The difference of two runs is without the start of the program.
        count, cost = (self.instructions(command, 3) - self.instructions(command, 1) for command in ("count", "cost"))
        print(f"instructions per line: cost {cost / 2000:.0f}, count {count / 2000:.0f}, ratio {cost / count:.2f}")
        self.assertLess(cost / count, MOST_INSTRUCTIONS)


if __name__ == "__main__":
    unittest.main()
