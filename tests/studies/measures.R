# Values of tests/studies/*/expected.txt for how well scales measure, by R 4.2.2 with psych 2.2.9,
# lavaan 0.6-14 and boot; run in tests/studies:  Rscript measures.R STUDY >> STUDY/expected.txt
suppressMessages({ library(psych); library(lavaan); library(boot) })
data <- file.path("..", "data")
line <- function(value, tolerance, part, statistic, about, origin) {
  for (i in seq_along(value))
    cat(format(unname(value[i]), digits = 15), format(tolerance), part, statistic, about[i],
      paste0("R: ", origin, "\n"), sep = "\t")
}
reverse <- function(x, columns, min, max) { x[columns] <- min + max - x[columns]; x }
splits <- function(S) { # Guttman's lambda 4 over all splits
  k <- ncol(S)
  max(sapply(seq_len(2^(k - 1) - 1), function(b) {
    h <- as.logical(bitwAnd(b, 2^(0:(k - 1))))
    4 * sum(S[h, !h]) / sum(S)
  }))
}

reliability <- function(scale, x, unit = NULL) {
  about <- paste0("scale=", scale)
  ok <- complete.cases(x); x <- x[ok, ]
  S <- cov(x); k <- ncol(x); odd <- seq_len(k) %% 2 == 1
  r <- cor(rowSums(x[, odd]), rowSums(x[, !odd]))
  alpha <- k / (k - 1) * (1 - sum(diag(S)) / sum(S))
  line(2 * r / (1 + r), 1e-10, "value", "split_half", about, "base R")
  line(4 * sum(S[odd, !odd]) / sum(S), 1e-10, "value", "lambda4", about, "base R")
  if (k <= 12) line(splits(S), 1e-10, "value", "lambda4_largest", about, "base R: every split")
  line(1 - sum(1 - smc(cor(x))) / sum(cor(x)), 1e-10, "value", "lambda6", about, "psych::smc")
  line(sd(rowMeans(x)) * sqrt(1 - alpha), 1e-10, "value", "measurement_error", about, "base R")
  names(x) <- paste0("i", seq_len(k))
  model <- paste0("f =~ ", paste0("l", 1:k, "*i", 1:k, collapse = "+"), "\n",
    paste0("i", 1:k, "~~u", 1:k, "*i", 1:k, collapse = "\n"), "\nomega := (",
    paste0("l", 1:k, collapse = "+"), ")^2/((", paste0("l", 1:k, collapse = "+"), ")^2+",
    paste0("u", 1:k, collapse = "+"), ")")
  fit <- cfa(model, x, std.lv = TRUE)
  o <- subset(parameterEstimates(fit), lhs == "omega")
  line(o$est, 1e-5, "value", "omega", about, "lavaan")
  line(o$ci.lower, 1e-4, "lo", "omega", about, "lavaan")
  line(o$ci.upper, 1e-4, "hi", "omega", about, "lavaan")
  if (!is.null(unit)) {
    unit <- unit[ok]; rows <- split(seq_along(unit), unit)
    a <- function(rows, i) {
      S <- cov(x[unlist(rows[i]), ])
      k / (k - 1) * (1 - sum(diag(S)) / sum(S))
    }
    set.seed(1)
    ci <- boot.ci(boot(rows, a, 9999), type = "bca")$bca[4:5]
    line(alpha, 1e-10, "value", "alpha_by_unit", about, "base R")
    line(ci[1], .005, "lo", "alpha_by_unit", about, "boot: whole units, BCa, 9,999 draws")
    line(ci[2], .005, "hi", "alpha_by_unit", about, "boot: whole units, BCa, 9,999 draws")
  }
}

# Horn's analysis with each item's answers in an order of its own.
permuted <- function(scale, x) {
  x <- x[complete.cases(x), ]; about <- paste0("scale=", scale); e <- eigen(cor(x))$values
  set.seed(1)
  q <- apply(replicate(2000, eigen(cor(apply(x, 2, sample)))$values), 1, quantile, .95)
  for (i in 1:3)
    line(q[i], .005, "value", paste0("chance_permuted_", i), about, "base R: 2,000 times shuffled")
  line(which(!(e > q))[1] - 1, 0, "value", "factors_permuted", about, "base R")
}

# Every unit on its own, other than rwg(j) with the uniform null, which tests/reference has.
agreement <- function(scale, x, unit, moderate) {
  suppressMessages(library(multilevel))
  of <- function(u) paste0("scale=", scale, " unit=", u)
  x <- x[complete.cases(x), ]; unit <- unit[as.integer(rownames(x))]
  shown <- unit %in% names(which(table(unit) >= 5)); x <- x[shown, ]; unit <- unit[shown]
  w <- rwg.j(x, unit, ranvar = moderate)
  line(w$rwg.j, 1e-10, "value", "rwgj_moderate", of(w$grpid), "multilevel::rwg.j")
  w <- rwg.j.lindell(x, unit)
  line(w$rwg.lindell, 1e-10, "value", "rwgj_lindell", of(w$grpid), "multilevel::rwg.j.lindell")
  w <- ad.m(x, unit, type = "median")
  line(w$AD.M, 1e-10, "value", "ad_median", of(w$grpid), "multilevel::ad.m")
}

# Loadings of several factors, in the order and with the signs of factanal.
apart <- function(scale, x, m) {
  x <- x[complete.cases(x), ]
  L <- unclass(fa(cor(x), m, n.obs = nrow(x), fm = "minres", rotate = "none", min.err = 1e-12)$loadings)
  P <- unclass(promax(L)$loadings)
  P <- P[, order(-colSums(P^2))]
  P <- P %*% diag(ifelse(colSums(P) < 0, -1, 1))
  for (j in seq_len(m)) { # larger loadings: small ones are known to few digits
    big <- abs(P[, j]) > .4
    line(P[big, j], 2e-3, "value", paste0("thing_", j), paste0("scale=", scale, " item=", scale, ".", names(x)[big]),
      "psych::fa minres, promax")
  }
}

dimensions <- function(scale, x, one_factor = TRUE) {
  about <- paste0("scale=", scale); items <- paste0(about, " item=", scale, ".", names(x))
  x <- x[complete.cases(x), ]; R <- cor(x); k <- ncol(x)
  m <- KMO(R); b <- cortest.bartlett(R, nrow(x))
  line(m$MSA, 1e-10, "value", "kmo", about, "psych::KMO")
  line(m$MSAi, 1e-10, "value", "msa", items, "psych::KMO")
  line(b$chisq, 1e-10, "value", "bartlett", about, "psych::cortest.bartlett")
  e <- eigen(R)$values
  for (i in 1:3) line(e[i], 1e-10, "value", paste0("eigenvalue_", i), about, "base R")
  set.seed(1)
  q <- apply(replicate(2000, eigen(cor(matrix(rnorm(nrow(x) * k), ncol = k)))$values), 1, quantile, .95)
  for (i in 1:3) line(q[i], .02, "value", paste0("chance_", i), about, "base R: 2,000 normal data sets")
  line(which(!(e > q))[1] - 1, 0, "value", "factors", about, "base R")
  if (!one_factor) return(invisible())
  names(x) <- paste0("i", seq_len(k))
  fit <- cfa(paste("f =~", paste0("i", 1:k, collapse = "+")), x, std.lv = TRUE)
  f <- fitMeasures(fit)
  line(f["cfi"], 1e-5, "value", "cfi", about, "lavaan")
  line(f["tli"], 1e-5, "value", "tli", about, "lavaan")
  line(f["rmsea"], 1e-5, "value", "rmsea", about, "lavaan")
  line(f["rmsea.ci.lower"], 1e-4, "lo", "rmsea", about, "lavaan")
  line(f["rmsea.ci.upper"], 1e-4, "hi", "rmsea", about, "lavaan")
  line(f["srmr"], 1e-5, "value", "srmr", about, "lavaan")
  line(f["chisq"], 1e-5, "value", "model_chi_square", about, "lavaan")
  s <- subset(standardizedSolution(fit), op == "=~")
  line(s$est.std, 1e-4, "value", "loading", items, "lavaan")
  line(s$ci.lower, 1e-3, "lo", "loading", items, "lavaan")
}

run_of <- function(v) { # longest run of one answer; a gap ends it
  r <- rle(ifelse(is.na(v), -seq_along(v), v)); max(c(0, r$lengths[r$values > 0]))
}
distance <- function(x) { # p of Mahalanobis' distance, on the items there are
  ok <- complete.cases(x); m <- colMeans(x[ok, ]); S <- cov(x[ok, ])
  apply(x, 1, function(v) {
    h <- !is.na(v)
    pchisq(mahalanobis(v[h], m[h], S[h, h, drop = FALSE]), sum(h), lower.tail = FALSE)
  })
}
even_odd <- function(v, scale) {
  half <- sapply(split(v, scale), function(s) {
    o <- seq_along(s) %% 2 == 1
    c(mean(s[o], na.rm = TRUE), mean(s[!o], na.rm = TRUE))
  })
  half <- half[, colSums(is.nan(half)) == 0, drop = FALSE]
  if (ncol(half) < 3) return(NA)
  r <- suppressWarnings(cor(half[1, ], half[2, ]))
  if (is.na(r)) NA else max(-1, 2 * r / (1 + r))
}
# Little's test from lavaan's estimates of an unrestricted mean and covariance.
mcar <- function(scale, x) {
  x <- x[rowSums(!is.na(x)) > 0, ]; n <- nrow(x); v <- names(x) <- paste0("i", seq_along(x))
  pairs <- outer(v, v, function(a, b) ifelse(a <= b, paste(a, "~~", b), ""))
  fit <- lavaan(paste(pairs, collapse = "\n"), x, missing = "ml", meanstructure = TRUE, int.ov.free = TRUE,
    do.fit = FALSE, em.h1.tol = 1e-14, em.h1.iter.max = 20000)
  h <- lavInspect(fit, "sampstat"); mu <- h$mean[v]; S <- h$cov[v, v] * n / (n - 1); x <- as.matrix(x)
  patterns <- split(seq_len(n), apply(!is.na(x), 1, paste, collapse = ""))
  d2 <- sum(sapply(patterns, function(r) {
    o <- !is.na(x[r[1], ]); e <- colMeans(x[r, o, drop = FALSE]) - mu[o]
    length(r) * sum(e * solve(S[o, o], e))
  }))
  df <- sum(sapply(patterns, function(r) sum(!is.na(x[r[1], ])))) - ncol(x)
  about <- paste0("scale=", scale)
  line(d2, 1e-9, "value", "mcar", about, "lavaan")
  line(pchisq(d2, df, lower.tail = FALSE), 1e-8, "p", "mcar", about, "lavaan")
}
wilson <- function(hits, n) prop.test(hits, n, correct = FALSE)$conf.int
share <- function(flags, statistic, about, unit = NULL) {
  unit <- unit[!is.na(flags)]; flags <- flags[!is.na(flags)]
  p <- mean(flags); ci <- wilson(sum(flags), length(flags)); how <- "base R: prop.test"
  if (!is.null(unit)) { # by units: cases that would be worth as much, t in the place of z
    e <- clubSandwich::coef_test(lm(flags ~ 1), vcov = "CR2", cluster = unit, test = "Satterthwaite")
    n <- p * (1 - p) / max(e$SE^2, p * (1 - p) / length(flags)); t <- qt(.975, e$df_Satt)
    ci <- sort(Re(polyroot(c(p^2, -2 * p - t^2 / n, 1 + t^2 / n)))); how <- "clubSandwich CR2"
  }
  line(p, 1e-10, "value", statistic, about, "base R")
  line(ci[1], 1e-8, "lo", statistic, about, how)
  line(ci[2], 1e-8, "hi", statistic, about, how)
}

study <- commandArgs(TRUE)[1]
if (study == "golden") {
  emp <- read.csv(file.path(data, "golden", "emp.csv")); cust <- read.csv(file.path(data, "golden", "cust.csv"))
  raw <- emp[c("col1", "col2", "col3r", "col4", "col5")]; x <- reverse(raw, "col3r", 1, 5)
  reliability("emp.engagement", x, emp$unit)
  dimensions("emp.engagement", x)
  agreement("emp.engagement", x, emp$unit, .90)
  flagged <- apply(raw, 1, run_of) >= 4 | distance(x) < .001
  share(flagged, "flagged_share", "survey=emp", emp$unit)
  line(mean(apply(raw, 1, run_of)), 1e-10, "value", "longstring_mean", "survey=emp", "base R")
  for (i in names(raw))
    line(mean(is.na(raw[i])), 1e-10, "value", "missing_item", paste0("scale=emp.engagement item=emp.engagement.", i), "base R")
  person <- ifelse(rowSums(!is.na(x)) >= 3, rowMeans(x, na.rm = TRUE), NA)
  careful <- tapply(person[!flagged], emp$unit[!flagged], mean, na.rm = TRUE)
  everybody <- tapply(person, emp$unit, mean, na.rm = TRUE)
  sat <- tapply(cust$sat, cust$unit, mean, na.rm = TRUE)[names(everybody)]
  a <- cor.test(everybody, sat); b <- cor.test(careful[names(everybody)], sat)
  about <- "inside=emp.engagement outside=cust.satisfaction"
  line(a$estimate, 1e-10, "value", "r_everybody", about, "base R")
  line(b$estimate, 1e-10, "value", "r_careful", about, "base R")
  line(b$conf.int[1], 1e-9, "lo", "r_careful", about, "base R")
  line(b$estimate - a$estimate, 1e-8, "value", "r_change", about, "base R")
} else if (study == "bhr2000") {
  d <- read.csv(file.path(data, "multilevel_bhr2000.csv")); x <- d[2:12]
  reliability("soldiers.leadership", x, d$GRP)
  dimensions("soldiers.leadership", x)
  agreement("soldiers.leadership", x, d$GRP, .90)
} else if (study == "traits") {
  all <- read.csv(file.path(data, "psychTools_bfi.csv"))
  d <- all[!is.na(all$education) & rowSums(!is.na(all[1:25])) > 0, ]
  turned <- reverse(d, c("A1", "C4", "C5", "E1", "E2", "O2", "O5"), 1, 6)
  scales <- list(a = 1:5, c = 6:10, e = 11:15, n = 16:20, o = 21:25)
  for (s in names(scales)) {
    reliability(paste0("traits.", s), turned[scales[[s]]])
    dimensions(paste0("traits.", s), turned[scales[[s]]])
    permuted(paste0("traits.", s), turned[scales[[s]]])
    mcar(paste0("traits.", s), turned[scales[[s]]])
  }
  dimensions("whole.all", all[1:25], one_factor = FALSE)
  permuted("whole.all", all[1:25])
  mcar("whole.all", all[1:25])
  apart("whole.all", all[1:25], 5)
  hs <- read.csv(file.path(data, "lavaan_HolzingerSwineford1939.csv"))
  dimensions("tests.ability", hs[paste0("x", 1:9)])
  apart("tests.ability", hs[paste0("x", 1:9)], 3)
  raw <- as.matrix(d[1:25]); x <- as.matrix(turned[1:25])
  runs <- apply(raw, 1, run_of); irv <- apply(raw, 1, sd, na.rm = TRUE)
  answered <- rowSums(!is.na(raw))
  eo <- apply(x, 1, even_odd, scale = rep(names(scales), each = 5)); dist <- distance(x)
  signs <- cbind(runs >= 13, answered >= 6 & irv == 0, eo < .3, dist < .001)
  flagged <- rowSums(signs, na.rm = TRUE) > 0
  share(flagged, "flagged_share", "survey=traits", d$education)
  share(irv[answered >= 6] == 0, "irv_share", "survey=traits", d$education)
  share(eo < .3, "even_odd_share", "survey=traits", d$education)
  share(dist < .001, "distance_share", "survey=traits", d$education)
  line(mean(runs), 1e-10, "value", "longstring_mean", "survey=traits", "base R")
  line(mean(irv[answered >= 6]), 1e-10, "value", "irv_mean", "survey=traits", "base R")
  for (u in 1:5) share(flagged[d$education == u], "flagged_unit", paste0("survey=traits unit=", u))
  for (u in 1:5) {
    n <- colSums(!is.na(raw[d$education == u, ]))
    line(1 - sum(n) / (25 * max(n)), 1e-10, "value", "missing_unit", paste0("survey=traits unit=", u), "base R")
  }
  line(mean(is.na(raw)), 1e-10, "value", "missing_survey", "survey=traits", "base R")
  for (s in names(scales)) {
    n <- rowSums(!is.na(raw[, scales[[s]]]))
    line(mean(n == 5), 1e-10, "value", "complete_share", paste0("scale=traits.", s), "base R")
    line(mean(n >= 3), 1e-10, "value", "scored_share", paste0("scale=traits.", s), "base R")
  }
}
