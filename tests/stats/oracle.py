#!/usr/bin/env python3
"""Writes tests/reference/oracle.csv: values for the statistics kit that R does not give.

Distributions to 50 digits by mpmath; Philox4x32-10 from its paper in plain Python, and on it the
substreams, draws, bootstrap and permutations of the kit, written a second time from their
description in stats.h.  Needs mpmath.  Run by hand in tests/stats; the output is in the tree.
"""
import csv
import itertools
from math import floor, sqrt
from statistics import NormalDist

import mpmath as mp

mp.mp.dps = 50
rows = []


def put(statistic, args, value, kind="closed"):
    rows.append(["oracle", statistic, args, mp.nstr(mp.mpf(value), 17), kind])


# --- distributions
def series(a, b, x):
    """Incomplete beta by its series of positive terms."""
    term = total = mp.mpf(1)
    i = 0
    while term > total * mp.eps:
        term *= (a + b + i) / (a + 1 + i) * x
        total += term
        i += 1
    log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    return mp.e ** (a * mp.log(x) + b * mp.log(1 - x) - log_beta) / a * total


def beta_lower(a, b, x):
    a, b, x = mp.mpf(a), mp.mpf(b), mp.mpf(x)
    if x < 0.999:
        return series(a, b, x)
    with mp.workdps(360):  # the other side is short; a result of 1e-290 keeps 70 digits
        return 1 - series(b, a, 1 - x)


def root(falling, target):
    """Positive argument at which a falling function takes the target, by bisection of its log."""
    lo, hi = mp.mpf(-40), mp.mpf(40)
    for _ in range(75):
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if falling(mp.e ** mid) > target else (lo, mid)
    return mp.e ** lo


def t_p(t, df):
    with mp.workdps(360):
        t, df = mp.mpf(t), mp.mpf(df)
        x = df / (df + t * t)
    return beta_lower(df / 2, mp.mpf(1) / 2, x)


def f_p(f, d1, d2):
    with mp.workdps(360):
        f, d1, d2 = mp.mpf(f), mp.mpf(d1), mp.mpf(d2)
        x = d2 / (d2 + d1 * f)
    return beta_lower(d2 / 2, d1 / 2, x)


for df in ("1", "2", "5", "22", "29.5", "58", "300", "5398", "200000", "3000000"):
    for t in ("0.0001", "0.3", "1", "2.0738730679040147", "6", "12.5", "40"):
        value = t_p(t, df)
        if value > mp.mpf("1e-290"):
            put("t_p", f"{t};{df}", value)
for d1, d2 in ((1, 4), (3, 6), (23, 244), (98, 5301), (262, 1052), (8, 18000), (300, 2000000)):
    for f in ("0.01", "0.5", "0.98", "1", "1.0625", "2.5", "9.5", "60"):
        value = f_p(f, d1, d2)
        if value > mp.mpf("1e-290"):
            put("f_p", f"{f};{d1};{d2}", value)
for z in ("0.01", "0.5", "1.96", "5", "20", "37"):
    put("z_p", z, mp.erfc(mp.mpf(z) / mp.sqrt(2)))
for p in ("0.000001", "0.025", "0.4", "0.8", "0.975", "0.9995"):
    put("z_quantile", p, mp.sqrt(2) * mp.erfinv(2 * mp.mpf(float(p)) - 1))
    for df in ("1", "3", "22", "100", "100000"):
        q = 2 * min(mp.mpf(float(p)), 1 - mp.mpf(float(p)))
        t = root(lambda v: t_p(v, df), q)
        put("t_quantile", f"{p};{df}", t if float(p) > 0.5 else -t)
    for d1, d2 in ((1, 4), (23, 244), (262, 1052), (5399, 53990)):
        put("f_quantile", f"{p};{d1};{d2}",
            root(lambda v: f_p(v, d1, d2), 1 - mp.mpf(float(p))))

# --- random numbers
M32, M64 = (1 << 32) - 1, (1 << 64) - 1


def philox(counter, key):
    c, k = list(counter), list(key)
    for _ in range(10):
        a, b = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(b >> 32) ^ c[1] ^ k[0], b & M32, (a >> 32) ^ c[3] ^ k[1], a & M32]
        k = [(k[0] + 0x9E3779B9) & M32, (k[1] + 0xBB67AE85) & M32]
    return c


class Rng:
    def __init__(self, key, stream, counter=0):
        self.key, self.stream, self.counter = key, stream, counter

    def block(self, key):
        out = philox([self.counter & M32, self.counter >> 32, self.stream & M32, self.stream >> 32],
                     [key & M32, key >> 32])
        return out[1] << 32 | out[0]

    def next(self):
        value = self.block(self.key)
        self.counter += 1
        return value

    def at(self, stream):
        return Rng(self.block(self.key ^ 0x6F72676D6972726F), stream)

    def below(self, n):
        while True:
            product = self.next() * n
            if product & M64 >= (1 << 64) % n:
                return product >> 64

    def shuffle(self, index):
        for i in range(len(index), 1, -1):
            j = self.below(i)
            index[i - 1], index[j] = index[j], index[i - 1]


class Words:
    """32-bit words of a substream, four to a block: what resamples and orders are drawn from."""

    def __init__(self, parent, stream):
        at = parent.at(stream)
        self.words = (word for c in itertools.count() for word in philox(
            [c & M32, c >> 32, at.stream & M32, at.stream >> 32], [at.key & M32, at.key >> 32]))

    def below(self, n):
        while True:
            product = next(self.words) * n
            if product & M32 >= (1 << 32) % n:
                return product >> 32

    def order(self, n):
        index = list(range(n))
        for i in range(n, 1, -1):
            j = self.below(i)
            index[i - 1], index[j] = index[j], index[i - 1]
        return index


KEY, STREAM = 0x0123456789ABCDEF, 3
r = Rng(KEY, STREAM, 41)
for i in range(3):
    value = r.next()
    put("rng_next_high", f"{i}", value >> 32)
    put("rng_next_low", f"{i}", value & M32)
r = Rng(KEY, STREAM)
for i in range(4):
    put("rng_uniform", f"{i}", ((r.next() >> 12) + 0.5) * 2.0 ** -52)
r = Rng(KEY, STREAM)
for i in range(4):
    u = mp.mpf(((r.next() >> 12) + 0.5) * 2.0 ** -52)
    put("rng_normal", f"{i}", mp.sqrt(2) * mp.erfinv(2 * u - 1))
r = Rng(KEY, STREAM).at(7)
for i in range(6):
    put("rng_below_24", f"{i}", r.below(24))
big = (1 << 63) + 12345
r = Rng(KEY, STREAM).at(8)
for i in range(6):
    put("rng_below_big_high", f"{i}", r.below(big) >> 32)
index = list(range(10))
Rng(KEY, STREAM).at(9).shuffle(index)
for i, v in enumerate(index):
    put("rng_shuffle_10", f"{i}", v)
for n in (7, 1000003, 3221225473):  # of the last, one word in four is passed over
    words = Words(Rng(KEY, STREAM), 10)
    for i in range(12):
        put(f"boot_index_{n}", f"{i}", words.below(n))
for i, v in enumerate(Words(Rng(KEY, STREAM), (5 << 32) + 11).order(13)):
    put("perm_order_13", f"{i}", v)

# --- the golden pair of unit means, exactly
units = [f"U{j:02d}" for j in range(1, 25)]
emp = {u: [] for u in units}
for row in csv.DictReader(open("../data/golden/emp.csv")):
    items = [row["col1"], row["col2"], row["col3r"], row["col4"], row["col5"]]
    codes = [6 - int(v) if i == 2 else int(v) for i, v in enumerate(items) if v]
    if len(codes) >= 3:
        emp[row["unit"]].append(mp.mpf(sum(codes)) / len(codes))
cust = {u: [] for u in units}
for row in csv.DictReader(open("../data/golden/cust.csv")):
    cust[row["unit"]].append(mp.mpf(row["sat"]))
X = [mp.fsum(emp[u]) / len(emp[u]) for u in units]
Y = [mp.fsum(cust[u]) / len(cust[u]) for u in units]
xs, ys = [float(v) for v in X], [float(v) for v in Y]


def pearson(x, y, square_root=sqrt):
    n = len(x)
    mx, my = sum(x) / n, sum(y) / n
    xx, yy = sum((v - mx) ** 2 for v in x), sum((v - my) ** 2 for v in y)
    xy = sum((a - mx) * (b - my) for a, b in zip(x, y))
    return xy / square_root(xx * yy)


n = len(units)
rho = pearson(X, Y, mp.sqrt)
put("golden_r", "", rho)
t = rho * mp.sqrt((n - 2) / (1 - rho * rho))
put("golden_t", "", t)
put("golden_p", "", t_p(t, n - 2))
left = [pearson(X[:i] + X[i + 1:], Y[:i] + Y[i + 1:], mp.sqrt) for i in range(n)]
put("golden_leave_one_out_lo", "", min(left))
put("golden_leave_one_out_hi", "", max(left))
put("golden_leave_one_out_lo_index", "", left.index(min(left)))
put("golden_leave_one_out_hi_index", "", left.index(max(left)))

# --- bootstrap of the golden r: percentile and BCa
B, CONF, N01 = 4999, 0.95, NormalDist()
place = Rng(KEY, STREAM)
draws = []
for b in range(B):
    words = Words(place, b)
    pick = [words.below(n) for _ in range(n)]
    draws.append(pearson([xs[i] for i in pick], [ys[i] for i in pick]))
draws.sort()
value = float(rho)
mean_left = mp.fsum(left) / n
acceleration = mp.fsum([(mean_left - v) ** 3 for v in left]) / (
    6 * mp.fsum([(mean_left - v) ** 2 for v in left]) ** mp.mpf("1.5"))
below = sum(1.0 if d < value - 1e-12 else 0.5 if d <= value + 1e-12 else 0.0 for d in draws)
z0 = N01.inv_cdf(below / B)


def at(p):
    where = p * (B + 1)
    low = floor(where)
    return draws[low - 1] + (where - low) * (draws[low] - draws[low - 1])


def share(p):
    z = z0 + N01.inv_cdf(p)
    return N01.cdf(z0 + z / (1 - float(acceleration) * z))


m = mp.fsum(draws) / B
put("golden_boot_se", f"{B}", mp.sqrt(mp.fsum([(d - m) ** 2 for d in draws]) / (B - 1)))
put("golden_boot_percentile_lo", f"{B}", at(0.025))
put("golden_boot_percentile_hi", f"{B}", at(0.975))
put("golden_boot_z0", f"{B}", z0)
put("golden_boot_acceleration", f"{B}", acceleration)
put("golden_boot_bca_lo", f"{B}", at(share(0.025)))
put("golden_boot_bca_hi", f"{B}", at(share(0.975)))

# --- permutations
few_x, few_y = xs[:7], ys[:7]
observed = pearson(few_x, few_y)
all_orders = [pearson(few_x, [few_y[i] for i in order]) for order in
              itertools.permutations(range(7))]
put("golden7_perm_p", "exact", mp.mpf(sum(abs(v) >= abs(observed) - 1e-12 for v in all_orders))
    / len(all_orders))
put("golden7_perm_p_greater", "exact", mp.mpf(sum(v >= observed - 1e-12 for v in all_orders))
    / len(all_orders))
count = greater = 1
for b in range(999):
    v = pearson(xs, [ys[i] for i in Words(place, b).order(n)])
    count += abs(v) >= abs(value) - 1e-12
    greater += v >= value - 1e-12
put("golden_perm_p", "999", mp.mpf(count) / 1000)
put("golden_perm_p_greater", "999", mp.mpf(greater) / 1000)

# --- power
for units_n in (10, 20, 24, 30, 100):
    z = mp.sqrt(2) * (mp.erfinv(mp.mpf("0.95")) + mp.erfinv(mp.mpf("0.6")))
    put("smallest_r", f"{units_n}", mp.tanh(z / mp.sqrt(units_n - 3)))
    shift = mp.atanh(mp.mpf("0.2")) * mp.sqrt(units_n - 3)
    critical = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))
    put("power_of_.2", f"{units_n}", mp.ncdf(shift - critical) + mp.ncdf(-shift - critical))

with open("../reference/oracle.csv", "w", newline="") as f:
    writer = csv.writer(f, lineterminator="\n")
    writer.writerow(["dataset", "statistic", "args", "value", "kind"])
    writer.writerows(rows)
