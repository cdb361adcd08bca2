"""Check that tiktoken_test.py detects a fault: run it on wrong_tokmill.py, a program with a deliberate one."""

import os
import unittest

import tiktoken_test

FOLDER = os.path.dirname(os.path.abspath(__file__))


class FaultIsFound(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        tiktoken_test.load_encodings(["o200k_base"])
        cls.program = os.environ["TOKMILL"]
        os.environ["TOKMILL_WITHOUT_FAULT"] = cls.program
        os.environ["TOKMILL"] = os.path.join(FOLDER, "wrong_tokmill.py")

    @classmethod
    def tearDownClass(cls):
        os.environ["TOKMILL"] = cls.program

    def outcome(self, check, first, count, **more):
        return tiktoken_test.run(tiktoken_test.Task(check, "o200k_base", first, count, **more))

    def test_finds_the_fault_in_all_characters(self):
        outcome = self.outcome("characters", 0x1C00, 0x100, contexts=tiktoken_test.CONTEXTS)
        self.assertEqual(outcome.cases, 0x100 * len(tiktoken_test.CONTEXTS))
        self.assertRegex(outcome.difference, r"\Acharacters, o200k_base: .{0,3}\\u\{1C89\}.{0,3}\n +tiktoken \[")

    def test_finds_the_fault_in_random_texts(self):
        self.assertRegex(self.outcome("random", 0, 3_000).difference, r"\Arandom, o200k_base: .*\\u\{1C89\}")

    def test_reports_no_difference_without_a_fault(self):
        self.assertEqual(self.outcome("characters", 0x1D00, 0x100, contexts=tiktoken_test.CONTEXTS).difference, "")


if __name__ == "__main__":
    unittest.main()
