# The job of bench_resample.c in R, as fast as R does it without code of one's own: package boot with
# a statistic for all pairs at once, two processes; BCa ranges with the acceleration from leaving out
# one unit (boot's own default fits a regression to the frequencies: far slower); permutations by one
# matrix product each.  Prints elapsed and processor seconds of: bootstrap, permutation of r,
# permutation of both.
suppressPackageStartupMessages(library(boot))
library(parallel)
file <- commandArgs(TRUE)[1]
d <- as.matrix(read.csv(file, header = FALSE))
n <- nrow(d)
inside <- 1:6
outside <- 7:10

both <- function(d, i) {
  e <- d[i, ]
  r <- apply(e, 2, rank)
  c(cor(e[, inside], e[, outside]), cor(r[, inside], r[, outside]))
}
seconds <- function(expression) {
  t <- system.time(expression)
  c(t[["elapsed"]], sum(t[c("user.self", "sys.self", "user.child", "sys.child")]))
}

set.seed(1, kind = "L'Ecuyer-CMRG")
bootstrap <- seconds({
  b <- boot(d, both, R = 10000, parallel = "multicore", ncpus = 2)
  left <- do.call(rbind, mclapply(seq_len(n), function(u) both(d, -u), mc.cores = 2))
  influence <- (n - 1) * sweep(-left, 2, colMeans(left), "+")
  ranges <- do.call(rbind, mclapply(seq_along(b$t0), function(k)
    boot.ci(b, type = "bca", index = k, L = influence[, k])$bca[4:5], mc.cores = 2))
})

# Unit vectors: the product of two is their correlation.
unit <- function(x) { x <- sweep(x, 2, colMeans(x)); sweep(x, 2, sqrt(colSums(x^2)), "/") }
permute <- function(statistic, orders) {
  given <- statistic(seq_len(n)) - 1e-12
  counts <- mclapply(rep(orders / 2, 2), function(m) {
    single <- numeric(length(given))
    largest <- numeric(length(given))
    for (k in seq_len(m)) {
      t <- statistic(sample.int(n))
      single <- single + (t >= given)
      largest <- largest + (max(t) >= given)
    }
    cbind(single, largest)
  }, mc.cores = 2)
  (1 + Reduce(`+`, counts)) / (orders + 1)
}
x <- unit(d[, inside]); y <- unit(d[, outside])
rank_x <- unit(apply(d[, inside], 2, rank)); rank_y <- unit(apply(d[, outside], 2, rank))
permutation_r <- seconds(p <- permute(function(o) abs(crossprod(x, y[o, ])), 1e5))
permutation_both <- seconds(permute(function(o)
  abs(c(crossprod(x, y[o, ]), crossprod(rank_x, rank_y[o, ]))), 1e5))

cat(bootstrap, permutation_r, permutation_both, "\n")
cat(sprintf("R, first pair: r %.6f BCa %.6f %.6f, rho %.6f BCa %.6f %.6f, p %.5f\n", b$t0[1],
            ranges[1, 1], ranges[1, 2], b$t0[25], ranges[25, 1], ranges[25, 2], p[1, 1]),
    file = stderr())
