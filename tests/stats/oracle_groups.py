#!/usr/bin/env python3
"""Writes tests/reference/oracle_groups.csv: distributions behind the comparison of groups, to 25
digits by mpmath, by integrals and sums from their definitions.  R's pt, pf and pchisq with a
noncentrality are good to about 1e-9, its ptukey to about 1e-10.  Needs mpmath; takes some minutes.
Run by hand in tests/stats; the output is in the tree.
"""
import csv

import mpmath as mp

mp.mp.dps = 25
rows = []


def put(statistic, args, value):
    rows.append(["oracle_groups", statistic, ";".join(args), mp.nstr(mp.mpf(value), 17), "closed"])


def phi(z):
    return mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def s_density(s, df):
    """Of s = chi / sqrt(df)."""
    a = df / 2
    return 2 * mp.exp(a * mp.log(a) - mp.loggamma(a) + (df - 1) * mp.log(s) - a * s * s)


def s_points(df):
    sd = 1 / mp.sqrt(2 * df)
    return [p for p in (1 + sd * k for k in (-16, -10, -6, -3, -1, 0, 1, 3, 6, 10, 16)) if p > 0]


def noncentral_t(t, df, shift):
    t, df, shift = mp.mpf(t), mp.mpf(df), mp.mpf(shift)
    points = [mp.mpf(0)] + s_points(df) if 1 - 16 / mp.sqrt(2 * df) < 0 else s_points(df)
    return mp.quad(lambda s: s_density(s, df) * mp.ncdf(shift - t * s) if s > 0 else mp.mpf(0), points)


for t, df, shift in (("2.1", "10", "0"), ("2.1", "10", "0.5"), ("2.1", "10", "3"), ("-1", "5", "1"),
                     ("1.5", "4", "-0.7"), ("30", "60", "28"), ("0.2", "103", "2"), ("0", "7", "1")):
    put("noncentral_t", (t, df, shift), noncentral_t(t, df, shift))


def mixture(tail, lam):
    lam = mp.mpf(lam)
    total = mp.mpf(0)
    j, w = 0, mp.exp(-lam / 2)
    while j < lam / 2 or w > mp.mpf(10) ** -28:
        total += w * tail(j)
        j += 1
        w *= lam / 2 / j
    return total


def noncentral_f(f, d1, d2, lam):
    f, d1, d2 = mp.mpf(f), mp.mpf(d1), mp.mpf(d2)
    x = d2 / (d2 + d1 * f)
    return mixture(lambda j: mp.betainc(d2 / 2, d1 / 2 + j, 0, x, regularized=True), lam)


for f, d1, d2, lam in (("3.2", "2", "15", "0"), ("3.2", "2", "15", "4"), ("3.2", "2", "15", "20"),
                       ("1.1", "4", "200", "1.5"), ("25", "1", "30", "60")):
    put("noncentral_f", (f, d1, d2, lam), noncentral_f(f, d1, d2, lam))


def noncentral_chisq(x, df, lam):
    x, df = mp.mpf(x), mp.mpf(df)
    return mixture(lambda j: mp.gammainc(df / 2 + j, x / 2, regularized=True), lam)


for x, df, lam in (("7", "2", "0"), ("7", "2", "3"), ("7", "2", "30"), ("120", "9", "80")):
    put("noncentral_chisq", (x, df, lam), noncentral_chisq(x, df, lam))

for x, df in (("0.001", "1"), ("3.84", "1"), ("40", "1"), ("0.5", "5"), ("11", "5"), ("200", "5"),
              ("90", "100"), ("160", "100"), ("1000", "1000"), ("1300", "1000"), ("100500", "100000")):
    with mp.workdps(60):
        put("chisq_p", (x, df), mp.gammainc(mp.mpf(df) / 2, mp.mpf(x) / 2, regularized=True))


def legendre(n):
    """Nodes and weights of Gauss-Legendre on (-1, 1)."""
    rule = []
    for i in range(n):
        x = mp.cos(mp.pi * (i + mp.mpf(3) / 4) / (n + mp.mpf(1) / 2))
        for _ in range(8):
            p, q = mp.mpf(1), x
            for k in range(2, n + 1):
                p, q = q, ((2 * k - 1) * x * q - (k - 1) * p) / k
            slope = n * (x * q - p) / (x * x - 1)
            x -= q / slope
        rule.append((x, 2 / ((1 - x * x) * slope * slope)))
    return rule


RULE = legendre(24)


def panels(f, points):
    total = mp.mpf(0)
    for lo, hi in zip(points, points[1:]):
        centre, half = (lo + hi) / 2, (hi - lo) / 2
        total += half * sum(w * f(centre + half * x) for x, w in RULE)
    return total


def range_upper(w, k):
    """Probability that the range of k normal means exceeds w."""
    def inside(z):
        below, far = mp.ncdf(z), mp.ncdf(z - w)
        return k * phi(z) * (below ** (k - 1) - (below - far) ** (k - 1))
    return panels(inside, [mp.mpf(p) for p in (-9, -6, -4, -2, 0, 2, 4, 6)] + [w / 2 + 5, w / 2 + 11]
                  if w > 3 else [mp.mpf(p) for p in (-9, -6, -4, -2, 0, 2, 4, 6, 9)])


def tukey(q, k, df):
    q, k, df = mp.mpf(q), int(k), mp.mpf(df)
    sd = 1 / mp.sqrt(2 * df)
    lo, hi = max(mp.mpf(0), 1 - 14 * sd), 1 + 14 * sd
    n = 12
    return panels(lambda s: s_density(s, df) * range_upper(q * s, k),
                  [lo + (hi - lo) * i / n for i in range(n + 1)])


with mp.workdps(20):
    for q, k, df in (("3.5", "3", "10"), ("0.9", "5", "40"), ("4.6", "6", "24"), ("2", "2", "3"),
                     ("9", "4", "12"), ("1.7", "5", "2800"), ("3.2", "6", "694")):
        put("tukey_p", (q, k, df), tukey(q, k, df))

with open("../reference/oracle_groups.csv", "w", newline="") as out:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["dataset", "statistic", "args", "value", "kind"])
    writer.writerows(rows)
