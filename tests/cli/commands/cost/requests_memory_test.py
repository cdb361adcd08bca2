"""Pricing a file of requests takes constant memory, and one request a small multiple of its size.

TOKMILL_FULL=1: a million requests."""

import json
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import TOKMILL

FEW = 20_000
MANY = 1_000_000 if os.environ.get("TOKMILL_FULL") == "1" else 200_000
IN_ONE_WRITE = 10_000
MORE_KIB = 4096  # allowance for threads and the allocator; the larger file has over 40 MB
TEXT = "A request of ordinary length, which is priced, added to the sum, and then freed. " * 2
LINE = json.dumps({"custom_id": "1", "method": "POST", "url": "/v1/chat/completions",
                   "body": {"model": "gpt-4o", "messages": [{"role": "user", "content": TEXT}]}}).encode() + b"\n"


LONG = 2 << 20  # bytes of a long request
MOST = 8  # times its size

# Documents of many small parts: the start, the part that is repeated, and the end.
LONG_REQUESTS = {
    "messages": ('{"model":"gpt-4o","messages":[', '{"role":"user","content":"a"},', '{"role":"user"}]}'),
    "texts": ('{"model":"gpt-4o","messages":[{"role":"user","content":[', '"",', '""]}]}'),
    "parts": ('{"model":"gpt-4o","messages":[{"role":"user","content":[', '{"type":"text","text":"a"},', '"a"]}]}'),
    "ids": ('{"model":"text-embedding-3-small","input":[', "1,", "1]}"),
    "properties": ('{"model":"gpt-4o","messages":[],"functions":[{"name":"f","parameters":{"properties":{', '"":{},',
                   '"a":{}}}}]}'),
}


def peak_of(option, document):
    """The peak memory in bytes of pricing this document."""
    command = [TOKMILL, "cost", "-m", "gpt-4o", "--json", "-j", "1", option, "-"]
    environment = {**os.environ, "XDG_CONFIG_HOME": "/nonexistent"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          env=environment) as program:
        program.stdin.write(document.encode())
        program.stdin.close()
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss << 10, program.returncode


def price(requests):
    """Price this many requests; return the rows and the peak memory in KiB."""
    command = [TOKMILL, "cost", "--at", "2026-10-30", "--json", "--requests", "-"]
    environment = {**os.environ, "XDG_CONFIG_HOME": "/nonexistent"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as program:
        for _ in range(requests // IN_ONE_WRITE):
            program.stdin.write(LINE * IN_ONE_WRITE)
        program.stdin.close()
        rows = json.loads(program.stdout.read())
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    return rows, usage.ru_maxrss


class Memory(unittest.TestCase):
    def test_many_requests_take_no_more_memory_than_few(self):
        self.assertGreater(len(LINE) * FEW, 4 << 20)  # more than is held in memory at a time
        (one, _), few_kib = price(FEW)
        (row, total), many_kib = price(MANY)
        self.assertEqual((row["calls"], total["calls"]), (MANY, MANY))
        self.assertEqual(row["input_tokens"] * FEW, one["input_tokens"] * MANY)
        self.assertLess(many_kib, few_kib + MORE_KIB)

    def test_a_long_request_takes_at_most_eight_times_its_size(self):
        for option in ("--chat", "--requests"):
            for name, (start, part, end) in LONG_REQUESTS.items():
                with self.subTest(name, option=option):
                    least, status = peak_of(option, start + part * 10 + end)
                    self.assertEqual(status, 0)
                    document = start + part * (LONG // len(part)) + end
                    peak, status = peak_of(option, document)
                    self.assertEqual(status, 0)
                    self.assertLess(peak - least, MOST * len(document))


if __name__ == "__main__":
    unittest.main()
