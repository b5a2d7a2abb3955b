# Writes nist_linear_r.csv and regression_r.csv: what R gives for the statistics of
# include/orgmirror/stats_regression.h that reflib.R leaves out.  Run by hand in this folder:
#   Rscript ref_regression.R     (R 4.2.2, MASS 7.3-58.2; nothing else)
options(digits = 17, warn = 1)
rows <- list()
put <- function(dataset, statistic, args, value, kind = "closed")
  rows[[length(rows) + 1]] <<- data.frame(dataset, statistic, args,
                                          value = sprintf("%.17g", as.numeric(value)), kind)
flush <- function(file) {
  write.csv(do.call(rbind, rows), file, row.names = FALSE)
  rows <<- list()
}

# --- digits that R's lm has of NIST's certified values, with the tolerance that it can use best
certified <- read.csv("nist_linear.csv", colClasses = "character")
digits <- function(value, exact) {
  d <- if (exact == 0) -log10(abs(value))
       else if (sprintf("%.15g", value) == sprintf("%.15g", exact)) 15 # all that NIST prints
       else -log10(abs(value - exact) / abs(exact))
  if (is.na(d)) 0 else max(0, min(15, d))
}
for (set in c("Norris", "Pontius", "NoInt1", "NoInt2", "Filip", "Longley", paste0("Wampler", 1:5))) {
  d <- read.csv(paste0("../data/nist/", set, ".csv"))
  degree <- c(Pontius = 2, Filip = 10, Wampler1 = 5, Wampler2 = 5, Wampler3 = 5, Wampler4 = 5,
              Wampler5 = 5)[set]
  f <- if (!is.na(degree)) as.formula(paste("y ~", paste0("I(x^", 1:degree, ")", collapse = "+")))
       else if (startsWith(set, "NoInt")) y ~ x - 1 else y ~ .
  own <- certified[certified$dataset == paste0("nist_", set), ]
  exact <- function(s) suppressWarnings(as.numeric(own$value[own$statistic == s]))
  best <- NULL
  for (tol in c(1e-7, 1e-10, 1e-13)) {
    s <- suppressWarnings(summary(lm(f, d, tol = tol)))
    k <- s$coefficients
    if (nrow(k) < length(exact("coef"))) next
    got <- c(min(mapply(digits, k[, 1], exact("coef"))), min(mapply(digits, k[, 2], exact("se"))),
             digits(s$sigma, exact("residual_sd")), digits(s$r.squared, exact("R2")),
             if (is.finite(exact("F"))) digits(s$fstatistic[1], exact("F")) else NA)
    if (is.null(best) || got[1] > best[1]) best <- got
  }
  if (is.null(best)) best <- rep(0, 5)
  for (i in 1:5) put(paste0("nist_", set), c("coef", "se", "residual_sd", "R2", "F")[i], "digits", best[i])
}
flush("nist_linear_r.csv")

# --- response surface, moderation, hierarchy, robust: sat.act of psychTools and the golden study
d <- read.csv("../data/psychTools_sat.act.csv")
d <- d[complete.cases(d[c("ACT", "SATV", "SATQ", "age", "education", "gender")]), ]
ds <- "psychTools_sat.act"

# z = ACT by two ratings of ability, in hundreds, about 5
x <- d$SATV / 100 - 5; y <- d$SATQ / 100 - 5; z <- d$ACT
m <- lm(z ~ x + y + I(x^2) + I(x * y) + I(y^2)); b <- coef(m); V <- vcov(m); df <- m$df.residual
nm <- "ACT by SATV/100,SATQ/100 about 5"
for (i in 1:6) { put(ds, "surface_b", paste0(nm, ";b", i - 1), b[i])
  put(ds, "surface_se", paste0(nm, ";b", i - 1), sqrt(V[i, i])) }
w <- rbind(a1 = c(0, 1, 1, 0, 0, 0), a2 = c(0, 0, 0, 1, 1, 1), a3 = c(0, 1, -1, 0, 0, 0),
           a4 = c(0, 0, 0, 1, -1, 1))
for (i in rownames(w)) {
  v <- sum(w[i, ] * b); s <- sqrt(drop(w[i, ] %*% V %*% w[i, ])); t <- v / s
  for (k in 1:6) put(ds, c("surface", "surface_se", "surface_t", "surface_p", "surface_lo", "surface_hi")[k],
    paste0(nm, ";", i), c(v, s, t, 2 * pt(-abs(t), df), v - qt(.975, df) * s, v + qt(.975, df) * s)[k])
}
put(ds, "surface_R2", nm, summary(m)$r.squared)

# ACT on SATV, moderated by age, education as control; age about 20, SATV about 600
x <- d$SATV - 600; a <- d$age - 20
m <- lm(ACT ~ x + a + I(x * a) + education, d); b <- coef(m); V <- vcov(m); df <- m$df.residual
nm <- "ACT by SATV-600 x age-20, education"
for (i in 1:4) { put(ds, "moderation_b", paste0(nm, ";b", i - 1), b[i])
  put(ds, "moderation_se", paste0(nm, ";b", i - 1), sqrt(V[i, i])) }
for (at in c(15, 20, 25.5, 40)) {
  # the same slope as the coefficient of SATV once age is taken about that age
  mm <- summary(lm(ACT ~ SATV + I(age - at) + I(SATV * (age - at)) + education, d))
  s <- mm$coefficients["SATV", ]
  for (k in 1:4) put(ds, c("slope", "slope_se", "slope_t", "slope_p")[k], paste0(nm, ";age=", at), s[k])
}
# bounds by root finding on the p of the slope, not by the quadratic
p_at <- function(w) { s <- b[2] + b[4] * (w - 20); v <- V[2, 2] + 2 * (w - 20) * V[2, 4] + (w - 20)^2 * V[4, 4]
  abs(s) / sqrt(v) - qt(.975, df) }
grid <- seq(-2000, 2000, by = .5); f <- sapply(grid, p_at); cross <- which(diff(sign(f)) != 0)
roots <- sapply(cross, function(i) uniroot(p_at, grid[c(i, i + 1)], tol = 1e-13)$root)
put(ds, "jn_count", nm, length(roots)); for (i in seq_along(roots)) put(ds, "jn", paste0(nm, ";", i), roots[i], "iter")
put(ds, "jn_at_20", nm, p_at(20))

# steps
m1 <- lm(ACT ~ age + education + gender, d); m2 <- update(m1, . ~ . + SATV + SATQ); a <- anova(m1, m2)
nm <- "ACT: age,education,gender + SATV,SATQ"
put(ds, "R2_first", nm, summary(m1)$r.squared); put(ds, "R2_both", nm, summary(m2)$r.squared)
put(ds, "R2_change", nm, summary(m2)$r.squared - summary(m1)$r.squared)
for (i in 1:4) put(ds, c("change_F", "change_df", "change_df2", "change_p")[i], nm, c(a$F[2], a$Df[2], a$Res.Df[2], a$`Pr(>F)`[2])[i])

# semi-partial: correlation of y with what lm leaves of x; mediation with a control
rx <- resid(lm(SATV ~ age + education + gender, d))
put(ds, "semipartial_r", "ACT,SATV|age,education,gender", cor(rx, d$ACT))
put(ds, "semipartial_p", "ACT,SATV|age,education,gender", summary(lm(ACT ~ SATV + age + education + gender, d))$coefficients[2, 4])
rk <- sapply(d[c("ACT", "SATV", "age", "education", "gender")], rank); rk <- as.data.frame(rk)
rx <- resid(lm(SATV ~ age + education + gender, rk)); put(ds, "semipartial_rho", "ACT,SATV|age,education,gender", cor(rx, rk$ACT))
a <- coef(lm(SATV ~ age + education, d))[2]; s <- summary(lm(ACT ~ age + SATV + education, d))$coefficients
put(ds, "med_ab", "age->SATV->ACT|education", a * s[3, 1]); put(ds, "med_c_direct", "age->SATV->ACT|education", s[2, 1])
put(ds, "med_c_total", "age->SATV->ACT|education", coef(lm(ACT ~ age + education, d))[2])

# weighted fit with sandwich and standardized by hand
w <- d$education + 1; m <- lm(ACT ~ SATV + SATQ, d, weights = w); X <- model.matrix(m); e <- resid(m); B <- solve(crossprod(X * sqrt(w)))
h <- hatvalues(m)
for (k in 1:3) { u <- list(e, e * sqrt(nrow(X) / m$df.residual), e / (1 - h))[[k]]
  se <- sqrt(diag(B %*% crossprod(X * w * u) %*% B)); for (i in 1:3) put(ds, paste0("se_", c("HC0", "HC1", "HC3")[k]), paste0("ACT~SATV+SATQ weighted by education+1;b", i - 1), se[i]) }
for (i in 1:3) { put(ds, "coef", paste0("ACT~SATV+SATQ weighted by education+1;b", i - 1), coef(m)[i])
  put(ds, "se", paste0("ACT~SATV+SATQ weighted by education+1;b", i - 1), sqrt(vcov(m)[i, i])) }
put(ds, "R2", "ACT~SATV+SATQ weighted by education+1", summary(m)$r.squared)
put(ds, "logLik", "ACT~SATV+SATQ weighted by education+1", logLik(m))
put(ds, "hat", "ACT~SATV+SATQ weighted by education+1;row 3", h[3])
ci <- confint(lm(ACT ~ SATV + SATQ, d)); for (i in 1:3) { put(ds, "ci_lo", paste0("ACT~SATV+SATQ;b", i - 1), ci[i, 1]); put(ds, "ci_hi", paste0("ACT~SATV+SATQ;b", i - 1), ci[i, 2]) }

# bisquare by repeated lm.wfit: residuals over sqrt(1 - leverage), MAD without the smallest as in GSL, whose last
# scale (for the errors) is that of the plain residuals
bisquare <- function(X, y) { n <- nrow(X); p <- ncol(X); m <- lm.fit(X, y); Q <- qr.Q(qr(X)); h <- pmin(rowSums(Q^2), .9999)
  r <- m$residuals; ols <- sqrt(sum(r^2) / (n - p)); b <- m$coefficients; low <- 1e-6 * sd(y)
  for (i in 1:1000) { a <- r / sqrt(1 - h); s <- max(median(sort(abs(a))[p:n]) / .6745, low); u <- a / (4.685 * s)
    w <- ifelse(abs(u) < 1, (1 - u^2)^2, 0); b0 <- b; m <- lm.wfit(X, y, w); b <- m$coefficients; r <- drop(y - X %*% b)
    if (all(abs(b - b0) <= 1e-13 * pmax(abs(b), abs(b0)))) break }
  a <- r / sqrt(1 - h); s <- max(median(sort(abs(r))[p:n]) / .6745, low); st <- 4.685 * s; u <- a / st
  psi <- function(u) ifelse(abs(u) < 1, u * (1 - u^2)^2, 0); d <- 1e-6; m1 <- mean((psi(u + d) - psi(u - d)) / (2 * d))
  sg <- (1 + p / n * (1 - m1) / m1) * sqrt(sum((1 - h) * psi(u)^2) / (n - p)) * st / m1
  sg <- max(sg, sqrt((ols^2 * p^2 + sg^2 * n) / (p^2 + n))); list(b = b, se = sg * sqrt(diag(solve(crossprod(X)))), sigma = sg, w = w) }
q <- d[1:80, ]; q$ACT[c(5, 17, 40)] <- q$ACT[c(5, 17, 40)] + c(30, -25, 40)
f <- bisquare(cbind(1, q$SATV, q$SATQ), q$ACT); nm <- "ACT~SATV+SATQ first 80, rows 5 17 40 moved"
for (i in 1:3) { put(ds, "robust_b", paste0(nm, ";b", i - 1), f$b[i], "iter"); put(ds, "robust_se", paste0(nm, ";b", i - 1), f$se[i], "iter") }
put(ds, "robust_sigma", nm, f$sigma, "iter"); put(ds, "robust_w", paste0(nm, ";row 1"), f$w[1], "iter")

# LMG over all orders of the predictors, by lm: another road than over all subsets
lmg_orders <- function(y, X) { p <- ncol(X); perms <- function(v) if (length(v) <= 1) list(v) else do.call(c, lapply(seq_along(v), function(i) lapply(perms(v[-i]), function(r) c(v[i], r))))
  tot <- numeric(p); all <- perms(1:p); for (o in all) { before <- 0; for (k in 1:p) { r2 <- summary(lm(y ~ as.matrix(X[, o[1:k]])))$r.squared; tot[o[k]] <- tot[o[k]] + r2 - before; before <- r2 } }; tot / length(all) }
l <- lmg_orders(d$ACT, d[c("SATV", "SATQ", "age", "education", "gender")]); for (i in 1:5) put(ds, "lmg_orders", paste0("ACT~SATV+SATQ+age+education+gender;", c("SATV", "SATQ", "age", "education", "gender")[i]), l[i])
flush("regression_r.csv")
