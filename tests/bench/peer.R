# The whole job in R with data.table, as a practised user would write it: Rscript peer.R FOLDER OUT
# Reads staff.csv and clients.csv of make_exports and writes every number that job.c reports.
suppressMessages(library(data.table))
setDTthreads(2)
arguments <- commandArgs(TRUE)
dir <- arguments[1]

inside <- list(items = sprintf("q%02d", 1:30), reversed = sprintf("q%02d", c(4, 9, 14, 19, 24, 28)),
               top = 5, recommend = "enps", scales = split(sprintf("q%02d", 1:30), rep(sprintf("s%d", 1:6), each = 5)))
outside <- list(items = sprintf("c%02d", 1:10), reversed = sprintf("c%02d", c(3, 6)),
                top = 7, recommend = "nps", scales = split(sprintf("c%02d", 1:10), rep(sprintf("c%d", 1:4), c(3, 3, 2, 2))))

read <- function(file, s) {
  d <- fread(file.path(dir, file), select = c("unit", s$items, s$recommend), na.strings = "")
  for (item in s$reversed) set(d, j = item, value = s$top + 1L - d[[item]])
  d
}
nps <- function(x) 100 * (sum(x >= 9, na.rm = TRUE) - sum(x <= 6, na.rm = TRUE)) / sum(!is.na(x))
alpha <- function(c) { k <- ncol(c); k / (k - 1) * (1 - sum(diag(c)) / sum(c)) }

survey <- function(file, s) {
  d <- read(file, s)
  m <- as.matrix(d[, c(s$items, s$recommend), with = FALSE])
  items <- data.table(item = colnames(m), n = colSums(!is.na(m)), mean = colMeans(m, na.rm = TRUE),
                      sd = apply(m, 2, sd, na.rm = TRUE))
  r <- cor(m, use = "pairwise.complete.obs")
  covariances <- cov(m, use = "pairwise.complete.obs")
  reliability <- list()
  agreement <- list()
  null <- (s$top^2 - 1) / 12
  for (name in names(s$scales)) {
    own <- s$scales[[name]]
    x <- m[, own]
    n_answered <- rowSums(!is.na(x))
    score <- rowMeans(x, na.rm = TRUE)
    score[2 * n_answered < length(own)] <- NA
    set(d, j = name, value = score)
    complete <- n_answered == length(own)
    reliability[[name]] <- c(n = sum(complete), listwise = alpha(cov(x[complete, ])),
                             pairwise = alpha(covariances[own, own]))
    variances <- d[complete & !is.na(unit), lapply(.SD, var), by = unit, .SDcols = own]
    q <- pmin(rowMeans(as.matrix(variances[, own, with = FALSE])) / null, 1)
    agreement[[name]] <- variances[, .(unit, rwgj = length(own) * (1 - q) / (length(own) * (1 - q) + q))]
  }
  scales <- names(s$scales)
  scores <- melt(d[, c("unit", scales), with = FALSE], id.vars = "unit", variable.name = "scale",
                 value.name = "score")[!is.na(score)]
  overall <- scores[, .(n = .N, mean = mean(score), sd = sd(score)), by = scale]
  units <- scores[!is.na(unit), .(n = .N, mean = mean(score), ss = var(score) * (.N - 1)), by = .(scale, unit)]
  units[is.na(ss), ss := 0]
  icc <- units[, {
    k <- .N
    total <- sum(n)
    grand <- sum(n * mean) / total
    msb <- sum(n * (mean - grand)^2) / (k - 1)
    msw <- sum(ss) / (total - k)
    .(icc1 = (msb - msw) / (msb + (total / k - 1) * msw), icc2 = (msb - msw) / msb, f = msb / msw)
  }, by = scale]
  recommend <- d[!is.na(unit), .(n = sum(!is.na(get(s$recommend))), nps = nps(get(s$recommend))), by = unit]
  list(items = items, r = r, reliability = reliability, overall = overall, units = units,
       agreement = rbindlist(agreement, idcol = "scale"), icc = icc, recommend = recommend,
       nps = nps(m[, s$recommend]), means = dcast(units, unit ~ scale, value.var = "mean"))
}

a <- survey("staff.csv", inside)
b <- survey("clients.csv", outside)
linked <- merge(a$means, b$means, by = "unit")
x <- as.matrix(linked[, names(inside$scales), with = FALSE])
y <- as.matrix(linked[, names(outside$scales), with = FALSE])
n <- nrow(x)
# Package matrixStats (Debian: r-cran-matrixstats) ranks three times as fast as R itself.
ranks <- if (requireNamespace("matrixStats", quietly = TRUE)) {
  function(m) matrixStats::colRanks(m, ties.method = "average", preserveShape = TRUE)
} else function(m) apply(m, 2, rank)
r <- cor(x, y)
rho <- cor(ranks(x), ranks(y))
p <- function(r) 2 * pt(-abs(r) * sqrt((n - 2) / (1 - r^2)), n - 2)
set.seed(1)
resampled <- array(dim = c(1000, length(r), 2))
for (i in 1:1000) {
  drawn <- sample.int(n, replace = TRUE)
  u <- x[drawn, ]
  v <- y[drawn, ]
  resampled[i, , 1] <- cor(u, v)
  ranked <- ranks(cbind(u, v))
  resampled[i, , 2] <- cor(ranked[, 1:ncol(x)], ranked[, -(1:ncol(x))])
}
ranges <- function(z) data.table(se = apply(z, 2, sd), t(apply(z, 2, quantile, c(.025, .975))))
links <- data.table(inside = rep(colnames(x), ncol(y)), outside = rep(colnames(y), each = ncol(x)), n = n,
                    r = c(r), p = c(p(r)), rho = c(rho), prho = c(p(rho)),
                    ranges(resampled[, , 1]), ranges(resampled[, , 2]))
if (length(arguments) > 1) {
  out <- arguments[2]
  dir.create(out, showWarnings = FALSE)
  fwrite(links, file.path(out, "links.csv"))
  for (side in list(list("inside", a), list("outside", b)))
    for (part in c("items", "overall", "units", "agreement", "icc", "recommend"))
      fwrite(side[[2]][[part]], file.path(out, paste0(side[[1]], "-", part, ".csv")))
}
print(links[1:3, .(inside, outside, n, r, rho)])
