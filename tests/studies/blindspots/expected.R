# The inside dimension nearest to each outside one, for tests/studies/test_blindspots.sh.
#   Rscript tests/studies/blindspots/expected.R COMPANY samples/model > expected.csv 2> expected_drawn.csv
source("tests/studies/company.R")
a <- commandArgs(TRUE)
employees <- "employees-2025-Q4.csv"; customers <- "customers-2025-Q4.csv"
mean_of <- function(file, prefix, least = 3) by_unit(scores(a[1], a[2], file, prefix, least), mean)
hr <- read.csv(file.path(a[1], "units-2025-Q4.csv"))
inside <- c(lapply(sprintf("P%02d_I", 1:18), function(p) mean_of(employees, p)),
            list(mean_of(employees, "T01_", 2), mean_of(employees, "G08_"), mean_of(employees, "D01_I"),
                 mean_of("leaders-2025-Q4.csv", "L12_"), setNames(hr$response_rate, hr[[1]]),
                 setNames(hr$leavers, hr[[1]])))
one <- function(scale, prefix) {
  about <- sprintf("[@outside='customers.%s']", scale)
  s <- scores(a[1], a[2], customers, prefix); y <- by_unit(s, mean)
  u <- names(y); u <- u[sapply(u, function(k) all(sapply(inside, function(x) k %in% names(x))))]
  x <- sapply(inside, function(i) i[u])
  r <- cor(x, y[u])[, 1]
  tell(about, "nearest_r", "value", r[which.max(abs(r))])
  set.seed(1)
  p <- mean(replicate(9999, max(abs(cor(x, sample(y[u]))))) >= max(abs(r)) - 1e-12)
  cat(sprintf("%s;nearest_p;value;%.4f\n", about, p), file = stderr())
  about <- sprintf("[@scale='customers.%s']", scale)
  keep <- !is.na(s$score); v <- s$score[keep]; g <- factor(s$unit[keep])
  m <- anova(lm(v ~ g))[["Mean Sq"]]; n <- table(g)
  k <- (sum(n) - sum(n^2) / sum(n)) / (length(n) - 1)
  tell(about, "outside_icc", "value", (m[1] - m[2]) / (m[1] + (k - 1) * m[2]))
  raw <- read.csv(file.path(a[1], customers), colClasses = "character")
  cells <- unlist(raw[grepl(paste0("^", prefix, "[0-9]$"), names(raw))])
  tell(about, "unknown", "value", mean(cells == "DK"))
  tell(about, "unknown_blank", "value", mean(cells == ""))
}
one("trust", "P10_O"); one("commitments", "P04_O"); one("our-success", "P03_O"); one("insight", "P06_O")
one("digital-help", "P15_O"); one("relationship", "P12_O")
