# The job of bench_resample.c in R, as fast as R does it without code of one's own, on two processes:
# package boot with a statistic for all pairs at once; BCa ranges with the acceleration from leaving
# out one unit (boot's own default fits a regression to the frequencies: far slower); permutations by
# one matrix product each.  Prints elapsed and processor seconds of: bootstrap, permutation of r,
# permutation of both.
suppressPackageStartupMessages(library(boot))
library(parallel)
file <- commandArgs(TRUE)[1]
d <- as.matrix(read.csv(file, header = FALSE))
n <- nrow(d)
inside <- 1:6
outside <- 7:10
set.seed(1, kind = "L'Ecuyer-CMRG")

# Half of the work in each of two processes.  They add up their own processor time: what the parent
# is told of its children leaves some out.
used <- 0
two <- function(half) {
  done <- mclapply(1:2, function(k) {
    t <- system.time(value <- half(k))
    list(value, t[["user.self"]] + t[["sys.self"]])
  }, mc.cores = 2)
  used <<- used + done[[1]][[2]] + done[[2]][[2]]
  list(done[[1]][[1]], done[[2]][[1]])
}
seconds <- function(expression) {
  used <<- 0
  t <- system.time(expression)
  c(t[["elapsed"]], used + t[["user.self"]] + t[["sys.self"]])
}

both <- function(d, i) {
  e <- d[i, ]
  r <- apply(e, 2, rank)
  c(cor(e[, inside], e[, outside]), cor(r[, inside], r[, outside]))
}
bootstrap <- seconds({
  halves <- two(function(k) boot(d, both, R = 5000))
  b <- halves[[1]]
  b$t <- rbind(b$t, halves[[2]]$t)
  b$R <- b$call$R <- 10000
  left <- do.call(rbind, two(function(k)
    t(sapply(seq_len(n)[(seq_len(n) > n / 2) == (k == 2)], function(u) both(d, -u)))))
  influence <- (n - 1) * sweep(-left, 2, colMeans(left), "+")
  ranges <- do.call(rbind, two(function(k) t(sapply(24 * (k - 1) + 1:24, function(p)
    boot.ci(b, type = "bca", index = p, L = influence[, p])$bca[4:5]))))
})

# Unit vectors: the product of two is their correlation.
unit <- function(x) { x <- sweep(x, 2, colMeans(x)); sweep(x, 2, sqrt(colSums(x^2)), "/") }
permute <- function(statistic, orders) {
  given <- statistic(seq_len(n)) - 1e-12
  counts <- two(function(k) {
    single <- numeric(length(given))
    largest <- numeric(length(given))
    for (order in seq_len(orders / 2)) {
      t <- statistic(sample.int(n))
      single <- single + (t >= given)
      largest <- largest + (max(t) >= given)
    }
    cbind(c(single), c(largest))
  })
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
