"""Name the tests that were skipped in every one of several runs; ends with 1 if any was."""

import sys
from xml.etree import ElementTree


def skipped(report: str) -> set[str]:
    """The tests that the JUnit file ``report`` says were skipped."""
    return {
        f"{case.get('classname')}.{case.get('name')}"
        for case in ElementTree.parse(report).iter("testcase")
        if case.find("skipped") is not None
    }


def main(reports: list[str]) -> int:
    always = set.intersection(*map(skipped, reports))
    for name in sorted(always):
        sys.stderr.write(f"skipped in every run: {name}\n")
    return 1 if always else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
