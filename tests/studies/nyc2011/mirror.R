# Strength, specificity and the whole matrix of the mirror in nyc2011, as plugins/mirror reports them.
#   Rscript mirror.R survey_d75.txt > mirror.txt
# Strength: mean Fisher z of the declared pairs; specificity: that minus the mean z of all other
# combinations of a teachers' with a parents' or students' theme. Both over the schools that have a score
# of each side; p by permuting the schools of the outside, 200,000 orders; p of specificity with names
# exchanged within a survey: all 576 ways.
d <- read.delim(commandArgs(TRUE)[1], fileEncoding = "UTF-8-BOM", na.strings = c("NA", ""))
themes <- c(safety = "saf", communication = "com", engagement = "eng", academic = "aca")
column <- function(theme, who) as.numeric(d[[paste0(themes[[theme]], "_", who, "_11")]])
x <- sapply(names(themes), column, who = "t")
y <- cbind(sapply(names(themes), column, who = "p"), sapply(names(themes), column, who = "s"))
outside <- c(paste0("parents.", names(themes)), paste0("students.", names(themes)))
colnames(y) <- outside
declared <- sapply(outside, function(o) names(themes) == sub(".*\\.", "", o))
keep <- rowSums(!is.na(x)) > 0 & rowSums(!is.na(y)) > 0
x <- x[keep, ]; y <- y[keep, ]
matrix_of <- function(y) cor(x, y, use = "pairwise.complete.obs")
whole <- function(z) c(mean(z[declared]), mean(z[declared]) - mean(z[!declared]))
say <- function(value, tolerance, part, statistic, about, origin)
  cat(sprintf("%.15g\t%g\t%s\t%s\t%s\t%s\n", value, tolerance, part, statistic, about, origin))
r <- matrix_of(y); z <- atanh(r); seen <- whole(z)
cat("# value, tolerance (relative), part, statistic, about, origin: values by mirror.R, R 4.2.2\n")
for (i in seq_along(themes)) for (j in seq_along(outside)) {
  ok <- !is.na(x[, i]) & !is.na(y[, j])
  about <- sprintf("inside=teachers.%s outside=%s", names(themes)[i], outside[j])
  say(r[i, j], 1e-10, "value", "exploratory_r", about, "mirror.R")
  say(cor.test(x[ok, i], y[ok, j])$p.value, 1e-9, "p", "exploratory_r", about, "mirror.R")
}
p <- outer(seq_along(themes), seq_along(outside), Vectorize(function(i, j)
  cor.test(x[, i], y[, j])$p.value))
bh <- matrix(p.adjust(p, "BH"), nrow(p))
for (i in seq_along(themes)) for (j in seq_along(outside))
  say(bh[i, j], 1e-9, "value", "bh_p",
      sprintf("inside=teachers.%s outside=%s", names(themes)[i], outside[j]), "mirror.R")
say(seen[1], 1e-10, "value", "strength", "", "mirror.R")
say(tanh(seen[1]), 1e-10, "value", "strength_r", "", "mirror.R")
say(seen[2], 1e-10, "value", "specificity", "", "mirror.R")
say(nrow(x), 0, "n", "strength", "", "mirror.R")
# Names exchanged within a survey.
permutations <- function(v) if (length(v) < 2) list(v) else
  do.call(c, lapply(seq_along(v), function(i) lapply(permutations(v[-i]), function(r) c(v[i], r))))
ways <- permutations(1:4); count <- 0
for (a in ways) for (b in ways)
  count <- count + (whole(z[, c(a, 4 + b)])[2] >= seen[2] - 1e-12)
say(count / length(ways)^2, 1e-12, "value", "labels_p", "", "mirror.R")
