# What the plugins describe and compare should report on whole studies, by R 4.2.2 with clubSandwich 0.5.8,
# lme4 and multilevel:
# Rscript ref_plugins.R STUDY, in tests/reference, prints lines for tests/studies/STUDY/expected.txt.
# For gti and nyc2011 a second argument names the folder of the data.
options(digits = 17, warn = 1)
suppressPackageStartupMessages(library(clubSandwich))
study <- commandArgs(TRUE)[1]
folder <- commandArgs(TRUE)[2]
line <- function(value, part, statistic, about, origin, tolerance = "1e-10")
  cat(sprintf("%.15g\t%s\t%s\t%s\t%s\tR: %s\n", as.numeric(value), tolerance, part, statistic, about, origin))

# Error and degrees of freedom of a mean over people in units: CR2, Satterthwaite.
by_unit <- function(x, unit) coef_test(lm(x ~ 1), vcov = "CR2", cluster = unit, test = "Satterthwaite")
# Mean with its range: by t, or by units; within the declared range.
mean_of <- function(x, unit, lo, hi) {
  df <- length(x) - 1
  se <- sd(x) / sqrt(length(x))
  how <- "t.test"
  if (!is.null(unit)) {
    e <- by_unit(x, unit)
    df <- e$df_Satt
    se <- e$SE
    how <- "clubSandwich CR2"
  }
  range <- mean(x) + c(-1, 1) * qt(.975, df) * se
  list(range = c(max(range[1], lo), min(range[2], hi)), how = how)
}
scale_of <- function(about, x, unit = NULL, lo = NULL, hi = NULL, turned = FALSE) {
  ok <- !is.na(x)
  m <- mean_of(x[ok], unit[ok], if (is.null(lo)) -Inf else lo, if (is.null(hi)) Inf else hi)
  if (!is.null(unit)) line(length(unique(unit[ok])), "value", "scored_units", about, "units")
  line(mean(x[ok]), "value", "score_mean", about, "mean")
  line(m$range[1], "lo", "score_mean", about, m$how)
  line(m$range[2], "hi", "score_mean", about, m$how)
  line(sum(ok), "n", "score_mean", about, "n", "0")
  line(sd(x[ok]), "value", "score_sd", about, "sd")
  line(mean(!ok), "value", "unscored_share", about, "NA", "1e-9")
  if (!is.null(lo)) {
    place <- 100 * (c(mean(x[ok]), m$range) - lo) / (hi - lo)
    if (turned) place <- 100 - place[c(1, 3, 2)]
    for (i in 1:3) line(place[i], c("value", "lo", "hi")[i], "score_place", about, "place")
  }
}
# By prop.test, or by units: (p - q)^2 n = t^2 q (1 - q) solved for q, n the cases worth as much.
share <- function(hits, unit, statistic, about) {
  p <- mean(hits)
  range <- prop.test(sum(hits), length(hits), correct = FALSE)$conf.int
  how <- "prop.test"
  if (!is.null(unit)) {
    e <- by_unit(as.numeric(hits), unit)
    n <- if (p > 0 && p < 1) p * (1 - p) / max(e$SE^2, p * (1 - p) / length(hits)) else length(hits)
    t <- qt(.975, e$df_Satt)
    range <- sort(Re(polyroot(c(p^2, -2 * p - t^2 / n, 1 + t^2 / n))))
    how <- "clubSandwich CR2, Wilson"
  }
  line(p, "value", statistic, about, "share")
  line(range[1], "lo", statistic, about, how, "1e-9")
  line(range[2], "hi", statistic, about, how, "1e-9")
}
item_of <- function(about, x, lo, hi, turned = FALSE, shares = TRUE, unit = NULL) {
  line(mean(is.na(x)), "value", "item_missing", about, "NA", "1e-9")
  unit <- unit[!is.na(x)]
  x <- x[!is.na(x)]
  m <- mean_of(x, unit, lo, hi)
  line(mean(x), "value", "item_mean", about, "mean")
  line(m$range[1], "lo", "item_mean", about, m$how, "1e-9")
  line(m$range[2], "hi", "item_mean", about, m$how, "1e-9")
  line(sd(x), "value", "item_sd", about, "sd")
  line(length(x), "n", "item_mean", about, "n", "0")
  middle <- (lo + hi) / 2
  if (shares) {
    share(if (turned) x < middle else x > middle, unit, "favourable", about)
    share(if (turned) x > middle else x < middle, unit, "unfavourable", about)
    if (middle %in% lo:hi) share(x == middle, unit, "neutral", about)
  }
  share(x == lo, unit, "floor", about)
  share(x == hi, unit, "ceiling", about)
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
# Random intercept by REML; its means of units, drawn in, and how reliable they are.
model_of <- function(about, x, unit) {
  d <- na.omit(data.frame(x = x, u = unit))
  fit <- lme4::lmer(x ~ 1 + (1 | u), d, control = lme4::lmerControl(optCtrl = list(xtol_abs = 1e-14, ftol_abs = 1e-14)))
  t2 <- as.numeric(lme4::VarCorr(fit)$u)
  s2 <- sigma(fit)^2
  line(t2 / (t2 + s2), "value", "icc1_reml", about, "lme4", "1e-5")
  for (u in c("U01", "U02", "U24")) {
    n <- sum(d$u == u)
    id <- sprintf("%s unit=%s", about, u)
    line(n * t2 / (n * t2 + s2), "value", "unit_reliability", id, "lme4", "1e-5")
    line(coef(fit)$u[u, 1], "value", "shrunken_mean", id, "lme4", "1e-5")
  }
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
  for (i in 1:5) item_of(sprintf("scale=emp.engagement item=emp.engagement.%s", names(emp)[i + 1]), X[, i], 1, 5, unit = emp$unit)
  item_of("scale=cust.satisfaction item=cust.satisfaction.sat", cust$sat, 1, 5, unit = cust$unit)
  p <- c(units_of("scale=emp.engagement", score, emp$unit),
         units_of("scale=cust.satisfaction", cust$sat, cust$unit, TRUE))
  holm(p, "unit_p", c("scale=emp.engagement", "scale=cust.satisfaction"))
  model_of("scale=emp.engagement", score, emp$unit)
  model_of("scale=cust.satisfaction", cust$sat, cust$unit)
  ok <- complete.cases(X)
  for (u in c("U01", "U02", "U11", "U24")) {
    x <- X[ok & emp$unit == u, ]
    about <- sprintf("scale=emp.engagement unit=%s", u)
    a <- apply(x, 2, function(v) multilevel::awg(v, rep(u, length(v)), range = c(1, 5))$a.wg)
    line(mean(a), "value", "awg", about, "multilevel awg")
  }
} else if (study == "weighted") {
  cust <- read.csv("../data/golden/cust.csv")
  neff <- sum(cust$wt)^2 / sum(cust$wt^2)
  for (v in c("sat", "nps")) {
    about <- c(sat = "scale=cust.satisfaction", nps = "scale=cust.recommend")[v]
    m <- weighted.mean(cust[[v]], cust$wt)
    line(m, "value", "score_mean", about, "weighted.mean")
    e <- coef_test(lm(cust[[v]] ~ 1, weights = cust$wt), vcov = "CR2", cluster = cust$unit,
                   test = "Satterthwaite")
    line(e$SE, "se", "score_mean", about, "clubSandwich CR2, weights", "1e-9")
    line(m - qt(.975, e$df_Satt) * e$SE, "lo", "score_mean", about, "clubSandwich CR2, weights", "1e-9")
    line(m + qt(.975, e$df_Satt) * e$SE, "hi", "score_mean", about, "clubSandwich CR2, weights", "1e-9")
    line(neff, "value", "score_effective_n", about, "Kish")
  }
  y <- 100 * ((cust$nps >= 9) - (cust$nps <= 6))
  e <- by_unit(y, cust$unit)
  se <- max(e$SE, sqrt(mean((y - mean(y))^2) / length(y)))
  line(mean(y), "value", "nps", "scale=cust.recommend", "shares")
  line(se, "se", "nps", "scale=cust.recommend", "clubSandwich CR2")
  line(mean(y) - qt(.975, e$df_Satt) * se, "lo", "nps", "scale=cust.recommend", "clubSandwich CR2", "1e-9")
  line(mean(y) + qt(.975, e$df_Satt) * se, "hi", "nps", "scale=cust.recommend", "clubSandwich CR2", "1e-9")
  item_of("scale=cust.recommend item=cust.recommend.nps", cust$nps, 0, 10, shares = FALSE, unit = cust$unit)
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
  for (v in names(of)) {
    k <- na.omit(data.frame(x = d[[v]], p = d$education, u = factor(d$unit)))
    a <- anova(lm(x ~ factor(p) + u, k)) # row 2: units within parents
    against <- function(one, other) {
      e <- mean(one) - mean(other)
      se <- sqrt(a$"Mean Sq"[2] * (1 / length(one) + 1 / length(other)))
      list(value = e, range = e + c(-1, 1) * qt(.975, a$Df[2]) * se, p = 2 * pt(-abs(e / se), a$Df[2]))
    }
    for (e in 0:5) {
      x <- k$x[k$p == e]
      id <- sprintf("%s unit=%d", of[v], e)
      t <- against(x, k$x[k$p != e])
      how <- "mean square of units within parents"
      line(mean(x), "value", "parent_mean", id, "mean")
      line(t$value, "value", "parent_difference", id, how, "1e-9")
      line(t$range[1], "lo", "parent_difference", id, how, "1e-9")
      line(t$range[2], "hi", "parent_difference", id, how, "1e-9")
      about <- c(about, id)
      raw <- c(raw, t$p)
      for (o in 0:5) if (o > e) {
        t <- against(x, k$x[k$p == o])
        pair_p <- c(pair_p, t$p)
        pair <- c(pair, sprintf("%s unit=%d with-unit=%d", of[v], e, o))
        line(t$value, "value", "parent_pair", tail(pair, 1), how, "1e-9")
        line(t$range[1], "lo", "parent_pair", tail(pair, 1), how, "1e-9")
        line(t$range[2], "hi", "parent_pair", tail(pair, 1), how, "1e-9")
      }
    }
  }
  holm(raw, "parent_difference_p", about)
  holm(pair_p, "parent_pair_p", pair)
  message(paste(pair[p.adjust(pair_p, "holm") < .05], collapse = "; "))
} else if (study == "gti") {
  d <- read.csv(file.path(folder, "students.csv"))
  all <- c(outer("SQB13", LETTERS[1:5], paste0), outer("SQB08", LETTERS[1:4], paste0),
    outer("SQB12", LETTERS[1:3], paste0), outer("SQB16", LETTERS[1:4], paste0), outer("SQB03", LETTERS[1:3], paste0))
  d <- d[rowSums(!is.na(d[all])) > 0, ] # rows without any answer are not kept
  X <- d[paste0("SQB13", LETTERS[1:5])]
  item_of("scale=students.relationship item=students.relationship.SQB13A", X[[1]], 1, 4, unit = d$T_ID)
  invisible(units_of("scale=students.relationship", rowMeans(X), d$T_ID))
} else if (study == "nyc2011") {
  d <- read.delim(file.path(folder, "survey_d75.txt"), na.strings = "NA", fileEncoding = "UTF-8-BOM")
  for (v in c("saf", "com", "eng", "aca"))
    scale_of(c(saf = "scale=teachers.safety", com = "scale=teachers.communication",
      eng = "scale=teachers.engagement", aca = "scale=teachers.academic")[v], d[[paste0(v, "_t_11")]])
}
