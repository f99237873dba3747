"""Presses seeded random keys in a quiz and tells what its summaries say.

usage: monkey.py SEED KEYS PROGRAM ARGUMENT...

A quiz that ends is started again until KEYS keys were pressed; the last one is ended by q. Prints one JSON document:
"keys", "sessions", "answers" (the sum over all summaries), and "problems" (exits other than 0, screens left behind).
"""

import json
import random
import re
import sys
import time

import pexpect
import pyte

# What a person presses most, then everything else a keyboard, a paste or a broken terminal may send.
OFTEN = [" ", "1", "2", "3", "4", "\r", " 3", " 4"]
SELDOM = [
    "u", "s", "d", "w", "b", "x", "?", "h", "t", "k", "j", "q", "\x1b", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D",
    "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[Z", "\t", "\x7f", "\x0c", "\x01", "\x15", "\x17", "\x02", "\x06",
    "900 seconds", "é", "漢字", "\U0001f600", "\x1b[200~pasted\ntext\x1b[201~", "\x1b[<0;3;4M", "\x1bOP", "\x1b[", "\x80",
    "0", "5", "9", "Z", "~", "=",
]


class Sitting:
    def __init__(self, command, size):
        self.screen = pyte.Screen(*reversed(size))
        self.stream = pyte.ByteStream(self.screen)
        self.child = pexpect.spawn(command[0], command[1:], dimensions=size, timeout=30)
        self.tail = b""
        self.read(limit=20, until=b"\x1b")

    def read(self, limit=0.3, until=None):
        """Reads until nothing more comes; at the start, until something has."""
        end, idle = time.time() + limit, 0
        while time.time() < end and (idle < 2 or until is not None):
            try:
                data = self.child.read_nonblocking(65536, timeout=0.006)
                idle = 0
                self.tail = (self.tail + data)[-20_000:]
                self.stream.feed(data)
                if until is not None and until in data:
                    until = None
            except pexpect.TIMEOUT:
                idle += 1
            except pexpect.EOF:
                return

    def press(self, keys):
        try:
            self.child.send(keys.encode("latin-1") if keys == "\x80" else keys.encode())
        except OSError:
            pass
        self.read()

    def text(self):
        return " ".join(" ".join(self.screen.display).split())


def main():
    choose, wanted, command = random.Random(int(sys.argv[1])), int(sys.argv[2]), sys.argv[3:]
    result = {"keys": 0, "sessions": 0, "answers": 0, "problems": []}
    while result["keys"] < wanted:
        sitting = Sitting(command, choose.choice([(24, 80), (12, 40), (40, 120), (5, 20)]))
        result["sessions"] += 1
        answers, last = 0, ""

        def look():
            nonlocal answers
            found = re.search(r"(\d+) answers? on \d+ card", sitting.text())
            if found:
                answers = int(found.group(1))
            elif re.search(r"Nothing answered|Nothing is due", sitting.text()):
                answers = 0

        while result["keys"] < wanted and sitting.child.isalive():
            last = choose.choice(OFTEN if choose.random() < 0.7 else SELDOM)
            if last in ("q", "\x1b") and choose.random() < 0.8:
                continue
            sitting.press(last)
            result["keys"] += 1
            look()
            if choose.random() < 0.02 and sitting.child.isalive():
                rows, columns = choose.choice([(24, 80), (10, 30), (30, 100), (1, 1), (50, 160)])
                sitting.child.setwinsize(rows, columns)
                sitting.screen.resize(rows, columns)
                sitting.read()
        # Back to a size that shows a summary whole, and out: the first keys close what lies over the quiz.
        if sitting.child.isalive():
            sitting.child.setwinsize(40, 120)
            sitting.screen.resize(40, 120)
            sitting.read()
        for _ in range(40):
            if not sitting.child.isalive():
                break
            look()
            sitting.press("\x1b" if choose.random() < 0.3 else "q")
            look()
        deadline = time.time() + 20
        while sitting.child.isalive() and time.time() < deadline:
            sitting.read()
        if sitting.child.isalive():
            result["problems"].append(f"still running after {last!r}: {sitting.text()[:200]}")
            sitting.child.kill(9)
        sitting.child.close()
        if sitting.child.exitstatus != 0:
            status = sitting.child.exitstatus, sitting.child.signalstatus
            result["problems"].append(f"ended with {status} after {last!r}: {sitting.tail[-600:]!r}")
        if b"\x1b[?1049h" in sitting.tail and sitting.tail.rfind(b"\x1b[?1049l") < sitting.tail.rfind(b"\x1b[?1049h"):
            result["problems"].append("left in the alternate screen")
        result["answers"] += answers
    json.dump(result, sys.stdout)


main()
