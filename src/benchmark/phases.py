"""Shows where a cold `sluice synth` spends its time."""

import collections
import os
import random
import re
import statistics
import subprocess
import time

import processes


class Profile:
    """One Java, started as the launcher starts it, with an archive of the classes that `Phases` loads."""

    def __init__(self, root, work, version, home):
        self.work = work
        self.home = home
        self.version = version
        self.class_path = f"{root / 'target/sluice.jar'}:{work / 'programs.jar'}"
        self.archive = work / f"phases-{version}"
        self.options = re.search(r"^options='(.*)'", (root / "sluice").read_text(), re.MULTILINE).group(1).split()
        aot = int(version) >= 25
        self.collector = "-XX:+UseSerialGC" if aot else "-XX:+UseG1GC"
        self.use = f"-XX:{'AOTCache' if aot else 'SharedArchiveFile'}={self.archive}"
        self.record = f"-XX:{'AOTCacheOutput' if aot else 'ArchiveClassesAtExit'}={self.archive}"
        environment = sorted(file.stem for file in (root / "environments").glob("*.yaml") if file.stem != "base")[0]
        self.archive.unlink(missing_ok=True)
        self.java(self.record, root, environment)

    def java(self, option, project, environment, *more):
        arguments = [self.home / "bin/java", *self.options, self.collector, option, *more, "-cp", self.class_path]
        command = [str(argument) for argument in [*arguments, "Phases", project, environment, time.monotonic_ns()]]
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout

    def steps(self, project, environment):
        """Returns the milliseconds that each step took."""
        ended, steps = 0.0, {}
        for line in self.java(self.use, project, environment).splitlines():
            step, end = line.split("\t")
            steps[step], ended = float(end) - ended, float(end)
        return steps

    def classes(self, project, environment):
        """Returns the log lines of the loaded classes that are not in the archive, and the number of all loaded classes."""
        log = self.work / "out" / f"classes-{self.version}.log"
        self.java(self.use, project, environment, f"-Xlog:class+load:file={log}")
        loaded = [line for line in log.read_text().splitlines() if " source: " in line]
        return [line for line in loaded if "shared objects file" not in line], len(loaded)


def report(root, work, project, environment, javas, rounds):
    profiles = [Profile(root, work, version, home) for version, home in javas.items()]
    for profile in profiles:
        print(f"\nJava {profile.version}, {rounds} rounds, milliseconds: minimum, median\n")
        measured = [profile.steps(project, environment) for _ in range(rounds + 1)][1:]
        for step in measured[0]:
            times = [steps[step] for steps in measured]
            print(f"  {step:<28} {min(times):6.1f} {statistics.median(times):6.1f}")
        others, count = profile.classes(project, environment)
        print(f"\n  {count} classes, {len(others)} of them not from the archive:")
        kinds = collections.Counter(kind(line) for line in others)
        for name, times in kinds.most_common(25):
            print(f"  {times:6} {name}")
    commands(root, work, project, environment, javas, rounds)


def kind(line):
    """Returns the name of the class, without the address that distinguishes hidden classes."""
    return line.split(" source: ")[0].split()[-1].split("]")[-1].split("/0x")[0]


def commands(root, work, project, environment, javas, rounds):
    """Compares the whole command, including launcher and command line, with one that only prints the version."""
    print(f"\nWhole commands, {rounds} rounds, milliseconds: minimum, median, CPU\n")
    arguments = {"--version": ["--version"], "synth --stdout": ["synth", environment, "--stdout"]}
    sluice = root / "sluice"
    all_commands = [
        processes.Command(f"Java {version}, sluice {name}", [sluice, *words], project, {"JAVA_HOME": str(home)})
        for version, home in javas.items()
        for name, words in arguments.items()
    ]
    runs = processes.rounds(all_commands, lambda command: os.devnull, 2, rounds, random.Random(1).shuffle)
    for name, measured in runs.items():
        walls = [1000 * run.wall for run in measured]
        cpu = 1000 * statistics.median(run.cpu for run in measured)
        print(f"  {name:<32} {min(walls):6.0f} {statistics.median(walls):6.0f} {cpu:6.0f}")
