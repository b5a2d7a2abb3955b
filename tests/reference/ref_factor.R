# Writes factor.csv: values on reliability and dimensions that ref_A.R does not hold.  R 4.2.2, psych
# 2.2.9, lavaan 0.6-14 (Debian 12).  Run by hand in tests/reference; the output is in the tree.
# kind as in reflib.R: closed, or iter for an iterated optimum (about 1e-5).
suppressMessages({library(psych); library(lavaan)})
rows <- list()
put <- function(stat, args, value, kind = "closed")
  rows[[length(rows) + 1]] <<- data.frame(dataset = "factor", statistic = stat, args = args,
                                          value = sprintf("%.15g", as.numeric(value)), kind = kind)

# lavaan stops at about 1e-5: started again where it stopped, it goes on
settled <- function(model, X) {
  f <- cfa(model, X, std.lv = TRUE)
  for (i in 1:10) f <- suppressWarnings(cfa(model, X, std.lv = TRUE, start = f))
  f
}

bfi <- read.csv("../data/psychTools_bfi.csv")
hs <- read.csv("../data/lavaan_HolzingerSwineford1939.csv")
cohort <- read.csv("../data/multilevel_bhr2000.csv")
N <- na.omit(bfi[paste0("N", 1:5)]); H <- hs[paste0("x", 1:9)]; L <- cohort[2:12]
B <- na.omit(bfi[1:25])

# --- split halves, by definition and by all splits
half <- function(X, h, name) {
  a <- rowSums(X[h == 0]); b <- rowSums(X[h == 1]); r <- cor(a, b)
  put("split_r", name, r); put("split_sb", name, 2 * r / (1 + r))
  put("split_l4", name, 2 * (1 - (var(a) + var(b)) / var(a + b)))
}
half(N, c(0, 1, 0, 1, 0), "N1-N5 odd-even"); half(N, c(0, 0, 1, 1, 1), "N1-N5 first two")
half(H, rep(0:1, length.out = 9), "x1-x9 odd-even"); half(L, rep(0:1, length.out = 11), "L odd-even")
best4 <- function(X, name) {
  C <- cov(X); k <- ncol(C); best <- -Inf
  for (t in 1:(2^(k - 1) - 1)) {
    s <- c(0, bitwAnd(bitwShiftR(t, 0:(k - 2)), 1))
    v <- 4 * sum(C[s == 0, s == 1]) / sum(C)
    if (v > best) { best <- v; at <- s }
  }
  put("lambda4", name, best); put("lambda4_split", name, sum(at * 2^(seq_len(k) - 1)))
}
best4(N, "N1-N5"); best4(H, "x1-x9"); best4(L, "L"); best4(bfi[complete.cases(bfi[1:15]), 1:15], "b1-b15")
l6 <- function(C) 1 - sum(1 / diag(solve(C))) / sum(C)
put("lambda6_cov", "N1-N5", l6(cov(N))); put("lambda6_cov", "x1-x9", l6(cov(H)))

# --- omega with the error of the delta method, by lavaan's own
om <- function(X, name) {
  v <- names(X); k <- length(v)
  m <- paste0("F =~ ", paste0("l", 1:k, "*", v, collapse = " + "), "\n",
              paste0(v, " ~~ e", 1:k, "*", v, collapse = "\n"), "\n",
              "w := (", paste0("l", 1:k, collapse = "+"), ")^2/((", paste0("l", 1:k, collapse = "+"),
              ")^2+", paste0("e", 1:k, collapse = "+"), ")")
  f <- settled(m, X); p <- parameterEstimates(f); p <- p[p$lhs == "w", ]
  put("omega", name, p$est, "iter"); put("omega_se", name, p$se, "iter")
  put("omega_lo", name, p$ci.lower, "iter"); put("omega_hi", name, p$ci.upper, "iter")
}
om(N, "N1-N5"); om(H[1:3], "x1-x3"); om(L, "L")

# --- reduced eigenvalues
red <- function(X, name) { R <- cor(X); diag(R) <- 1 - 1 / diag(solve(R))
  v <- eigen(R)$values; for (i in seq_along(v)) put("eigen_reduced", paste0(name, ";", i), v[i]) }
red(H, "x1-x9"); red(B, "25 items")

# --- factor analysis at the bound, and rotations
hey <- matrix(c(1, .9, .7, .2, .9, 1, .5, .1, .7, .5, 1, .3, .2, .1, .3, 1), 4)
f <- factanal(covmat = hey, factors = 1, n.obs = 100, control = list(nstart = 5, opt = list(factr = 1)))
for (i in 1:4) { put("heywood_loading", i, f$loadings[i, 1], "iter"); put("heywood_uniqueness", i, f$uniquenesses[i], "iter") }
put("heywood_chisq", "", f$STATISTIC, "iter"); put("heywood_p", "", f$PVAL, "iter")
rot <- function(X, m, name) {
  R <- cor(X); e <- eigen(R); A <- e$vectors[, 1:m] %*% diag(sqrt(e$values[1:m]))
  o <- function(M) { M <- M[, order(-colSums(M^2))]; M %*% diag(sign(colSums(M))) }
  v <- o(unclass(varimax(A)$loadings)); w <- o(unclass(varimax(A, eps = 1e-14)$loadings))
  p <- promax(A); M <- unclass(p$loadings); q <- order(-colSums(M^2)); s <- sign(colSums(M[, q]))
  phi <- solve(t(p$rotmat) %*% p$rotmat)[q, q] * outer(s, s); M <- M[, q] %*% diag(s)
  for (i in seq_len(nrow(R))) for (j in 1:m) {
    put("pc_varimax", paste(name, i, j, sep = ";"), v[i, j], "iter")
    put("pc_varimax_tight", paste(name, i, j, sep = ";"), w[i, j], "iter")
    put("pc_promax", paste(name, i, j, sep = ";"), M[i, j], "iter") }
  for (i in 1:m) for (j in i:m) put("pc_promax_phi", paste(name, i, j, sep = ";"), phi[i, j], "iter")
}
rot(H, 3, "x1-x9"); rot(L, 2, "L")
# minres to the last digit, from the definition: residual correlations off the diagonal
mr <- function(X, m, name) {
  R <- cor(X); k <- ncol(R); f <- function(l) { Q <- R - tcrossprod(matrix(l, k)); sum(Q[lower.tri(Q)]^2) }
  g <- function(l) { A <- matrix(l, k); Q <- R - tcrossprod(A); diag(Q) <- 0; as.vector(-2 * Q %*% A) }
  e <- eigen(R); l <- e$vectors[, 1:m] %*% diag(sqrt(e$values[1:m] - .5), m)
  for (i in 1:20) l <- optim(l, f, g, method = "BFGS", control = list(reltol = 1e-16, maxit = 5000))$par
  h <- rowSums(matrix(l, k)^2); for (i in 1:k) put("minres_communality", paste(name, i, sep = ";"), h[i], "iter")
}
mr(H, 3, "x1-x9"); mr(L, 2, "L"); mr(B, 5, "25 items")

# --- confirmatory
ca <- function(X, model, factors, name) {
  f <- settled(model, X); p <- parameterEstimates(f, level = .95); s <- standardizedSolution(f)
  i <- which(p$op == "=~"); put1 <- function(stat, item, v) for (j in seq_along(v)) put(stat, paste(name, item[j], sep = ";"), v[j], "iter")
  put1("cfa_loading", p$rhs[i], p$est[i]); put1("cfa_loading_se", p$rhs[i], p$se[i])
  put1("cfa_loading_p", p$rhs[i], p$pvalue[i]); put1("cfa_loading_lo", p$rhs[i], p$ci.lower[i])
  put1("cfa_std", p$rhs[i], s$est.std[i]); put1("cfa_std_se", p$rhs[i], s$se[i])
  i <- which(p$op == "~~" & p$lhs == p$rhs & !(p$lhs %in% factors)); put1("cfa_unique", p$rhs[i], p$est[i]); put1("cfa_unique_se", p$rhs[i], p$se[i])
  i <- which(p$op == "~~" & p$lhs != p$rhs); put1("cfa_phi", paste0(p$lhs[i], "~", p$rhs[i]), p$est[i]); put1("cfa_phi_se", paste0(p$lhs[i], "~", p$rhs[i]), p$se[i])
  for (m in c("chisq", "df", "pvalue", "cfi", "tli", "rmsea", "rmsea.ci.lower", "rmsea.ci.upper", "rmsea.pvalue", "srmr", "baseline.chisq", "baseline.df", "logl", "aic", "bic"))
    put(paste0("cfa_", m), name, fitMeasures(f, m), "iter")
}
ca(H, "a=~x1+x2+x3\nb=~x4+x5+x6\nc=~x7+x8+x9", c("a", "b", "c"), "x1-x9 by 3")
ca(H, "a=~x1+x2+x3+x4+x5+x6+x7+x8+x9", "a", "x1-x9 by 1")
ca(B, paste0(c("A", "C", "E", "N", "O"), "=~", sapply(c("A", "C", "E", "N", "O"), function(i) paste0(i, 1:5, collapse = "+")), collapse = "\n"), c("A", "C", "E", "N", "O"), "25 items by 5")
ca(N, "n=~N1+N2+N3+N4+N5", "n", "N1-N5 by 1")

# --- chi-square
for (df in c(1, 2, 7, 24, 300, 4950)) for (r in c(.2, .7, 1, 1.3, 2)) {
  put("chisq_upper", paste(r * df, df, sep = ";"), pchisq(r * df, df, lower.tail = FALSE)) }
put("chisq_upper", "1400;24", pchisq(1400, 24, lower.tail = FALSE))
for (df in c(3, 24, 185)) for (l in c(.5, 30, 400)) for (x in c(10, 85, 500))
  put("chisq_noncentral", paste(x, df, l, sep = ";"), pchisq(x, df, ncp = l), "iter")
write.csv(do.call(rbind, rows), "factor.csv", row.names = FALSE, quote = c(1, 2, 3, 5))
