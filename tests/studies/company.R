# Scores of the persons of the synthetic company of samples/quarterly, read another way than by the
# program; sourced by the R scripts that make expected numbers.
#   folder: of the company; model: samples/model, which says what is worded the other way round
scores <- function(folder, model, file, prefix, least = 3) {
  x <- read.csv(file.path(folder, file), check.names = FALSE, na.strings = c("", "DK"))
  text <- unlist(lapply(c(list.files(model, "\\.xml$", full.names = TRUE), file.path(folder, "study.xml")), readLines))
  turned <- sub('.*column="([^"]*)".*', "\\1", grep('reversed="yes"', text, value = TRUE))
  items <- grep(paste0("^", prefix, "[0-9]$"), names(x), value = TRUE)
  m <- sapply(items, function(i) if (i %in% turned) 6 - x[[i]] else x[[i]])
  n <- rowSums(!is.na(m))
  list(unit = x$unit, score = ifelse(n >= least, rowMeans(m, na.rm = TRUE), NA), items = m, file = x)
}
# A number for each unit, of the persons with a score.
by_unit <- function(s, f) {
  keep <- !is.na(s$score)
  tapply(s$score[keep], s$unit[keep], f)
}
# A line of expected.csv: what the report says it about, statistic, attribute, value.
tell <- function(about, statistic, attribute, value)
  cat(sprintf("%s;%s;%s;%.15g\n", about, statistic, attribute, value))
partial <- function(x, y, z) {
  d <- as.data.frame(z)
  r <- cor(resid(lm(x ~ ., d)), resid(lm(y ~ ., d)))
  df <- length(x) - 2 - ncol(d)
  h <- qnorm(.975) / sqrt(length(x) - 3 - ncol(d))
  c(value = r, p = 2 * pt(-abs(r) * sqrt(df / (1 - r^2)), df), lo = tanh(atanh(r) - h),
    hi = tanh(atanh(r) + h))
}
plain <- function(x, y) {
  t <- cor.test(x, y)
  c(value = unname(t$estimate), p = t$p.value, lo = t$conf.int[1], hi = t$conf.int[2])
}
tell_all <- function(about, statistic, values)
  for (a in names(values)) tell(about, statistic, a, values[[a]])
