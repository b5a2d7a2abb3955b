# Gaps between belief and fact over units of the synthetic company, for tests/studies/test_gap.sh.
#   cd tests/studies && Rscript gap/gap.R FOLDER_OF_THE_COMPANY > gap/gap.csv
# hypothesis (in the order of the test's study), statistic, part, value.
source("unit_scores.R")
d <- commandArgs(TRUE)[1]
hundred <- function(s) lapply(s, function(v) 25 * (v - 1))
p <- list(gap = c(), r = c())
one <- function(h, guess, actual, outcome = NULL) {
  lists <- list(x = hundred(guess), y = hundred(actual))
  if (!is.null(outcome)) lists$z <- outcome
  u <- do.call(unit_means, lists)
  t <- t.test(u$x, u$y, paired = TRUE)
  tell(h, "perception_gap", "n", nrow(u))
  tell_range(h, "perception_gap", mean(u$x - u$y), diff(t$conf.int) / 2, t$p.value)
  for (i in 1:2) {
    m <- t.test(u[[i]])
    tell_range(h, c("guess_mean", "actual_mean")[i], mean(u[[i]]), diff(m$conf.int) / 2)
  }
  r <- cor.test(u$x, u$y)
  tell(h, "perception_r", "value", r$estimate)
  tell(h, "perception_r", "lo", r$conf.int[1]); tell(h, "perception_r", "hi", r$conf.int[2])
  tell(h, "perception_r", "p", r$p.value)
  p$gap[h] <<- t$p.value; p$r[h] <<- r$p.value
  if (all(lengths(guess[rownames(u)]) > 1)) {
    above <- sum(sapply(rownames(u), function(i)
      t.test(lists$x[[i]], lists$y[[i]])$conf.int[1] > 0))
    w <- prop.test(above, nrow(u), correct = FALSE)
    tell(h, "guess_above", "value", above / nrow(u))
    tell(h, "guess_above", "lo", w$conf.int[1]); tell(h, "guess_above", "hi", w$conf.int[2])
  }
  if (!is.null(outcome)) {
    v <- data.frame(x = u$x / 10 - 5, y = u$y / 10 - 5, z = u$z)
    f <- lm(z ~ x + y + I(x^2) + I(x * y) + I(y^2), v)
    tell(h, "surface_r2", "value", summary(f)$r.squared)
    w <- rbind(c(0, 1, 1, 0, 0, 0), c(0, 0, 0, 1, 1, 1), c(0, 1, -1, 0, 0, 0), c(0, 0, 0, 1, -1, 1))
    for (i in 1:4) {
      b <- sum(w[i, ] * coef(f)); se <- sqrt(drop(w[i, ] %*% vcov(f) %*% w[i, ]))
      tell_range(h, paste0("surface_a", i), b, qt(.975, f$df.residual) * se,
                 2 * pt(-abs(b / se), f$df.residual))
    }
  }
}
one(1, persons(d, "employees-2025-Q4.csv", sprintf("G08_%d", 1:5)), model(d, 8, "O"),
    model(d, 9, "O"))
one(2, persons(d, "leaders-2025-Q4.csv", sprintf("L12_%d", 1:5)), model(d, 12, "I"))
for (h in 1:2) {
  tell(h, "perception_gap_holm", "value", p.adjust(p$gap, "holm")[h])
  tell(h, "perception_r_holm", "value", p.adjust(p$r, "holm")[h])
}
