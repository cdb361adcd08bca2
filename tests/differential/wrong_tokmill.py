#!/usr/bin/env python3
"""tokmill with a deliberate fault that the differential tests must find: it does not treat U+1C89 as a letter.

It replaces U+1C89 in the input with U+11DB0, which is unassigned in Unicode 16.0, and runs the real program.
"""

import json
import os
import subprocess
import sys

lines = [json.dumps(json.loads(line).replace("\u1c89", "\U00011db0")) for line in sys.stdin]
program = os.environ["TOKMILL_WITHOUT_FAULT"]
done = subprocess.run([program, *sys.argv[1:]], input="".join(line + "\n" for line in lines), text=True, check=False)
sys.exit(done.returncode)
