# Moderated and hierarchical regression over units of the synthetic company, for
# tests/studies/test_conditions.sh.
#   cd tests/studies && Rscript conditions/conditions.R FOLDER > conditions/conditions.csv
# hypothesis (in the order of the test's study), statistic, part, value.  What is drawn by chance, by
# R's boot, agrees only about.
source("unit_scores.R")
library(boot)
d <- commandArgs(TRUE)[1]
tools <- persons(d, "employees-2025-Q4.csv", sprintf("T01_%d", 1:4))
years <- read.csv(file.path(d, "customers-2025-Q4.csv"))
tenure <- lapply(split(years$years_as_customer, years$unit), function(v) v[!is.na(v)])
partial <- function(h, prefix, a, b, df) {
  r <- cor(a, b); z <- qnorm(.975) / sqrt(df - 1)
  tell(h, paste0(prefix, "_r"), "value", r)
  tell(h, paste0(prefix, "_r"), "lo", tanh(atanh(r) - z))
  tell(h, paste0(prefix, "_r"), "hi", tanh(atanh(r) + z))
  t <- r * sqrt(df / (1 - r^2))
  tell(h, paste0(prefix, "_r"), "p", 2 * pt(-abs(t), df))
  2 * pt(-abs(t), df)
}
condition <- function(h, u) {
  u$x <- u$x - mean(u$x); centre <- mean(u$w); u$w <- u$w - centre
  f <- lm(y ~ x * w, u); v <- vcov(f); b <- coef(f); t <- qt(.975, f$df.residual)
  tell(h, "condition_product", "n", nrow(u))
  tell_range(h, "condition_product", b[4], t * sqrt(v[4, 4]), summary(f)$coef[4, 4])
  X <- model.matrix(f); e <- resid(f) / (1 - hatvalues(f)); i <- solve(crossprod(X))
  hc3 <- sqrt((i %*% crossprod(X * e) %*% i)[4, 4])
  tell_range(h, "condition_hc3", b[4], t * hc3, 2 * pt(-abs(b[4] / hc3), f$df.residual))
  for (k in -1:1) {
    at <- k * sd(u$w)
    slope <- b[2] + at * b[4]; se <- sqrt(v[2, 2] + 2 * at * v[2, 4] + at^2 * v[4, 4])
    tell_range(h, c("condition_low", "condition_mean", "condition_high")[k + 2], slope, t * se,
               2 * pt(-abs(slope / se), f$df.residual))
  }
  # Where the range of the slope ends at 0.
  q <- c(b[2]^2 - t^2 * v[2, 2], 2 * (b[2] * b[4] - t^2 * v[2, 4]), b[4]^2 - t^2 * v[4, 4])
  roots <- polyroot(q)
  if (all(abs(Im(roots)) < 1e-8)) {
    tell(h, "condition_jn_lo", "value", centre + min(Re(roots)))
    tell(h, "condition_jn_hi", "value", centre + max(Re(roots)))
  }
  told <- abs(b[2] + u$w * b[4]) > t * sqrt(v[2, 2] + 2 * u$w * v[2, 4] + u$w^2 * v[4, 4])
  tell(h, "condition_units", "value", mean(told))
  tell(h, "condition_r2", "value", summary(f)$r.squared)
  partial(h, "condition", resid(lm(I(x * w) ~ x + w, u)), resid(lm(y ~ x + w, u)), f$df.residual)
}
beyond <- function(h, u, first) {
  f1 <- lm(reformulate(first, "y"), u); f2 <- lm(reformulate(c(first, "then"), "y"), u)
  a <- anova(f1, f2)
  tell(h, "beyond_first", "value", summary(f1)$r.squared)
  tell(h, "beyond_change", "value", summary(f2)$r.squared - summary(f1)$r.squared)
  tell(h, "beyond_f", "value", a$F[2]); tell(h, "beyond_f", "p", a$`Pr(>F)`[2])
  r2 <- function(v, columns) {
    e <- lm.fit(cbind(1, as.matrix(v[columns])), v$y)$residuals
    1 - sum(e^2) / sum((v$y - mean(v$y))^2)
  }
  set.seed(1)
  ci <- boot.ci(boot(u, function(v, i) r2(v[i, ], c(first, "then")) - r2(v[i, ], first), 10000),
                type = "perc")
  tell(h, "beyond_change", "about-lo", ci$percent[4]); tell(h, "beyond_change", "about-hi", ci$percent[5])
  partial(h, "beyond", resid(lm(reformulate(first, "then"), u)), resid(f1), f2$df.residual)
}
one <- condition(1, unit_means(x = model(d, 10, "I"), w = tenure, y = model(d, 10, "O")))
two <- condition(2, unit_means(x = model(d, 9, "I"), w = tools, y = model(d, 9, "O")))
three <- beyond(3, unit_means(tools = tools, people = model(d, 12, "I"), then = model(d, 9, "I"),
                              y = model(d, 9, "O")), c("tools", "people"))
four <- beyond(4, unit_means(tools = tools, then = model(d, 15, "I"), y = model(d, 15, "O")), "tools")
holm <- c(p.adjust(c(one, two), "holm"), p.adjust(c(three, four), "holm"))
for (h in 1:4) tell(h, if (h < 3) "condition_holm_p" else "beyond_holm_p", "value", holm[h])
