# Facets, outcomes, their indices and the link on the synthetic company, for test_dysfunction.sh.
#   Rscript indices.R FOLDER_OF_THE_COMPANY FOLDER_OF_THE_MODEL > indices.txt
# Omega by lavaan; without it the line is left out.
d <- commandArgs(TRUE)[1]
model <- commandArgs(TRUE)[2]
reversed <- unlist(lapply(list.files(model, "xml$", full.names = TRUE), function(f)
  sub('.*column="([^"]*)".*', "\\1", grep('reversed="yes"', readLines(f), value = TRUE))))
inside <- read.csv(file.path(d, "employees-2025-Q4.csv"), na.strings = c("", "DK"))
outside <- read.csv(file.path(d, "customers-2025-Q4.csv"), na.strings = c("", "DK"))
scores <- function(x, prefix) {
  items <- grep(paste0("^", prefix, "[0-9]$"), names(x), value = TRUE)
  m <- sapply(items, function(i) if (i %in% reversed) 6 - x[[i]] else x[[i]])
  ifelse(rowSums(!is.na(m)) >= ceiling(length(items) / 2), rowMeans(m, na.rm = TRUE), NA)
}
by_unit <- function(x, prefix, f) tapply(scores(x, prefix), x$unit, f)
average <- function(v) mean(v, na.rm = TRUE)
up <- function(m) 100 * (m - 1) / 4
facets <- list(initiatives = up(by_unit(inside, "D01_I", average)),
               rivalry = up(by_unit(inside, "P10_I", average)),
               communication = 100 - up(by_unit(inside, "P07_I", average)),
               stay = 100 - up(by_unit(inside, "P16_I", average)),
               consensus = 100 * by_unit(inside, "P18_I", function(v) sd(v, na.rm = TRUE)) / 2,
               readiness = 100 - up(by_unit(inside, "P13_I", average)))
outcomes <- lapply(c(ease = "P08_O", support = "D02_O", experience = "D03_O", billing = "D04_O",
                     quality = "P02_O", commitments = "P04_O", expectations = "P11_O"),
                   function(p) up(by_unit(outside, p, average)))
f <- do.call(cbind, facets)
o <- do.call(cbind, outcomes)
say <- function(value, tolerance, part, statistic, about = "")
  cat(sprintf("%.15g\t%g\t%s\t%s\t%s\tindices.R\n", value, tolerance, part, statistic, about))
cat("# value, tolerance (relative), part, statistic, about, origin: values by indices.R, R 4.2.2\n")
interval <- function(v, statistic, about = "") {
  t <- t.test(v)
  say(mean(v), 1e-10, "value", statistic, about)
  say(t$conf.int[1], 1e-10, "lo", statistic, about)
  say(t$conf.int[2], 1e-10, "hi", statistic, about)
}
for (k in colnames(f)) interval(f[, k], "facet_mean", paste0("scale=employees.", k))
for (k in colnames(o)) interval(o[, k], "outcome_mean", paste0("scale=customers.", k))
interval(rowMeans(f), "dysfunction_mean")
interval(rowMeans(o), "outcomes_mean")
for (u in c("Alder Lane", "Baker Square")) {
  # ids of units hold spaces, which the lists of expectations cannot say: the test looks for these
  cat(sprintf("# unit,%s,%.15g,%.15g\n", u, mean(f[u, ]), mean(o[u, ])))
}
alpha <- function(m) { v <- cov(m); k <- ncol(m); k / (k - 1) * (1 - sum(diag(v)) / sum(v)) }
reliability <- function(m, side, survey) {
  a <- alpha(m); n <- nrow(m); k <- ncol(m)
  about <- paste0("side=", side)
  say(a, 1e-10, "value", "index_alpha", about)
  say(1 - (1 - a) * qf(.975, n - 1, (n - 1) * (k - 1)), 1e-9, "lo", "index_alpha", about)
  say(1 - (1 - a) * qf(.025, n - 1, (n - 1) * (k - 1)), 1e-9, "hi", "index_alpha", about)
  r <- cor(m)
  say(mean(r[upper.tri(r)]), 1e-10, "value", "index_mean_r", about)
  for (i in colnames(m))
    say(cor(m[, i], rowSums(m[, colnames(m) != i])), 1e-10, "value", "rest_r",
        paste0("scale=", survey, ".", i))
  if (requireNamespace("lavaan", quietly = TRUE)) {
    fit <- lavaan::cfa(paste("g =~", paste(colnames(m), collapse = " + ")), as.data.frame(m),
                       std.lv = TRUE, likelihood = "normal")
    e <- lavaan::lavInspect(fit, "est")
    l <- sum(e$lambda)^2
    say(l / (l + sum(diag(e$theta))), 1e-5, "value", "index_omega", about)
  }
}
reliability(f, "inside", "employees")
reliability(o, "outside", "customers")
both <- intersect(rownames(f), rownames(o))
x <- rowMeans(f)[both]; y <- rowMeans(o)[both]
link <- cor.test(x, y)
n <- length(both)
say(link$estimate, 1e-10, "value", "link_r")
say(link$conf.int[1], 1e-9, "lo", "link_r")
say(link$conf.int[2], 1e-9, "hi", "link_r")
say(link$p.value, 1e-9, "p", "link_r")
say(n, 0, "n", "link_r")
say(cor(rank(x), rank(y)), 1e-10, "value", "link_rho")
out <- sapply(seq_len(n), function(i) cor(x[-i], y[-i]))
say(min(out), 1e-10, "value", "link_lowest")
say(max(out), 1e-10, "value", "link_highest")
say(tanh((qnorm(.975) + qnorm(.8)) / sqrt(n - 3)), 1e-10, "value", "link_smallest")
set.seed(1)
say(mean(abs(replicate(2e5, cor(x, sample(y)))) >= abs(link$estimate)), .9, "value", "link_p")
p <- sapply(colnames(f), function(k) cor.test(f[both, k], y)$p.value)
for (k in colnames(f)) {
  about <- paste0("scale=employees.", k)
  test <- cor.test(f[both, k], y)
  say(test$estimate, 1e-9, "value", "facet_r", about)
  say(test$conf.int[1], 1e-8, "lo", "facet_r", about)
  say(test$conf.int[2], 1e-8, "hi", "facet_r", about)
  say(p.adjust(p, "holm")[[k]], 1e-8, "value", "facet_holm_p", about)
}
cells <- expand.grid(i = colnames(f), j = colnames(o), stringsAsFactors = FALSE)
q <- mapply(function(i, j) cor.test(f[both, i], o[both, j])$p.value, cells$i, cells$j)
bh <- p.adjust(q, "BH")
for (k in seq_len(nrow(cells))) {
  about <- sprintf("inside=employees.%s outside=customers.%s", cells$i[k], cells$j[k])
  say(cor(f[both, cells$i[k]], o[both, cells$j[k]]), 1e-8, "value", "profile_r", about)
  say(bh[k], 1e-8, "p", "profile_r", about)
}
# The same with the share of leavers held constant.
hr <- read.csv(file.path(d, "units-2025-Q4.csv"))
z <- hr$leavers[match(both, hr$unit)]
r <- cor(resid(lm(x ~ z)), resid(lm(y ~ z)))
cat(sprintf("# held,%.15g,%.15g\n", r, 2 * pt(-abs(r) * sqrt((n - 3) / (1 - r^2)), n - 3)))
