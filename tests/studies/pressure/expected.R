# Late and early answers within units, for tests/studies/test_pressure.sh: CR2 written out with whole
# matrices of each unit.
#   Rscript tests/studies/pressure/expected.R COMPANY samples/model > expected.csv
source("tests/studies/company.R")
a <- commandArgs(TRUE)
within_units <- function(about, statistic, x, y, unit, factor = 1) {
  x <- x - ave(x, unit); y <- y - ave(y, unit)
  fit <- lm(y ~ 0 + x); b <- coef(fit); e <- resid(fit); total <- sum(x^2)
  groups <- split(seq_along(x), unit)
  g <- sapply(groups, function(i) {
    h <- tcrossprod(x[i]) / total
    v <- eigen(diag(length(i)) - h, symmetric = TRUE)
    root <- v$vectors %*% (t(v$vectors) / sqrt(v$values)) # (I - H)^(-1/2)
    p <- numeric(length(x)); p[i] <- root %*% x[i] / total
    c(sum(p * e), p - x * sum(x * p) / total)
  })
  se <- sqrt(sum(g[1, ]^2)); lambda <- eigen(crossprod(g[-1, ]), symmetric = TRUE)$values
  df <- sum(lambda)^2 / sum(lambda^2); q <- qt(.975, df)
  r <- range(factor * (b + c(-1, 1) * q * se))
  tell_all(about, statistic, c(value = factor * unname(b), se = abs(factor) * se, lo = r[1], hi = r[2],
                               p = 2 * pt(-abs(unname(b)) / se, df)))
  sapply(groups, function(i) sum((x * y)[-i]) / sum((x^2)[-i]))
}
for (k in list(c("trust", "P10_O"), c("ease", "P08_O"), c("clear-words", "P07_O"))) {
  about <- sprintf("[@scale='customers.%s']", k[1])
  s <- scores(a[1], a[2], "customers-2025-Q4.csv", k[2])
  keep <- !is.na(s$score); y <- s$score[keep]; unit <- s$unit[keep]
  days <- s$file$days_to_period_end[keep]
  out <- within_units(about, "pressure_difference", as.numeric(days < 10), y, unit)
  tell(about, "pressure_lowest", "value", min(out))
  tell(about, "pressure_highest", "value", max(out))
  within_units(about, "pressure_slope", days, y, unit, -10)
  y <- y - ave(y, unit)
  part <- findInterval(days, c(0, 10, 30, 60))
  for (i in 1:4) tell(about, paste0("pressure_part_", i), "value", mean(y[part == i]))
}
