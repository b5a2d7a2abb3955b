# Means, shares and net promoter scores over people in units: R 4.2.2 with clubSandwich 0.5.8 (Debian
# 12), on the golden study and on a few units of very unequal size.  Run in tests/reference; makes
# units.csv.
options(digits = 17, warn = 1)
suppressPackageStartupMessages(library(clubSandwich))
rows <- list()
ref <- function(stat, args, value) rows[[length(rows) + 1]] <<- data.frame(dataset = "units",
  statistic = stat, args = args, value = sprintf("%.17g", as.numeric(value)), kind = "closed")

# Error and degrees of freedom of a mean: CR2 with Satterthwaite's, working model of independence.
error_of <- function(x, unit) coef_test(lm(x ~ 1), vcov = "CR2", cluster = unit, test = "Satterthwaite")
mean_of <- function(args, x, unit) {
  e <- error_of(x, unit)
  ref("mean", args, mean(x)); ref("se", args, e$SE); ref("df", args, e$df_Satt)
  range <- mean(x) + c(-1, 1) * qt(.975, e$df_Satt) * e$SE
  ref("lo", args, range[1]); ref("hi", args, range[2]) }
# The same with weights: people as independent, of one variance.
weighted_of <- function(args, x, w, unit) {
  e <- coef_test(lm(x ~ 1, weights = w), vcov = "CR2", cluster = unit, test = "Satterthwaite")
  m <- weighted.mean(x, w)
  ref("weighted_mean", args, m); ref("weighted_se", args, e$SE); ref("weighted_df", args, e$df_Satt)
  ref("weighted_lo", args, m - qt(.975, e$df_Satt) * e$SE)
  ref("weighted_hi", args, m + qt(.975, e$df_Satt) * e$SE) }
# A share p: (p - q)^2 n = t^2 q (1 - q), n the cases that are worth as much as se; by its roots in q.
share_of <- function(args, hit, unit) {
  p <- mean(hit); e <- error_of(hit, unit); v <- max(e$SE^2, p * (1 - p) / length(hit))
  n <- p * (1 - p) / v; t <- qt(.975, e$df_Satt)
  q <- polyroot(c(p^2, -2 * p - t^2 / n, 1 + t^2 / n))
  ref("share", args, p); ref("share_se", args, sqrt(v))
  ref("share_lo", args, min(Re(q))); ref("share_hi", args, max(Re(q))) }
nps_of <- function(args, x, unit) {
  y <- 100 * ((x >= 9) - (x <= 6)); e <- error_of(y, unit)
  se <- max(e$SE, sqrt(mean((y - mean(y))^2) / length(y)))
  range <- mean(y) + c(-1, 1) * qt(.975, e$df_Satt) * se
  ref("nps", args, mean(y)); ref("nps_se", args, se); ref("nps_df", args, e$df_Satt)
  ref("nps_lo", args, max(range[1], -100)); ref("nps_hi", args, min(range[2], 100)) }

cust <- read.csv("../data/golden/cust.csv")
mean_of("golden satisfaction", cust$sat, cust$unit)
share_of("golden satisfaction >= 4", cust$sat >= 4, cust$unit)
share_of("golden satisfaction >= 5", cust$sat >= 5, cust$unit)
nps_of("golden", cust$nps, cust$unit)
# Five units of 2, 3, 7, 10 and 40 people; three of 4 each, the second answering as the first.
x <- c(0, 9, 10, 9, 3, rep(c(10, 9, 8, 7, 6, 2, 9), 1), rep(c(9, 10, 5, 8, 7), 2), rep(c(9, 10, 10, 3, 7, 8, 6, 9), 5))
unit <- rep(1:5, c(2, 3, 7, 10, 40))
mean_of("unequal", x, unit)
share_of("unequal >= 9", x >= 9, unit)
share_of("unequal >= 10", x >= 10, unit)
nps_of("unequal", x, unit)
y <- c(10, 9, 5, 7, 9, 10, 5, 7, 9, 10, 4, 8)
alike <- rep(1:3, each = 4)
share_of("alike >= 9", y >= 9, alike)
nps_of("alike", y, alike)
nps_of("two", c(10, 9, 9, 2, 3, 8), c(1, 1, 1, 2, 2, 2))
weighted_of("golden satisfaction", cust$sat, cust$wt, cust$unit)
weighted_of("unequal", x, seq_along(x) %% 5 + .5, unit)
write.csv(do.call(rbind, rows), "units.csv", row.names = FALSE)
