# Mediation over units of the synthetic company, for tests/studies/test_ripple.sh.
#   cd tests/studies && Rscript ripple/ripple.R FOLDER_OF_THE_COMPANY > ripple/ripple.csv
# hypothesis (in the order of the test's study), statistic, part, value.  The bootstrap ranges are
# R's boot with draws of its own, so they agree only about.
source("unit_scores.R")
library(boot)
d <- commandArgs(TRUE)[1]
leaders <- persons(d, "leaders-2025-Q4.csv", sprintf("L12_%d", 1:5))
one <- function(h, u, held = NULL) {
  names(u)[1:3] <- c("x", "m", "y")
  more <- if (is.null(held)) "" else paste("+", held)
  path <- function(f, name, data = u) coef(summary(lm(as.formula(paste(f, more)), data)))[name, ]
  a <- path("m ~ x", "x"); b <- path("y ~ x + m", "m")
  direct <- path("y ~ x + m", "x"); total <- path("y ~ x", "x")
  k <- if (is.null(held)) 0 else 1
  t1 <- qt(.975, nrow(u) - 2 - k); t2 <- qt(.975, nrow(u) - 3 - k)
  tell_range(h, "ripple_a", a[1], t1 * a[2], a[4])
  tell_range(h, "ripple_b", b[1], t2 * b[2], b[4])
  tell_range(h, "ripple_direct", direct[1], t2 * direct[2], direct[4])
  tell_range(h, "ripple_total", total[1], t1 * total[2], total[4])
  s <- sapply(u[1:3], sd)
  tell_range(h, "ripple_a_std", a[1] * s[1] / s[2], t1 * a[2] * s[1] / s[2])
  tell_range(h, "ripple_b_std", b[1] * s[2] / s[3], t2 * b[2] * s[2] / s[3])
  tell_range(h, "ripple_direct_std", direct[1] * s[1] / s[3], t2 * direct[2] * s[1] / s[3])
  tell_range(h, "ripple_total_std", total[1] * s[1] / s[3], t1 * total[2] * s[1] / s[3])
  ab <- a[1] * b[1]; se <- sqrt(a[1]^2 * b[2]^2 + b[1]^2 * a[2]^2)
  tell_range(h, "ripple_sobel", ab, qnorm(.975) * se, 2 * pnorm(-abs(ab / se)))
  tell(h, "ripple_raw", "value", ab)
  tell(h, "ripple_std", "value", ab * s[1] / s[3])
  tell(h, "ripple_p", "value", max(a[4], b[4]))
  std <- function(v) {
    ones <- cbind(rep(1, nrow(v)), if (is.null(held)) NULL else v[[held]])
    on_m <- lm.fit(cbind(v$x, ones), v$m)$coefficients[1]
    on_y <- lm.fit(cbind(v$m, v$x, ones), v$y)$coefficients[1]
    on_m * on_y * sd(v$x) / sd(v$y)
  }
  out <- sapply(seq_len(nrow(u)), function(i) std(u[-i, ]))
  tell(h, "ripple_lowest", "value", min(out))
  tell(h, "ripple_highest", "value", max(out))
  tell(h, "ripple_std", "n", nrow(u))
  set.seed(1)
  ci <- boot.ci(boot(u, function(v, i) std(v[i, ]), 10000), type = c("perc", "bca"))
  tell(h, "ripple_std", "about-lo", ci$bca[4]); tell(h, "ripple_std", "about-hi", ci$bca[5])
  tell(h, "ripple_percentile", "about-lo", ci$percent[4])
  tell(h, "ripple_percentile", "about-hi", ci$percent[5])
  max(a[4], b[4])
}
p <- one(1, unit_means(x = model(d, 12, "I"), m = model(d, 9, "I"), y = model(d, 9, "O")))
q <- one(2, unit_means(x = leaders, m = model(d, 6, "I"), y = model(d, 6, "O")))
holm <- p.adjust(c(p, q), "holm")
tell(1, "ripple_holm_p", "value", holm[1]); tell(2, "ripple_holm_p", "value", holm[2])
# With the headcount held constant.
staff <- read.csv(file.path(d, "units-2025-Q4.csv"))
u <- unit_means(x = model(d, 12, "I"), m = model(d, 9, "I"), y = model(d, 9, "O"))
u$leavers <- staff$leavers[match(rownames(u), staff$unit)]
invisible(one("held", u, "leavers"))
