# How units stand beside the others, for tests/studies/test_units.sh.
#   Rscript apart.R FOLDER_OF_THE_COMPANY > apart.csv
d <- commandArgs(TRUE)[1]
score <- function(file, items, reversed, least, lo, hi) {
  x <- read.csv(file.path(d, file), check.names = FALSE, na.strings = c("", "DK"))
  m <- sapply(items, function(i) if (i %in% reversed) lo + hi - x[[i]] else x[[i]])
  n <- rowSums(!is.na(m))
  s <- ifelse(n >= least, rowMeans(m, na.rm = TRUE), NA)
  split(100 * (s - lo) / (hi - lo), x$unit)
}
apart <- function(s, healthy) {
  s <- lapply(s, function(v) v[!is.na(v)])
  s <- s[sapply(s, length) > 0]
  if (!healthy) s <- lapply(s, function(v) 100 - v)
  m <- sapply(s, mean)
  t(sapply(names(s), function(u) {
    v <- s[[u]]; o <- m[names(m) != u]
    a <- var(v) / length(v); b <- var(o) / length(o)
    df <- (a + b)^2 / (a^2 / (length(v) - 1) + b^2 / (length(o) - 1))
    x <- mean(v) - mean(o); h <- qt(.975, df) * sqrt(a + b)
    c(mean(v), x, x - h, x + h, 2 * pt(-abs(x) / sqrt(a + b), df))
  }))
}
scales <- list(
  employees.tools = apart(score("employees-2025-Q4.csv", paste0("T01_", 1:4), character(), 2, 1, 5), TRUE),
  employees.rivalry = apart(score("employees-2025-Q4.csv", paste0("P10_I", 1:5), "P10_I5", 3, 1, 5), FALSE),
  customers.trust = apart(score("customers-2025-Q4.csv", paste0("P10_O", 1:5), c("P10_O3", "P10_O4"), 3, 1, 5), TRUE))
# p: all units and the three scales considered
p <- p.adjust(unlist(lapply(scales, function(x) x[, 5])), "BH")
for (name in names(scales)) {
  x <- scales[[name]]
  x[, 5] <- p[seq_len(nrow(x))]
  p <- p[-seq_len(nrow(x))]
  for (u in c("Alder Lane", "Baker Square", "Hazel Dene"))
    cat(sprintf("%s,%s,%.15g,%.15g,%.15g,%.15g,%.15g\n", u, name, x[u, 1], x[u, 2], x[u, 3], x[u, 4], x[u, 5]))
}
