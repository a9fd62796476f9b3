"""Runs the Python examples of lesson files and compares what they print.

Usage: run-examples.py FOLDER...

In every Markdown file below the folders, the ```python fences run from top to
bottom in one namespace, in an empty working folder. A fence that prints must be
followed by a ```text fence with exactly that output (spaces at the ends of
lines aside). Other fences (```pycon, ```python-gaps, ```shell) are not run.
Errors, FutureWarnings and pandas' SettingWithCopyWarning count as differences.
Prints one verdict per file; exits with 1 if any file differs.
"""

import contextlib
import io
import re
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

FENCE = re.compile(r"^```([\w-]*)[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


def tidy(text):
    """The lines of a text without spaces at their ends and empty last lines."""
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip()


def run(code, where, namespace):
    """Runs one fence; gives what it printed and what went wrong ("" if nothing)."""
    printed = io.StringIO()
    with warnings.catch_warnings(record=True) as seen, contextlib.redirect_stdout(printed):
        warnings.simplefilter("always")
        try:
            exec(compile(code, where, "exec"), namespace)
            trouble = ""
        except Exception:
            trouble = traceback.format_exc(limit=-1)
    for warning in seen:
        name = warning.category.__name__
        if issubclass(warning.category, FutureWarning) or name == "SettingWithCopyWarning":
            trouble += f"{name}: {warning.message}\n"
    return tidy(printed.getvalue()), trouble


def differences(path):
    """What differs in one lesson file, as a list of messages."""
    text = path.read_text(encoding="utf-8")
    fences = list(FENCE.finditer(text))
    namespace = {"__name__": "__main__"}
    found = []
    for i, fence in enumerate(fences):
        if fence[1] != "python":
            continue
        line = text.count("\n", 0, fence.start()) + 1
        printed, trouble = run(fence[2], f"{path.name}, fence at line {line}", namespace)
        shown = "".join(tidy(after[2]) for after in fences[i + 1 : i + 2] if after[1] == "text")
        if trouble:
            found.append(f"line {line}: {trouble.rstrip()}")
        if printed != shown:
            found.append(f"line {line}: printed\n{printed}\nbut the lesson shows\n{shown}")
    return found


def main(folders):
    """Checks all files; gives the exit code."""
    paths = sorted(path.resolve() for folder in folders for path in Path(folder).rglob("*.md"))
    failed = not paths
    for path in paths:
        with tempfile.TemporaryDirectory() as workplace, contextlib.chdir(workplace):
            found = differences(path)
        print(f"{path.name}: " + ("\n  ".join(found) or "ok"))
        failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if sys.argv[1:] else __doc__)
