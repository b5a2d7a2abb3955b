# Scores of the persons of the synthetic company, for the scripts that make reference values:
# another reader of the exports than the program's.
reversed <- c("P01_I4", "P01_O4", "P02_I4", "P02_O4", "P03_I3", "P03_O3", "P04_I4", "P04_O4",
              "P05_I4", "P05_O4", "P06_I5", "P06_O4", "P07_I4", "P07_O4", "P08_I4", "P08_O4",
              "P09_I4", "P09_O4", "P10_I5", "P10_O3", "P10_O4", "P11_I4", "P11_O4", "P12_I4",
              "P12_O4", "P13_I4", "P13_O4", "P14_I4", "P14_O4", "P15_I4", "P15_O4", "P16_I3",
              "P16_I5", "P16_O3", "P17_I3", "P17_O4", "P18_I4", "P18_O4", "G08_4", "L12_4")
# Persons' scores by unit: the mean of at least half of the questions, rounded up.
persons <- function(folder, file, items) {
  x <- read.csv(file.path(folder, file), check.names = FALSE, na.strings = c("", "DK"))
  m <- sapply(items, function(i) if (i %in% reversed) 6 - x[[i]] else x[[i]])
  s <- ifelse(rowSums(!is.na(m)) >= ceiling(length(items) / 2), rowMeans(m, na.rm = TRUE), NA)
  s <- lapply(split(s, x$unit), function(v) v[!is.na(v)])
  s[sapply(s, length) > 0]
}
model <- function(folder, pair, side) {
  who <- if (side == "I") "employees-2025-Q4.csv" else "customers-2025-Q4.csv"
  persons(folder, who, sprintf("P%02d_%s%d", pair, side, 1:5))
}
# Unit means of several lists of scores, over the units that all have.
unit_means <- function(...) {
  lists <- list(...)
  units <- Reduce(intersect, lapply(lists, names))
  as.data.frame(lapply(lists, function(l) sapply(l[units], mean)), row.names = units)
}
tell <- function(hypothesis, statistic, part, value)
  cat(sprintf("%s,%s,%s,%.15g\n", hypothesis, statistic, part, value))
tell_range <- function(hypothesis, statistic, b, half, p) {
  tell(hypothesis, statistic, "value", b)
  tell(hypothesis, statistic, "lo", b - half)
  tell(hypothesis, statistic, "hi", b + half)
  if (!missing(p)) tell(hypothesis, statistic, "p", p)
}
