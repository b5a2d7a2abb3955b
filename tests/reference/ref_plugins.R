# What the plugins describe and compare should report on whole studies, by R 4.2.2 with sandwich 3.0-2:
# Rscript ref_plugins.R STUDY, in tests/reference, prints lines for tests/studies/STUDY/expected.txt.
# For gti and nyc2011 a second argument names the folder of the data.
options(digits = 17, warn = 1)
suppressPackageStartupMessages(library(sandwich))
study <- commandArgs(TRUE)[1]
folder <- commandArgs(TRUE)[2]
line <- function(value, part, statistic, about, origin, tolerance = "1e-10")
  cat(sprintf("%.15g\t%s\t%s\t%s\t%s\tR: %s\n", as.numeric(value), tolerance, part, statistic, about, origin))

# Mean with its range: by t, or by units (sandwich's clustered variance).
scale_of <- function(about, x, unit = NULL, lo = NULL, hi = NULL, turned = FALSE) {
  ok <- !is.na(x)
  fit <- lm(y ~ 1, data.frame(y = x[ok]))
  df <- sum(ok) - 1
  se <- sd(x[ok]) / sqrt(sum(ok))
  how <- "t.test"
  if (!is.null(unit)) {
    df <- length(unique(unit[ok])) - 1
    se <- sqrt(vcovCL(fit, unit[ok], type = "HC0", cadjust = TRUE)[1, 1])
    how <- "sandwich vcovCL"
    line(df + 1, "value", "scored_units", about, "units")
  }
  range <- mean(x[ok]) + c(-1, 1) * qt(.975, df) * se
  line(mean(x[ok]), "value", "score_mean", about, "mean")
  line(range[1], "lo", "score_mean", about, how)
  line(range[2], "hi", "score_mean", about, how)
  line(sum(ok), "n", "score_mean", about, "n", "0")
  line(sd(x[ok]), "value", "score_sd", about, "sd")
  line(mean(!ok), "value", "unscored_share", about, "NA", "1e-9")
  if (!is.null(lo)) {
    place <- 100 * (c(mean(x[ok]), range) - lo) / (hi - lo)
    if (turned) place <- 100 - place[c(1, 3, 2)]
    for (i in 1:3) line(place[i], c("value", "lo", "hi")[i], "score_place", about, "place")
  }
}
share <- function(hits, statistic, about) {
  t <- prop.test(sum(hits), length(hits), correct = FALSE)
  line(mean(hits), "value", statistic, about, "share")
  line(t$conf.int[1], "lo", statistic, about, "prop.test", "1e-9")
  line(t$conf.int[2], "hi", statistic, about, "prop.test", "1e-9")
}
item_of <- function(about, x, lo, hi, turned = FALSE, shares = TRUE) {
  line(mean(is.na(x)), "value", "item_missing", about, "NA", "1e-9")
  x <- x[!is.na(x)]
  line(mean(x), "value", "item_mean", about, "mean")
  line(sd(x), "value", "item_sd", about, "sd")
  line(length(x), "n", "item_mean", about, "n", "0")
  middle <- (lo + hi) / 2
  if (shares) {
    share(if (turned) x < middle else x > middle, "favourable", about)
    share(if (turned) x > middle else x < middle, "unfavourable", about)
    if (middle %in% lo:hi) share(x == middle, "neutral", about)
  }
  share(x == lo, "floor", about)
  share(x == hi, "ceiling", about)
}
# Steiger's range of the share in the population, by uniroot on pf.
noncentral <- function(f, df1, df2, p) {
  at <- function(l) pf(f, df1, df2, l) - p
  if (at(0) < 0) return(0)
  uniroot(at, c(0, 1e6), tol = 1e-13, maxiter = 1e5)$root
}
effects <- function(a, n, omega, eta, about) {
  ms <- a$"Sum Sq" / a$Df
  line((a$"Sum Sq"[1] - a$Df[1] * ms[2]) / (sum(a$"Sum Sq") + ms[2]), "value", omega, about, "aov")
  l <- noncentral(ms[1] / ms[2], a$Df[1], a$Df[2], .975)
  h <- noncentral(ms[1] / ms[2], a$Df[1], a$Df[2], .025)
  line(l / (l + n), "lo", omega, about, "pf, noncentral", "1e-5")
  line(h / (h + n), "hi", omega, about, "pf, noncentral", "1e-5")
  line(a$"Sum Sq"[1] / sum(a$"Sum Sq"), "value", eta, about, "aov")
}
one_way <- function(x, g) {
  d <- na.omit(data.frame(x = x, g = factor(g)))
  list(aov = anova(lm(x ~ g, d)), welch = oneway.test(x ~ g, d), kruskal = kruskal.test(x ~ g, d), n = nrow(d))
}
units_of <- function(about, x, unit, ranks = FALSE) {
  t <- one_way(x, unit)
  effects(t$aov, t$n, "unit_omega", "unit_eta", about)
  line(t$aov$"F value"[1], "value", "unit_f", about, "anova")
  line(t$aov$"Pr(>F)"[1], "p", "unit_f", about, "anova", "1e-9")
  line(t$welch$statistic, "value", "unit_welch", about, "oneway.test")
  line(t$welch$p.value, "p", "unit_welch", about, "oneway.test", "1e-8")
  if (ranks) {
    line(t$kruskal$statistic, "value", "unit_kruskal", about, "kruskal.test")
    line(t$kruskal$p.value, "p", "unit_kruskal", about, "kruskal.test", "1e-8")
  }
  t$welch$p.value
}
parents_of <- function(about, x, unit, parent, ranks = FALSE) {
  t <- one_way(x, parent)
  effects(t$aov, t$n, "parent_omega", "parent_eta", about)
  line(t$welch$statistic, "value", "parent_welch", about, "oneway.test")
  line(t$welch$p.value, "p", "parent_welch", about, "oneway.test", "1e-8")
  d <- na.omit(data.frame(x = x, u = factor(unit), p = factor(parent)))
  a <- anova(lm(x ~ p + u, d)) # sequential: parents, then units within them
  f <- a$"Mean Sq"[1] / a$"Mean Sq"[2]
  line(f, "value", "parent_nested", about, "anova of lm(x ~ parent + unit)", "1e-9")
  line(pf(f, a$Df[1], a$Df[2], lower.tail = FALSE), "p", "parent_nested", about, "pf", "1e-8")
  if (ranks) line(t$kruskal$statistic, "value", "parent_kruskal", about, "kruskal.test")
  pf(f, a$Df[1], a$Df[2], lower.tail = FALSE)
}
holm <- function(p, statistic, about) {
  q <- p.adjust(p, "holm")
  for (i in seq_along(q)) line(q[i], "value", statistic, about[i], "p.adjust holm", "1e-8")
}

if (study == "golden") {
  emp <- read.csv("../data/golden/emp.csv")
  cust <- read.csv("../data/golden/cust.csv")
  X <- as.matrix(emp[2:6])
  X[, 3] <- 6 - X[, 3]
  score <- ifelse(rowSums(!is.na(X)) >= 3, rowMeans(X, na.rm = TRUE), NA)
  scale_of("scale=emp.engagement", score, emp$unit, 1, 5)
  scale_of("scale=cust.satisfaction", cust$sat, cust$unit, 1, 5)
  for (i in 1:5) item_of(sprintf("scale=emp.engagement item=emp.engagement.%s", names(emp)[i + 1]), X[, i], 1, 5)
  item_of("scale=cust.satisfaction item=cust.satisfaction.sat", cust$sat, 1, 5)
  p <- c(units_of("scale=emp.engagement", score, emp$unit),
         units_of("scale=cust.satisfaction", cust$sat, cust$unit, TRUE))
  holm(p, "unit_p", c("scale=emp.engagement", "scale=cust.satisfaction"))
} else if (study == "weighted") {
  cust <- read.csv("../data/golden/cust.csv")
  neff <- sum(cust$wt)^2 / sum(cust$wt^2)
  for (v in c("sat", "nps")) {
    about <- c(sat = "scale=cust.satisfaction", nps = "scale=cust.recommend")[v]
    m <- weighted.mean(cust[[v]], cust$wt)
    line(m, "value", "score_mean", about, "weighted.mean")
    line(m - qt(.975, neff - 1) * sd(cust[[v]]) / sqrt(neff), "lo", "score_mean", about, "Kish")
    line(m + qt(.975, neff - 1) * sd(cust[[v]]) / sqrt(neff), "hi", "score_mean", about, "Kish")
    line(neff, "value", "score_effective_n", about, "Kish")
  }
  p <- mean(cust$nps >= 9)
  d <- mean(cust$nps <= 6)
  se <- 100 * sqrt((p + d - (p - d)^2) / nrow(cust))
  line(100 * (p - d), "value", "nps", "scale=cust.recommend", "shares")
  line(se, "se", "nps", "scale=cust.recommend", "trinomial")
  line(100 * (p - d) - qnorm(.975) * se, "lo", "nps", "scale=cust.recommend", "trinomial")
  line(100 * (p - d) + qnorm(.975) * se, "hi", "nps", "scale=cust.recommend", "trinomial")
  item_of("scale=cust.recommend item=cust.recommend.nps", cust$nps, 0, 10, shares = FALSE)
  scale_of("scale=all.satisfaction", cust$sat, NULL, 1, 5)
  scale_of("scale=all.trouble", cust$sat, NULL, 1, 5, TRUE)
  item_of("scale=all.trouble item=all.trouble.sat", cust$sat, 1, 5, TRUE)
  for (v in c("sat", "nps")) {
    about <- sprintf("scale=all.both item=all.both.%s", v)
    line(mean(cust[[v]]), "value", "numbers_mean", about, "mean")
    line(sd(cust[[v]]), "value", "numbers_sd", about, "sd")
  }
} else if (study == "sat") {
  d <- read.csv("../data/psychTools_sat.act.csv")
  d$unit <- paste0("E", d$education, "G", d$gender)
  of <- c(ACT = "scale=persons.act", SATQ = "scale=persons.satq", age = "scale=persons.age")
  pu <- sapply(names(of), function(v) units_of(of[v], d[[v]], d$unit, v == "ACT"))
  pp <- sapply(names(of), function(v) parents_of(of[v], d[[v]], d$unit, d$education, v == "ACT"))
  holm(pu, "unit_p", of)
  holm(pp, "parent_p", of)
  about <- raw <- pair_p <- pair <- NULL
  for (v in names(of)) for (e in 0:5) {
    x <- d[[v]][d$education == e]
    a <- sprintf("%s unit=%d", of[v], e)
    t <- t.test(x, d[[v]][d$education != e])
    line(mean(x, na.rm = TRUE), "value", "parent_mean", a, "mean")
    line(t$estimate[1] - t$estimate[2], "value", "parent_difference", a, "t.test", "1e-9")
    line(t$conf.int[1], "lo", "parent_difference", a, "t.test", "1e-9")
    line(t$conf.int[2], "hi", "parent_difference", a, "t.test", "1e-9")
    about <- c(about, a)
    raw <- c(raw, t$p.value)
    for (o in 0:5) if (o > e) {
      pair_p <- c(pair_p, t.test(x, d[[v]][d$education == o])$p.value)
      pair <- c(pair, paste(v, e, o))
    }
  }
  holm(raw, "parent_difference_p", about)
  message(paste(pair[p.adjust(pair_p, "holm") < .05], collapse = "; "))
} else if (study == "gti") {
  d <- read.csv(file.path(folder, "students.csv"))
  all <- c(outer("SQB13", LETTERS[1:5], paste0), outer("SQB08", LETTERS[1:4], paste0),
    outer("SQB12", LETTERS[1:3], paste0), outer("SQB16", LETTERS[1:4], paste0), outer("SQB03", LETTERS[1:3], paste0))
  d <- d[rowSums(!is.na(d[all])) > 0, ] # rows without any answer are not kept
  X <- d[paste0("SQB13", LETTERS[1:5])]
  item_of("scale=students.relationship item=students.relationship.SQB13A", X[[1]], 1, 4)
  invisible(units_of("scale=students.relationship", rowMeans(X), d$T_ID))
} else if (study == "nyc2011") {
  d <- read.delim(file.path(folder, "survey_d75.txt"), na.strings = "NA", fileEncoding = "UTF-8-BOM")
  for (v in c("saf", "com", "eng", "aca"))
    scale_of(c(saf = "scale=teachers.safety", com = "scale=teachers.communication",
      eng = "scale=teachers.engagement", aca = "scale=teachers.academic")[v], d[[paste0(v, "_t_11")]])
}
