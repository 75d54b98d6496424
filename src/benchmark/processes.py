"""Measures processes from start to end: time, CPU and memory."""

import os
import statistics
import sys
import time
from typing import NamedTuple


class Command(NamedTuple):
    """What to run, where, and with which environment variables in addition to those of this process."""

    name: str
    arguments: list
    folder: str
    environment: dict


class Run(NamedTuple):
    """The seconds and bytes that one process and its children used."""

    wall: float
    cpu: float
    memory: int


def run(command, output):
    """Runs a command to its end, with standard output to a file."""
    arguments = [str(argument) for argument in command.arguments]
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(output), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
    ]
    os.chdir(command.folder)
    start = time.perf_counter()
    process = os.posix_spawn(arguments[0], arguments, {**os.environ, **command.environment}, file_actions=files)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command.name}: `{' '.join(arguments)}` in {command.folder} failed with {status}.")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def rounds(commands, output, warm_ups, count, shuffle):
    """Runs all commands in each round, in a changing order, and returns the runs by name."""
    runs = {command.name: [] for command in commands}
    for number in range(-warm_ups, count):
        order = list(commands)
        shuffle(order)
        for command in order:
            measured = run(command, output(command))
            if number >= 0:
                runs[command.name].append(measured)
    return runs


def percentile(values, share):
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]
