#!/usr/bin/env python3
"""Folds the probe logs of an archive on Apache Spark, each log (shard) by a task of its own.

Spark hands out the shards, and runs a task again whose worker is lost. The task runs `corroborate fold`, which reads the log where it lies and
writes its runs as Parquet; no row passes through Python or the JVM. `corroborate report` reads the files of runs afterwards.

    python fold.py --incident my-incident -o runs --master 'local[2]'
    spark-submit --master spark://host:7077 fold.py --incident my-incident -o runs

Logs, output folder and program must be at the same path on the driver and on every worker. README.md beside this file says how to run it, and
docs/scale.md when it pays.

Exit codes: 0 done, 1 Spark gave up, 2 a log was refused or the job could not begin.
"""

import argparse
import glob
import hashlib
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tomllib

# The exit code with which the program refuses an input or an option. It would do so again, so such a task is not run again.
REFUSED = 2
# The exit codes with which it wrote the runs: all rows, or without those that cannot be used, which the runs count.
FOLDED = (0, 1)


class CannotBegin(Exception):
    """What is asked for cannot be done, and why."""


def arguments():
    """What was typed."""
    parser = argparse.ArgumentParser(description="Fold the probe logs of an archive on Apache Spark, each by a task of its own.")
    parser.add_argument("logs", nargs="*", metavar="LOG", help="probe logs, or patterns in quotation marks [default: all that the incident names]")
    parser.add_argument("--incident", metavar="DIR", help="the incident whose logs they are: it says zone, columns and rules")
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help="folder for the files of runs")
    parser.add_argument("--corroborate", metavar="FILE", default="corroborate", help="the program, at the same path on every worker")
    parser.add_argument("--zone", metavar="ZONE", help="zone of stamps without an offset; without --incident")
    parser.add_argument("--from", dest="begin", metavar="TIME", help="the window begins here")
    parser.add_argument("--until", metavar="TIME", help="the window ends here; a whole day is included")
    parser.add_argument("--master", metavar="URL", help="Spark's master, such as local[2] [default: what spark-submit says]")
    parser.add_argument("--retries", type=int, metavar="N", help="how often a failed task is run again [default: Spark's own, 3 on a cluster]")
    asked = parser.parse_args()
    if not asked.logs and not asked.incident:
        parser.error("name the logs to fold, or the incident whose logs they are with --incident")
    if asked.retries is not None and asked.retries < 0:
        parser.error("--retries: write 0 or more")
    return asked


def options(asked):
    """The options that `fold` and `report` both take, as words."""
    pairs = (("--zone", asked.zone), ("--from", asked.begin), ("--until", asked.until))
    return [word for name, value in pairs if value is not None for word in (name, value)]


def matching(pattern):
    """The files that a pattern matches, or the one that it names."""
    if os.path.isfile(pattern):
        return [pattern]
    found = [path for path in glob.glob(pattern, recursive=True, include_hidden=True) if os.path.isfile(path)]
    if not found:
        raise CannotBegin(f"{pattern}: no such file")
    return found


def shards(asked):
    """The logs to fold, each once and in order, by the path under which the program is to read them."""
    patterns = asked.logs
    if not patterns:
        path = os.path.join(asked.incident, "incident.toml")
        try:
            with open(path, "rb") as file:
                named = [entry.get("files", []) for entry in tomllib.load(file).get("probes", [])]
        except (OSError, tomllib.TOMLDecodeError) as why:
            raise CannotBegin(f"{path}: {why}") from why
        flat = [pattern for files in named for pattern in ([files] if isinstance(files, str) else files)]
        patterns = [os.path.join(glob.escape(asked.incident), pattern) for pattern in flat]
    found = sorted({path for pattern in patterns for path in matching(pattern)})
    if not found:
        raise CannotBegin(f"{asked.incident}: its incident.toml names no logs")
    return found


def runs_name(shard, incident):
    """The name of a shard's file of runs. It follows from the path alone, so that each attempt at a shard, and each later job, gives the same one.
    Files of the same name in several folders are told apart by eight digits of a digest."""
    path = os.path.relpath(shard, incident) if incident else shard
    return f"{os.path.basename(path)}.{hashlib.sha256(path.encode()).hexdigest()[:8]}.parquet"


def fold(shard, plan):
    """The task: folds one shard on a worker. Gives what the program said; raises where another worker may do better."""
    # Imported here, as it only means something on a worker.
    from pyspark import TaskContext

    task, host = TaskContext.get(), socket.gethostname()
    # Relative paths are those of the folder in which the job was begun.
    folder = plan["folder"] if os.path.isdir(plan["folder"]) else None
    for path in (shard, plan["attempts"]):
        if not os.path.exists(os.path.join(plan["folder"], path)):
            raise RuntimeError(f"{path} is not there on {host}: logs and output folder must be at the same path on every worker")
    # Two attempts at a shard may run at the same time, on two machines: a lost worker's, or a speculative one. Each writes in a place of its own.
    attempt = os.path.join(plan["attempts"], str(task.taskAttemptId()))
    written = os.path.join(attempt, plan["names"][shard])
    command = [plan["corroborate"], "fold", shard, *plan["options"], "--output", written, "--quiet"]
    try:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False)
    except OSError as why:
        raise RuntimeError(f"{plan['corroborate']} does not start on {host}: {why.strerror}; it must be at the same path on every worker") from why
    if done.returncode in FOLDED:
        # In one step: the file of runs is there whole or not at all, and a second attempt puts the same bytes in its place.
        os.replace(written, os.path.join(plan["output"], plan["names"][shard]))
    shutil.rmtree(attempt, ignore_errors=True)
    if done.returncode not in (*FOLDED, REFUSED):
        ended = f"was killed by signal {-done.returncode}" if done.returncode < 0 else f"ended with {done.returncode}"
        raise RuntimeError(f"corroborate fold {shard} on {host} {ended} {done.stderr.strip()}".rstrip())
    return {"shard": shard, "refused": done.returncode == REFUSED, "said": done.stderr.strip(), "again": task.attemptNumber() > 0}


def spark_context(asked):
    """Spark, with what was asked for and else what spark-submit says."""
    try:
        from pyspark import SparkConf, SparkContext
    except ImportError as why:
        raise CannotBegin("pyspark is missing; run this with spark-submit, or: pip install pyspark") from why
    settings = SparkConf().setAppName("corroborate fold")
    if asked.master:
        settings.setMaster(asked.master)
    if asked.retries is not None:
        settings.set("spark.task.maxFailures", str(asked.retries + 1))
    return SparkContext(conf=settings)


def folded(asked, found, names):
    """Runs the tasks, and gives what each returned."""
    output = os.path.abspath(asked.output)
    os.makedirs(output, exist_ok=True)
    spark = spark_context(asked)
    attempts = os.path.join(output, f".attempts-{spark.applicationId}")
    plan = {
        "corroborate": os.path.abspath(asked.corroborate) if os.sep in asked.corroborate else asked.corroborate,
        "options": (["--incident", os.path.abspath(asked.incident)] if asked.incident else []) + options(asked),
        "folder": os.getcwd(),
        "output": output,
        "attempts": attempts,
        "names": names,
    }
    try:
        os.mkdir(attempts)
        shared = spark.broadcast(plan)
        return spark.parallelize(found, len(found)).map(lambda shard: fold(shard, shared.value)).collect()
    finally:
        spark.stop()
        shutil.rmtree(attempts, ignore_errors=True)


def next_step(asked, names):
    """Says which command makes the report."""
    others = [path for path in glob.glob(os.path.join(glob.escape(asked.output), "*.parquet")) if os.path.basename(path) not in names.values()]
    if others:
        print(f"note: {len(others)} files in {asked.output} are not of this job, such as {min(others)}; take away those that do not belong")
    runs = f"{shlex.quote(asked.output)}/*.parquet"
    begin = ["corroborate", "report"] + ([asked.incident, "--runs"] if asked.incident else ["--probes"])
    print("next:", shlex.join(begin), runs, shlex.join(options(asked)))


def summary(asked, results, names):
    """Says what came of it, and gives the exit code."""
    refused = [result for result in results if result["refused"]]
    there = {shard for shard, name in names.items() if os.path.isfile(os.path.join(asked.output, name))}
    for shard in (result["shard"] for result in refused if result["shard"] in there):
        print(f"note: {os.path.join(asked.output, names[shard])} is of an earlier job", file=sys.stderr)
    for result in refused:
        print(result["said"] or f"error: {result['shard']} was refused without a word", file=sys.stderr)
    incomplete = [result for result in results if result["said"] and not result["refused"]]
    if incomplete:
        first = incomplete[0]
        print(f"note: rows of {len(incomplete)} of {len(names)} logs were left out, as of {first['shard']}: {first['said']}", file=sys.stderr)
    lost = sorted(set(names) - there - {result["shard"] for result in refused})
    for shard in lost:
        print(f"error: {shard} has no file of runs in {asked.output}; is that folder shared with the workers?", file=sys.stderr)
    again = sum(result["again"] for result in results)
    print(f"{len(names) - len(refused) - len(lost)} of {len(names)} logs folded into {asked.output}; {again} of them at a further attempt")
    if refused or lost:
        print("The others need not be folded again: name those above when they are put right", file=sys.stderr)
        return 2
    next_step(asked, names)
    return 0


def main():
    """The job."""
    asked = arguments()
    try:
        found = shards(asked)
        names = {shard: runs_name(shard, asked.incident) for shard in found}
        if len(set(names.values())) < len(names):
            raise CannotBegin("two logs would have files of runs of one name; fold them in two jobs")
        results = folded(asked, found, names)
    except (CannotBegin, OSError) as why:
        print(f"error: {why}", file=sys.stderr)
        return 2
    except Exception as why:  # Spark's errors are of many kinds; the last line of a task's own says why.
        words = re.findall(r"RuntimeError: (.*)", str(why))
        print(f"error: {words[-1] if words else why}", file=sys.stderr)
        return 1
    return summary(asked, results, names)


if __name__ == "__main__":
    sys.exit(main())
