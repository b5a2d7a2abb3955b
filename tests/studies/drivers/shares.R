# How R-squared is shared out on the synthetic company, for test_drivers.sh: LMG over all subsets, and
# Johnson's relative weights, by matrices alone.
#   Rscript shares.R FOLDER_OF_THE_COMPANY FOLDER_OF_THE_MODEL > shares.txt
d <- commandArgs(TRUE)[1]
model <- commandArgs(TRUE)[2]
reversed <- unlist(lapply(list.files(model, "xml$", full.names = TRUE), function(f)
  sub('.*column="([^"]*)".*', "\\1", grep('reversed="yes"', readLines(f), value = TRUE))))
inside <- read.csv(file.path(d, "employees-2025-Q4.csv"), na.strings = c("", "DK"))
outside <- read.csv(file.path(d, "customers-2025-Q4.csv"), na.strings = c("", "DK"))
theme <- function(x, prefix, healthy = TRUE) {
  items <- grep(paste0("^", prefix, "[0-9]$"), names(x), value = TRUE)
  m <- sapply(items, function(i) if (i %in% reversed) 6 - x[[i]] else x[[i]])
  s <- ifelse(rowSums(!is.na(m)) >= ceiling(length(items) / 2), rowMeans(m, na.rm = TRUE), NA)
  v <- 25 * (tapply(s, x$unit, mean, na.rm = TRUE) - 1)
  if (healthy) v else 100 - v
}
x <- cbind(execution = theme(inside, "P04_I"), communication = theme(inside, "P07_I"),
           "ease-inside" = theme(inside, "P08_I"), "customer-focus" = theme(inside, "P09_I"),
           rivalry = theme(inside, "P10_I", FALSE), stay = theme(inside, "P16_I"))
y <- theme(outside, "P08_O")
both <- intersect(rownames(x), names(y))
x <- x[both, ]; y <- y[both]
n <- nrow(x); p <- ncol(x)
r <- cor(x); rxy <- cor(x, y)[, 1]
r2 <- function(s) if (length(s)) drop(rxy[s] %*% solve(r[s, s, drop = FALSE], rxy[s])) else 0
lmg <- sapply(1:p, function(k) {
  others <- setdiff(1:p, k)
  sets <- lapply(0:(2^(p - 1) - 1), function(b) others[bitwAnd(b, 2^(0:(p - 2))) > 0])
  sum(sapply(sets, function(s) factorial(length(s)) * factorial(p - 1 - length(s)) / factorial(p) *
               (r2(c(s, k)) - r2(s))))
})
e <- eigen(r)
lambda <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
weight <- drop(lambda^2 %*% solve(lambda, rxy)^2)
stopifnot(abs(sum(lmg) - r2(1:p)) < 1e-12, abs(sum(weight) - r2(1:p)) < 1e-12)
say <- function(value, tolerance, part, statistic, about)
  cat(sprintf("%.15g\t%g\t%s\t%s\t%s\tshares.R\n", value, tolerance, part, statistic, about))
cat("# value, tolerance (relative), part, statistic, about, origin: values by shares.R, R 4.2.2\n")
fit <- summary(lm(y ~ x))
say(fit$r.squared, 1e-9, "value", "r_squared", "outside=customers.ease")
say(fit$adj.r.squared, 1e-9, "value", "adjusted", "outside=customers.ease")
say(pf(fit$fstatistic[1], p, n - p - 1, lower.tail = FALSE), 1e-8, "p", "r_squared",
    "outside=customers.ease")
# Percentile ranges of another stream of resamples agree to some .02; ranks are whole.
set.seed(1)
shares <- function(i) {
  r <<- cor(x[i, ]); rxy <<- cor(x[i, ], y[i])[, 1]
  e <- eigen(r); l <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
  drop(l^2 %*% solve(l, rxy)^2)
}
draws <- replicate(20000, shares(sample(n, n, TRUE)))
for (k in 1:p) {
  about <- sprintf("inside=employees.%s outside=customers.ease", colnames(x)[k])
  say(lmg[k], 1e-9, "value", "lmg", about)
  say(weight[k], 1e-9, "value", "weight", about)
  say(n, 0, "n", "lmg", about)
  say(rank(-lmg)[k], 1e-12, "value", "lmg_rank", about)
  say(rank(-weight)[k], 1e-12, "value", "weight_rank", about)
  say(cor(x[, k], y), 1e-9, "value", "plain_r", about)
  t <- t.test(x[, k])
  say(mean(x[, k]), 1e-10, "value", "theme_score", about)
  say(t$conf.int[1], 1e-9, "lo", "theme_score", about)
  say(quantile(draws[k, ], .975), .1, "hi", "weight", about)
}
