# Ceilings of necessary conditions, for tests/studies/test_necessary.sh; corners and lines written
# out here, after Dul (2016).
#   Rscript tests/studies/necessary/expected.R COMPANY samples/model > expected.csv
source("tests/studies/company.R")
a <- commandArgs(TRUE)
nca <- function(x, y) {
  o <- order(x, -y)
  top <- cummax(y[o]); keep <- !duplicated(top)
  cx <- x[o][keep]; cy <- top[keep]                # the upper left corners
  scope <- diff(range(x)) * diff(range(y))
  # Between corners k and k + 1 all above the k-th height is empty.
  step <- sum(diff(cx) * (max(y) - cy[-length(cy)]))
  f <- lm(cy ~ cx); b <- coef(f)
  # Above the line, inside the field: integrated finely enough to be exact, since it is piecewise
  # linear with kinks where the line meets the edges.
  at <- sort(unique(c(range(x), pmin(pmax((range(y) - b[1]) / b[2], min(x)), max(x)))))
  h <- max(y) - pmin(pmax(b[1] + b[2] * at, min(y)), max(y))
  zone <- sum(diff(at) * (head(h, -1) + tail(h, -1)) / 2)
  list(step = step / scope, d = zone / scope, above = mean(y > b[1] + b[2] * x + 1e-12),
       needed = ((min(y) + (5:10) / 10 * diff(range(y)) - b[1]) / b[2] - min(x)) / diff(range(x)))
}
one <- function(h, inside, outside, turn) {
  about <- sprintf("[@hypothesis=%d]", h)
  x <- by_unit(scores(a[1], a[2], "employees-2025-Q4.csv", inside), mean)
  y <- by_unit(scores(a[1], a[2], "customers-2025-Q4.csv", outside), mean)
  u <- intersect(names(x), names(y)); x <- if (turn) 6 - x[u] else x[u]; y <- y[u]
  r <- nca(x, y)
  tell(about, "nca_d", "value", r$d)
  tell(about, "nca_step", "value", r$step)
  tell(about, "nca_above", "value", r$above)
  tell(about, "nca_corner", "value", mean(x < median(x) & y > median(y)))
  out <- sapply(seq_along(x), function(i) nca(x[-i], y[-i])$d)
  tell(about, "nca_lowest", "value", min(out))
  tell(about, "nca_highest", "value", max(out))
  for (k in 1:6) if (r$needed[k] > 0 && r$needed[k] <= 1)
    tell(about, paste0("needed_", 40 + 10 * k), "value", r$needed[k])
  # Drawn numbers, other than the program's: expected_drawn.csv, compared with .03 to spare.
  set.seed(1)
  as_large <- function(d) mean(!is.na(d) & d >= r$d) # without two corners there is no line
  chance <- as_large(replicate(2000, nca(x, sample(y))$d))
  link <- cor(x, y); n <- length(x)
  line <- as_large(replicate(2000, {
    v <- rnorm(n); nca(v, link * v + sqrt(1 - link^2) * rnorm(n))$d
  }))
  cat(sprintf("%s;%s;value;%.4f\n", about, c("nca_p", "nca_linear_p"), c(chance, line)),
      sep = "", file = stderr())
}
one(1, "P06_I", "P06_O", FALSE)
one(2, "P04_I", "P04_O", FALSE)
one(3, "P10_I", "P10_O", TRUE)
