"""What the library has to reach, and whether it did."""

import statistics

# By titles: milliseconds from an input to its paint (95th percentile) and of script.
PAINT = {50_000: 16, 1_000_000: 33}
SCRIPT = {50_000: 3, 1_000_000: 15}
BYTES_A_TITLE, FIRST_ANSWER, HEAP = 20, 150, 10_000_000  # at 50,000 titles; milliseconds; bytes


def percentile_95(values):
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


class Bars:
    def __init__(self):
        self.missed = []

    def check(self, what, value, bar, unit=""):
        """A word for the report: nothing where there is no bar."""
        if bar is None:
            return ""
        if value <= bar:
            return f"  (bar {bar:,}{unit}: reached)"
        self.missed.append(f"{what}: {value:,.1f}{unit}, bar {bar:,}{unit}")
        return f"  (bar {bar:,}{unit}: MISSED)"

    def summary(self):
        """Print what was missed; the exit code."""
        print("Every bar was reached." if not self.missed else "Missed:")
        for line in self.missed:
            print(f"  {line}")
        return 1 if self.missed else 0
