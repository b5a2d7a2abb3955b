# How many units obey, and what a true correlation of .33 would look like, from golden's unit means.
#   Rscript beside.R DIR_OF_GOLDEN > beside.csv
d <- commandArgs(TRUE)[1]
e <- read.csv(file.path(d, "emp.csv")); k <- read.csv(file.path(d, "cust.csv"))
items <- cbind(e$col1, e$col2, 6 - e$col3r, e$col4, e$col5)
score <- ifelse(rowSums(!is.na(items)) >= 3, rowMeans(items, na.rm = TRUE), NA)
x <- tapply(score, e$unit, mean, na.rm = TRUE); y <- tapply(k$sat, k$unit, mean)
u <- intersect(names(x), names(y)); j <- length(u)
obeying <- sum((x[u] - mean(x[u])) * (y[u] - mean(y[u])) > 0)
wilson <- prop.test(obeying, j, correct = FALSE)$conf.int
icc <- function(v, g) {
  keep <- !is.na(v) & g %in% u; v <- v[keep]; g <- factor(g[keep]); n <- table(g)
  a <- anova(lm(v ~ g))$`Mean Sq`; n0 <- (sum(n) - sum(n^2) / sum(n)) / (length(n) - 1)
  i <- max(0, (a[1] - a[2]) / (a[1] + (n0 - 1) * a[2])); m <- 1 / mean(1 / n)
  m * i / (1 + (m - 1) * i)
}
expected <- .33 * sqrt(icc(score, e$unit) * icc(k$sat, k$unit))
z <- atanh(expected) * sqrt(j - 3); q <- qnorm(.975)
harmonic <- 2 / (1 / table(e$unit[!is.na(score)])[u] + 1 / table(k$unit)[u])
w <- cov.wt(cbind(x[u], y[u]), wt = as.numeric(harmonic) / sum(harmonic), cor = TRUE)$cor[1, 2]
say <- function(name, part, v) cat(sprintf("%s,%s,%.15g\n", name, part, v))
say("obeying", "value", obeying / j); say("obeying", "lo", wilson[1]); say("obeying", "hi", wilson[2])
say("expected_r", "value", expected)
say("expected_power", "value", pnorm(z - q) + pnorm(-z - q))
say("weighted_r", "value", w)
