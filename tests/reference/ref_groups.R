# Values for tests/stats that ref_A.R does not hold, by R 4.2.2 (base packages only), written out from
# the formulas or by another route than the kit takes.  Run in tests/reference; makes groups.csv.
options(digits = 17, warn = 1)
rows <- list()
ref <- function(stat, args, value) rows[[length(rows) + 1]] <<- data.frame(dataset = "groups",
  statistic = stat, args = args, value = sprintf("%.17g", as.numeric(value)), kind = "closed")
root <- function(f, a, b) uniroot(f, c(a, b), tol = 1e-14, maxiter = 10000)$root

# --- quantiles of every type
x <- c(5.1, 2.3, 7.7, 4.4, 9.2, 6.3, 3.8, 8.5)
for (type in 1:9) for (p in c(0, .1, .25, .3, .5, .8125, .9, 1))
  ref("quantile", paste0("type ", type, ";", p), quantile(x, p, type = type))

# --- ranks
y <- c(1.9, 4.9, 2.2, 5.6, 3.1, .4)
cliff <- function(a, b, nm) { # by every pair
  d <- sign(outer(a, b, "-")); m <- length(a); n <- length(b); D <- mean(d)
  s2 <- (n^2 * sum((rowMeans(d) - D)^2) + m^2 * sum((colMeans(d) - D)^2) - sum((d - D)^2)) /
    (m * n * (m - 1) * (n - 1))
  s2 <- max(s2, (1 - D^2) / (m * n - 1)); z <- qnorm(.975)
  h <- z * sqrt(s2) * sqrt((1 - D^2)^2 + z^2 * s2)
  ref("cliffs_delta", nm, D); ref("cliffs_se", nm, sqrt(s2))
  ref("cliffs_lo", nm, (D - D^3 - h) / (1 - D^2 + z^2 * s2))
  ref("cliffs_hi", nm, (D - D^3 + h) / (1 - D^2 + z^2 * s2)) }
w <- wilcox.test(x, y, exact = TRUE)
ref("mannwhitney_W", "small", w$statistic); ref("mannwhitney_p_exact", "small", w$p.value)
ref("mannwhitney_p_cc", "small", wilcox.test(x, y, exact = FALSE)$p.value)
cliff(x, y, "small")
u <- c(1, 2, 2, 3, 5, 4, 2, 3); v <- c(3, 3, 4, 5, 5, 2)
ref("mannwhitney_p_nocc", "ties", wilcox.test(u, v, exact = FALSE, correct = FALSE)$p.value)
cliff(u, v, "ties")
after <- c(4.0, 2.9, 5.2, 4.7, 6.1, 6.1, 3.4, 9.9)
d <- signif(x - after, 12); stopifnot(!anyDuplicated(abs(d)), all(d != 0))
w <- wilcox.test(d, exact = TRUE)
ref("wilcoxon_V", "small", w$statistic); ref("wilcoxon_p_exact", "small", w$p.value)
ref("wilcoxon_p_nocc", "small", wilcox.test(d, exact = FALSE, correct = FALSE)$p.value)
ref("wilcoxon_effect", "small", sum(sign(d) * rank(abs(d))) / sum(rank(abs(d))))
# the waves of univbct, with differences that are equal but for their last bits made equal
b <- read.csv("../data/multilevel_univbct.csv"); b <- b[!duplicated(b$SUBNUM), ]
w <- suppressWarnings(wilcox.test(signif(b$JOBSAT1 - b$JOBSAT3, 12), exact = FALSE))
ref("wilcoxon_V", "JOBSAT1-JOBSAT3 rounded", w$statistic)
ref("wilcoxon_p_cc", "JOBSAT1-JOBSAT3 rounded", w$p.value)

# paired d, its range by the noncentral t
t <- t.test(x, after, paired = TRUE); n <- length(x); e <- mean(x - after) / sd(x - after)
ref("d_paired", "small", e)
ref("d_paired_lo", "small", root(function(l) pt(t$statistic, n - 1, l * sqrt(n), lower.tail = FALSE) - .025, -5, 5))
ref("d_paired_hi", "small", root(function(l) pt(t$statistic, n - 1, l * sqrt(n)) - .025, -5, 5))

# --- several groups
g <- factor(c(0, 0, 0, 1, 1, 2, 2, 2))
l <- summary(aov(abs(x - ave(x, g)) ~ g))[[1]]
ref("levene_mean_F", "small", l[1, 4]); ref("levene_mean_p", "small", l[1, 5])
ref("kruskal_epsilon2", "small", kruskal.test(x, g)$statistic / (length(x) - 1))
eff <- function(n1, n2, m1, s1, m2, s2) {
  nm <- paste(n1, n2, m1, sub("^0", "", s1), m2, sub("^0", "", s2), sep = ";")
  m <- n1 + n2 - 2; d <- (m1 - m2) / sqrt((s1 + s2) / m); k <- sqrt(1 / n1 + 1 / n2); t <- d / k
  ref("d", nm, d); ref("d_se", nm, sqrt(1 / n1 + 1 / n2 + d^2 / (2 * (n1 + n2))))
  ref("d_lo", nm, k * root(function(e) pt(t, m, e, lower.tail = FALSE) - .025, t - 30, t + 5))
  ref("d_hi", nm, k * root(function(e) pt(t, m, e) - .025, t - 5, t + 30))
  ref("g_exact", nm, d * exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2)) }
eff(8, 6, 5.5, 30, 3, 20); eff(60, 45, 3.2, 50, 3.3, 40); eff(2, 2, 1, .5, 9, .7)
n <- c(5, 7, 6); m <- c(2, 3.5, 3); ss <- c(4, 9, 6); N <- sum(n); k <- 3
B <- sum(n * (m - weighted.mean(m, n))^2); W <- sum(ss); MSW <- W / (N - k); F <- B / (k - 1) / MSW
ref("eta2", "anova", B / (B + W)); ref("epsilon2", "anova", (B - (k - 1) * MSW) / (B + W))
ref("omega2", "anova", (B - (k - 1) * MSW) / (B + W + MSW))
up <- function(L) pf(F, k - 1, N - k, L, lower.tail = FALSE)
lo <- if (up(1e-12) > .025) 0 else root(function(L) up(L) - .025, 1e-12, 100)
hi <- root(function(L) up(L) - .975, 1e-12, 100)
ref("eta2_lo", "anova", lo / (lo + N)); ref("eta2_hi", "anova", hi / (hi + N))
tab <- rbind(c(12, 5, 9), c(7, 14, 3)); ct <- chisq.test(tab, correct = FALSE); X <- ct$statistic
N <- sum(tab); upx <- function(L) pchisq(X, 2, L, lower.tail = FALSE)
ref("v", "table", sqrt(X / N)); ref("smallest_expected", "table", min(ct$expected))
ref("v_lo", "table", sqrt(root(function(L) upx(L) - .025, 1e-12, 100) / N))
ref("v_hi", "table", sqrt(root(function(L) upx(L) - .975, 1e-12, 100) / N))
ref("v_corrected", "table", sqrt(max(0, X / N - 2 / (N - 1)) / (min(2 - 1 / (N - 1), 3 - 4 / (N - 1)) - 1)))

# --- shares
newcombe <- function(x1, n1, x2, n2) { nm <- paste(x1, n1, x2, n2, sep = ";")
  a <- prop.test(x1, n1, correct = FALSE)$conf.int; b <- prop.test(x2, n2, correct = FALSE)$conf.int
  p <- x1 / n1; q <- x2 / n2
  ref("newcombe_lo", nm, p - q - sqrt((p - a[1])^2 + (b[2] - q)^2))
  ref("newcombe_hi", nm, p - q + sqrt((a[2] - p)^2 + (q - b[1])^2))
  f <- fisher.test(matrix(c(x1, n1 - x1, x2, n2 - x2), 2)); ref("fisher_p", nm, f$p.value) }
newcombe(56, 70, 48, 80); newcombe(9, 10, 3, 10); newcombe(5, 56, 0, 29); newcombe(0, 12, 4, 9)
for (z in list(c(3, 10, .5), c(0, 12, .2), c(12, 12, .7), c(61, 100, .5), c(17, 250, .1))) {
  nm <- paste(z, collapse = ";"); b <- binom.test(z[1], z[2], z[3])
  ref("binom_p", nm, b$p.value); ref("clopper_lo", nm, b$conf.int[1]); ref("clopper_hi", nm, b$conf.int[2]) }
nps <- c(3, 1, 0, 2, 4, 9, 6, 14, 20, 17, 24); n <- sum(nps); e <- rep(0:10, nps)
s <- ifelse(e >= 9, 100, ifelse(e <= 6, -100, 0))
ref("nps", "counts", mean(s)); ref("nps_se", "counts", sqrt(mean((s - mean(s))^2) / n))

# --- weights
x <- c(1, 2, 2, 3, 4, 4, 5, 7, 9, 12); w <- c(.5, 1.2, 2, .8, 1, 1.5, .7, .9, 1.1, .3)
cw <- cov.wt(cbind(x), w / sum(w), method = "unbiased"); ne <- sum(w)^2 / sum(w^2)
ref("weighted_mean", "ten", cw$center); ref("weighted_var", "ten", cw$cov); ref("kish_n", "ten", ne)
ref("weighted_se", "ten", sqrt(cw$cov / ne))
ref("weighted_lo", "ten", cw$center - qt(.975, ne - 1) * sqrt(cw$cov / ne))
for (p in c(0, .1, .25, .5, .9, 1)) ref("quantile_type2", p, quantile(x, p, type = 2))
seen <- matrix(c(20, 35, 15, 30, 10, 40), 2) # rows: 2, columns: 3; Fortran order
rm <- c(.45, .55); cm <- c(.3, .5, .2)
fit <- loglin(outer(rm, cm) * 150, list(1, 2), start = seen, fit = TRUE, eps = 1e-13, iter = 1000, print = FALSE)$fit
for (i in 1:2) for (j in 1:3) ref("raked", paste(i, j), fit[i, j] / seen[i, j])

# --- data quality: golden employees
emp <- read.csv("../data/golden/emp.csv"); X <- emp[, 2:6]; X$col3r <- 6 - X$col3r; cc <- complete.cases(X)
mu <- colMeans(X[cc, ]); C <- cov(X[cc, ])
for (i in c(1, 5, 12, 40, 77, 130)) { o <- !is.na(X[i, ])
  D <- mahalanobis(X[i, o, drop = FALSE], mu[o], C[o, o]); ref("mahalanobis", i, D)
  ref("mahalanobis_p", i, pchisq(D, sum(o), lower.tail = FALSE)) }
for (i in c(1, 5, 12)) ref("irv", i, sd(emp[i, 2:6], na.rm = TRUE))
sc <- c(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3); a <- c(5, 4, 4, 2, 3, 1, NA, 2, 4, 1, 1, 2)
h <- sapply(0:3, function(s) { z <- a[sc == s]; c(mean(z[c(1, 3)], na.rm = TRUE), mean(z[2], na.rm = TRUE)) })
r <- cor(h[1, ], h[2, ]); ref("even_odd", "four scales", 2 * r / (1 + r))
# Little's test: the likelihood of what is observed, maximised by a general optimiser
little <- function(Y, nm) { Y <- as.matrix(Y); k <- ncol(Y); Y <- Y[rowSums(!is.na(Y)) > 0, ]; n <- nrow(Y)
  pat <- apply(!is.na(Y), 1, paste, collapse = ""); L <- matrix(0, k, k); low <- lower.tri(L, TRUE)
  parts <- lapply(split(seq_len(n), pat), function(r) { o <- !is.na(Y[r[1], ])
    list(o = o, n = length(r), m = colMeans(Y[r, o, drop = FALSE]), S = crossprod(sweep(Y[r, o, drop = FALSE], 2, colMeans(Y[r, o, drop = FALSE])))) })
  un <- function(th) { L[low] <- th[-(1:k)]; diag(L) <- exp(diag(L)); list(mu = th[1:k], S = L %*% t(L)) }
  nll <- function(th) { u <- un(th); sum(sapply(parts, function(p) { S <- u$S[p$o, p$o, drop = FALSE]; d <- p$m - u$mu[p$o]
    .5 * (p$n * as.numeric(determinant(S)$modulus) + sum(diag(solve(S, p$S))) + p$n * sum(d * solve(S, d))) })) }
  C0 <- chol(cov(Y, use = "complete.obs")); C0 <- t(C0); diag(C0) <- log(diag(C0)); th <- c(colMeans(Y, na.rm = TRUE), C0[low])
  for (i in 1:6) th <- optim(th, nll, method = "BFGS", control = list(reltol = 1e-16, maxit = 5000, ndeps = rep(1e-5, length(th))))$par
  u <- un(th); St <- u$S * n / (n - 1)
  ref("little_d2", nm, sum(sapply(parts, function(p) { d <- p$m - u$mu[p$o]; p$n * sum(d * solve(St[p$o, p$o], d)) })))
  ref("little_df", nm, sum(sapply(parts, function(p) sum(p$o))) - k) }
little(X, "golden employees"); little(airquality[, 1:4], "airquality")
write.csv(airquality[, 1:4], "../data/R_airquality.csv", row.names = FALSE)

# --- random intercept: dense matrices, golden scores; units of one member too
s <- rowMeans(X, na.rm = TRUE); s[rowSums(!is.na(X)) < 3] <- NA; keep <- !is.na(s); unit <- factor(emp$unit[keep]); s <- s[keep]
Z <- model.matrix(~ unit - 1); O <- matrix(1, length(s), 1); n <- length(s)
dense <- function(t2, s2, reml) { V <- s2 * diag(n) + t2 * tcrossprod(Z); Vi <- solve(V); A <- t(O) %*% Vi %*% O
  b <- solve(A, t(O) %*% Vi %*% s); r <- s - O %*% b
  list(dev = as.numeric(determinant(V)$modulus + t(r) %*% Vi %*% r + if (reml) (n - 1) * log(2 * pi) + determinant(A)$modulus else n * log(2 * pi)), Vi = Vi, A = A, b = b, r = r) }
for (reml in c(TRUE, FALSE)) { nm <- if (reml) "golden REML" else "golden ML"
  prof <- function(l) optimize(function(ls) dense(l * exp(ls), exp(ls), reml)$dev, c(-2, 1), tol = 1e-10)
  o <- optimize(function(ll) prof(exp(ll))$objective, c(-4, 1), tol = 1e-9); l <- exp(o$minimum); s2 <- exp(prof(l)$minimum); t2 <- l * s2
  e <- dense(t2, s2, reml); G <- t2 * t(Z) %*% e$Vi %*% e$r
  M <- rbind(cbind(crossprod(O), crossprod(O, Z)), cbind(crossprod(Z, O), crossprod(Z) + diag(24) / l)) / s2; Ci <- solve(M) # mixed model equations
  ref("icc", nm, l / (1 + l)); ref("tau2", nm, t2); ref("deviance", nm, e$dev); ref("lr", nm, prof(0)$objective - e$dev)
  cut <- e$dev + qchisq(.95, 1)
  zl <- root(function(ll) prof(exp(ll))$objective - cut, -6, log(l)); zh <- root(function(ll) prof(exp(ll))$objective - cut, log(l), 2)
  ref("icc_lo", nm, exp(zl) / (1 + exp(zl))); ref("icc_hi", nm, exp(zh) / (1 + exp(zh)))
  for (j in c(1, 2, 24)) { ref("blup", paste0(nm, ";", j), G[j]); ref("blup_se", paste0(nm, ";", j), sqrt(Ci[j + 1, j + 1]))
    a <- rep(0, 25); a[c(1, j + 1)] <- 1; ref("shrunken_mean", paste0(nm, ";", j), e$b + G[j]); ref("shrunken_se", paste0(nm, ";", j), sqrt(a %*% Ci %*% a)) } }
d <- do.call(rbind, rows); write.csv(d, "groups.csv", row.names = FALSE); cat(nrow(d), "rows\n")
