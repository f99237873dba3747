"""The hold model in simpy: PENDING processes, each of which waits and waits again, OPERATIONS events in all.

Prints the seconds that the events took; making the processes is not counted.
"""
import random
import sys
import time

import simpy

pending, operations = int(sys.argv[1]), int(sys.argv[2])
draw = random.Random(1)
gaps = [draw.randint(1, 1_000_000) for _ in range(4096)]
environment = simpy.Environment()


def holder(index):
    while True:
        yield environment.timeout(gaps[index % 4096])
        index += 1


for number in range(pending):
    environment.process(holder(number))
for _ in range(pending):  # the start of each process is an event of its own
    environment.step()
start = time.perf_counter()
for _ in range(operations):
    environment.step()
print(time.perf_counter() - start)
