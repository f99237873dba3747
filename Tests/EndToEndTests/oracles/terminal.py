"""Drives a program in a pseudo-terminal and prints what a person would see.

usage: terminal.py ROWSxCOLUMNS KEYS PROGRAM ARGUMENT...

KEYS are words: a single character is typed; space, enter, escape, up, down, tab, ctrl-c and ctrl-z name keys;
text:WORDS types words (underscores are spaces); resize:ROWSxCOLUMNS resizes; wait:TEXT waits for a text on the screen;
kill, term, hup and stop send that signal. After each, the screen is printed once it has been still for a moment. The
last line tells how the program ended and whether it left the terminal as it found it.
"""

import os
import signal
import sys
import time

import pexpect
import pyte

NAMED = {
    "space": " ", "enter": "\r", "escape": "\x1b", "up": "\x1b[A", "down": "\x1b[B", "tab": "\t", "ctrl-c": "\x03",
    "ctrl-z": "\x1a",
}
SIGNALS = {"kill": signal.SIGKILL, "term": signal.SIGTERM, "hup": signal.SIGHUP, "stop": signal.SIGTSTP}


class AlternateScreen(pyte.Screen):
    """A screen that knows whether the alternate screen and the hidden cursor are in force."""

    alternate = False

    def set_mode(self, *modes, **kwargs):
        if kwargs.get("private") and 1049 in modes:
            self.alternate = True
            self.erase_in_display(2)
        super().set_mode(*modes, **kwargs)

    def reset_mode(self, *modes, **kwargs):
        if kwargs.get("private") and 1049 in modes:
            self.alternate = False
            self.erase_in_display(2)
        super().reset_mode(*modes, **kwargs)


class Driver:
    def __init__(self, rows, columns, command):
        self.screen = AlternateScreen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.child = pexpect.spawn(command[0], command[1:], dimensions=(rows, columns), timeout=20)

    def settle(self, text=None, limit=20.0):
        """Reads until nothing has come for 0.2 s and `text`, if given, is there."""
        end, last = time.time() + limit, time.time()
        while time.time() < end:
            try:
                self.stream.feed(self.child.read_nonblocking(65536, timeout=0.05))
                last = time.time()
            except pexpect.TIMEOUT:
                there = text is None or any(text in line for line in self.screen.display)
                if there and time.time() - last > 0.2:
                    return
            except pexpect.EOF:
                return
        if text is not None:
            sys.exit(f"never saw {text!r} on:\n{self.picture()}")

    def picture(self):
        lines = [line.rstrip() for line in self.screen.display]
        while lines and not lines[-1]:
            lines.pop()
        return "\n".join(lines)

    def press(self, word):
        if word.startswith("resize:"):
            rows, columns = map(int, word[7:].split("x"))
            self.child.setwinsize(rows, columns)
            self.screen.resize(rows, columns)
        elif word.startswith("wait:"):
            return self.settle(word[5:].replace("_", " "))
        elif word.startswith("text:"):
            self.child.send(word[5:].replace("_", " "))
        elif word in SIGNALS:
            self.child.kill(SIGNALS[word])
        else:
            self.child.send(NAMED.get(word, word))
        self.settle()


def main():
    rows, columns = map(int, sys.argv[1].split("x"))
    driver = Driver(rows, columns, sys.argv[3:])
    driver.settle(limit=20)
    while not any(line.strip() for line in driver.screen.display) and driver.child.isalive():
        driver.settle()
    print("=== start")
    print(driver.picture())
    for word in sys.argv[2].split():
        if not driver.child.isalive():
            break
        driver.press(word)
        print(f"=== {word}")
        print(driver.picture())
    driver.settle(limit=2)
    deadline = time.time() + 30
    while driver.child.isalive() and time.time() < deadline:
        time.sleep(0.05)
    if driver.child.isalive():
        print("=== end: still running")
        driver.child.kill(signal.SIGKILL)
        return
    driver.child.close()
    status = driver.child.exitstatus if driver.child.signalstatus is None else f"signal {driver.child.signalstatus}"
    hidden = pyte.modes.DECTCEM not in driver.screen.mode
    print(f"=== end: {status}{' in the alternate screen' if driver.screen.alternate else ''}"
          f"{' with the cursor hidden' if hidden else ''}")


main()
