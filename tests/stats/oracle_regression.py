#!/usr/bin/env python3
"""Writes tests/reference/oracle_regression.csv: least squares in exact rational arithmetic.

NIST's certified values have 15 digits or fewer.  Here the normal equations of the published
decimal numbers are solved in fractions, so that a fit can be compared to its last digit.  Also the necessary-condition statistics of small
integer sets, by counting cells and by adding up strips.  Plain Python; run by hand in tests/stats.
"""
import csv
from fractions import Fraction as F
from math import isqrt

rows = []


def decimal(value, digits=18):
    """A fraction to `digits` significant digits."""
    if value == 0:
        return "0"
    sign, value = ("-", -value) if value < 0 else ("", value)
    exponent = 0
    while value >= 10:
        value /= 10
        exponent += 1
    while value < 1:
        value *= 10
        exponent -= 1
    whole = round(value * 10 ** (digits - 1))
    text = str(whole)
    if len(text) > digits:
        text, exponent = text[:-1], exponent + 1
    return f"{sign}{text[0]}.{text[1:]}e{exponent}"


def root(value, digits=25):
    """Square root of a fraction, rounded."""
    scale = 10 ** (2 * digits)
    while value and value * scale < 10 ** (2 * digits):
        scale *= 10 ** 20
    n = isqrt(int(value * scale))
    return F(n, isqrt(scale))


def put(dataset, statistic, args, value):
    rows.append([dataset, statistic, args, decimal(value), "closed"])


def solve(a, b):
    """Inverse of a, and the solution, by Gauss and Jordan."""
    n = len(a)
    m = [row[:] + [F(i == j) for j in range(n)] + [b[i]] for i, row in enumerate(a)]
    for c in range(n):
        p = next(i for i in range(c, n) if m[i][c] != 0)
        m[c], m[p] = m[p], m[c]
        m[c] = [v / m[c][c] for v in m[c]]
        for i in range(n):
            if i != c and m[i][c] != 0:
                m[i] = [u - m[i][c] * v for u, v in zip(m[i], m[c])]
    return [row[n:2 * n] for row in m], [row[2 * n] for row in m]


def fit(name, x, y, first):
    """x: rows with the constant in front, if there is one."""
    k = len(x[0])
    a = [[sum(r[i] * r[j] for r in x) for j in range(k)] for i in range(k)]
    b = [sum(r[i] * v for r, v in zip(x, y)) for i in range(k)]
    inverse, coef = solve(a, b)
    rss = sum((v - sum(c * u for c, u in zip(coef, r))) ** 2 for r, v in zip(x, y))
    mean = sum(y) / len(y) if first == 0 else F(0)
    tss = sum((v - mean) ** 2 for v in y)
    df = len(y) - k
    perfect = rss * 10 ** 24 < tss
    for i in range(k):
        put(name, "coef", f"B{i + first}", coef[i])
        if not perfect:
            put(name, "se", f"B{i + first}", root(inverse[i][i] * rss / df))
    if not perfect:
        put(name, "residual_sd", "", root(rss / df))
        put(name, "R2", "", 1 - rss / tss)
        put(name, "F", "", (tss - rss) / (k - (first == 0)) / (rss / df))


degrees = {"Pontius": 2, "Filip": 10, "Wampler1": 5, "Wampler2": 5, "Wampler3": 5, "Wampler4": 5,
           "Wampler5": 5}
for name in ("Norris", "Pontius", "NoInt1", "NoInt2", "Filip", "Longley", "Wampler1", "Wampler2",
             "Wampler3", "Wampler4", "Wampler5"):
    lines = list(csv.reader(open(f"../data/nist/{name}.csv")))[1:]
    data = [[F(v) for v in line] for line in lines]  # the decimals, exactly
    y = [r[0] for r in data]
    if name in degrees:
        x = [[r[1] ** i for i in range(degrees[name] + 1)] for r in data]
    elif name.startswith("NoInt"):
        x = [r[1:] for r in data]
    else:
        x = [[F(1)] + r[1:] for r in data]
    fit("nist_" + name, x, y, 1 if name.startswith("NoInt") else 0)


# --- necessary conditions on small integer sets
def ceilings(name, pairs):
    xs, ys = [p[0] for p in pairs], [p[1] for p in pairs]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    # CE-FDH: unit cells of the scope that no case to the left reaches
    empty = sum(1 for cx in range(x0, x1) for cy in range(y0, y1)
                if not any(x <= cx and y >= cy + 1 for x, y in pairs))
    scope = (x1 - x0) * (y1 - y0)
    put(name, "ce_fdh", "", F(empty, scope))
    # CR-FDH: corners by definition (nobody left of it or above it who is as good or better)
    corners = sorted({p for p in pairs
                      if not any(q != p and q[0] <= p[0] and q[1] >= p[1] for q in pairs)})
    n = len(corners)
    put(name, "corners", "", F(n))
    mx, my = F(sum(p[0] for p in corners), n), F(sum(p[1] for p in corners), n)
    slope = sum((p[0] - mx) * (p[1] - my) for p in corners) / sum((p[0] - mx) ** 2 for p in corners)
    intercept = my - slope * mx
    put(name, "slope", "", slope)
    put(name, "intercept", "", intercept)

    # area above the line: integrate the height left above it, piece by piece between its kinks
    kinks = sorted({F(x0), F(x1)} | {k for k in ((y0 - intercept) / slope, (y1 - intercept) / slope)
                                     if x0 < k < x1})

    def height(x):
        return y1 - min(max(intercept + slope * x, y0), y1)

    zone = sum((b - a) * (height(a) + height(b)) / 2 for a, b in zip(kinks, kinks[1:]))
    put(name, "cr_fdh", "", zone / scope)
    below = sum(y <= intercept + slope * x for x, y in pairs)
    put(name, "accuracy", "", F(below, len(pairs)))


ceilings("triangle", [(0, 0), (1, 2), (2, 1), (3, 5), (4, 4), (5, 8), (6, 3), (7, 9), (8, 10),
                      (9, 6), (10, 10), (3, 3), (5, 8)])
ceilings("steep", [(0, 1), (2, 9), (3, 9), (4, 10), (9, 2), (12, 0), (6, 10)])
ceilings("late", [(0, 0), (5, 0), (8, 1), (9, 7), (10, 12), (7, 0), (10, 3)])

with open("../reference/oracle_regression.csv", "w", newline="") as f:
    writer = csv.writer(f, lineterminator="\n")
    writer.writerow(["dataset", "statistic", "args", "value", "kind"])
    writer.writerows(rows)
