# Reads an export inside and one outside of samples/quarterly; prints, for each pair of the mirror
# model, how many units both have (5 people at least) and the correlation of their means.  Another
# reader of the exports than the program's, and simpler.
# -v reversed="column column ..." -v what=mean|spread; spread: standard deviations in place of means
BEGIN {
  FS = ","
  n = split(reversed, list, " ")
  for (i = 1; i <= n; i++)
    turned[list[i]] = 1
}
FNR == 1 {
  side++
  n = 0
  for (i = 1; i <= NF; i++)
    if ($i ~ /^P[0-9][0-9]_[IO][0-9]$/) {
      at[++n] = i
      pair[n] = substr($i, 2, 2) + 0
      turn[n] = $i in turned
    }
  next
}
{
  delete sum
  delete answered
  for (i = 1; i <= n; i++) {
    x = $(at[i])
    if (x !~ /^[1-5]$/)
      continue
    sum[pair[i]] += turn[i] ? 6 - x : x
    answered[pair[i]]++
  }
  for (p in answered) {
    if (answered[p] < 3)
      continue
    score = sum[p] / answered[p]
    total[side, p, $2] += score
    squares[side, p, $2] += score * score
    people[side, p, $2]++
  }
  units[$2] = 1
}
function value(side, p, u,    k, m) {
  k = people[side, p, u]
  m = total[side, p, u] / k
  return what == "spread" ? sqrt((squares[side, p, u] - k * m * m) / (k - 1)) : m
}
END {
  for (p = 1; p <= 18; p++) {
    m = sx = sy = sxx = syy = sxy = 0
    for (u in units) {
      if (people[1, p, u] < 5 || people[2, p, u] < 5)
        continue
      x = value(1, p, u)
      y = value(2, p, u)
      m++; sx += x; sy += y; sxx += x * x; syy += y * y; sxy += x * y
    }
    r = (sxy - sx * sy / m) / sqrt((sxx - sx * sx / m) * (syy - sy * sy / m))
    printf "P%d %d %.4f\n", p, m, r
  }
}
