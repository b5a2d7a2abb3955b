# The partial correlation of unit means within two regions, units 1 to 12 and 13 to 24.
#   Rscript within.R DIR_OF_GOLDEN > within.txt
d <- commandArgs(TRUE)[1]
e <- read.csv(file.path(d, "emp.csv")); k <- read.csv(file.path(d, "cust.csv"))
items <- cbind(e$col1, e$col2, 6 - e$col3r, e$col4, e$col5)
score <- ifelse(rowSums(!is.na(items)) >= 3, rowMeans(items, na.rm = TRUE), NA)
x <- tapply(score, e$unit, mean, na.rm = TRUE); y <- tapply(k$sat, k$unit, mean, na.rm = TRUE)
u <- intersect(names(x), names(y)); region <- as.integer(substring(u, 2)) <= 12
cat(sprintf("%.15g\n", cor(resid(lm(x[u] ~ region)), resid(lm(y[u] ~ region)))))
