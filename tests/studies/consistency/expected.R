# Spread with spread and with means, for tests/studies/test_consistency.sh.
#   Rscript tests/studies/consistency/expected.R COMPANY samples/model > expected.csv
source("tests/studies/company.R")
a <- commandArgs(TRUE)
side <- function(file, prefix) scores(a[1], a[2], file, prefix)
rwgj <- function(s) sapply(split(seq_along(s$unit), s$unit), function(i) {
  m <- s$items[i, ]; m <- m[complete.cases(m), , drop = FALSE]
  k <- ncol(m); q <- 1 - mean(apply(m, 2, var)) / 2
  k * q / (k * q + 1 - q)
})
one <- function(about, inside, outside) {
  x <- side("employees-2025-Q4.csv", inside); y <- side("customers-2025-Q4.csv", outside)
  u <- intersect(unique(x$unit), unique(y$unit))
  sx <- by_unit(x, sd)[u]; sy <- by_unit(y, sd)[u]; mx <- by_unit(x, mean)[u]; my <- by_unit(y, mean)[u]
  tell_all(about, "spread_r", plain(sx, sy))
  tell(about, "spread_rho", "value", cor(sx, sy, method = "spearman"))
  tell_all(about, "spread_held", partial(sx, sy, cbind(mx, my)))
  tell_all(about, "spread_rwg", plain(rwgj(x)[u], sy))
  tell_all(about, "level_r", plain(sx, my))
  tell_all(about, "level_held", partial(sx, my, cbind(mx)))
}
one("[@hypothesis=1]", "P18_I", "P18_O")
one("[@hypothesis=2]", "P06_I", "P06_O")
one("[@inside='employees.people-first'][@outside='customers.relationship']", "P12_I", "P12_O")
