# The same job in R with data.table: read both exports, score the scales, means by unit, and the
# correlations of every pair of scales over units.  Rscript peer.R FOLDER
suppressMessages(library(data.table))
setDTthreads(2)
dir <- commandArgs(TRUE)[1]
score <- function(d, columns, least) {
  m <- as.matrix(d[, ..columns])
  s <- rowMeans(m, na.rm = TRUE)
  s[rowSums(!is.na(m)) < least] <- NA
  s
}
means <- function(file, scales) {
  d <- fread(file.path(dir, file), na.strings = "")
  out <- d[, .(unit)]
  for (name in names(scales)) out[[name]] <- score(d, scales[[name]], ceiling(length(scales[[name]]) / 2))
  out[!is.na(unit), lapply(.SD, mean, na.rm = TRUE), by = unit]
}
q <- sprintf("q%02d", 1:30)
c <- sprintf("c%02d", 1:10)
inside <- means("staff.csv", split(q, paste0("s", rep(1:6, each = 5))))
outside <- means("clients.csv", split(c, paste0("c", rep(1:4, c(3, 3, 2, 2)))))
linked <- merge(inside, outside, by = "unit")
print(cor(linked[, paste0("s", 1:6), with = FALSE], linked[, paste0("c", 1:4), with = FALSE]))
