# Writes nist_r.csv: how many digits R has of NIST's certified values, for one variable and for
# analysis of variance.  Run by hand in this folder, with ORGMIRROR_DATA (for Lew, Lottery and
# SiRstv, which are not in the tree):   Rscript ref_nist.R     (R 4.2.2, nothing else)
options(digits = 17, warn = 1)
outside <- Sys.getenv("ORGMIRROR_DATA", "../../../shared/data")
certified <- rbind(read.csv("nist_rules.csv", colClasses = "character"),
                   read.csv(file.path(outside, "reference/nist_certified.csv"),
                            colClasses = "character"))
rows <- list()
put <- function(set, statistic, value) {
  own <- certified[certified$dataset == paste0("nist_", set) & certified$statistic == statistic, ]
  exact <- as.numeric(own$value[1])
  # NIST prints 15 digits: what rounds to them has them all
  d <- if (sprintf("%.15g", value) == sprintf("%.15g", exact)) 15
       else -log10(abs(value - exact) / abs(exact))
  rows[[length(rows) + 1]] <<-
    data.frame(dataset = paste0("nist_", set), statistic, args = "digits",
               value = sprintf("%.17g", max(0, min(15, d))), kind = "closed")
}

numacc <- function(centre, low, high) as.numeric(c(centre, rep(c(low, high), 500)))
one <- list(NumAcc1 = c(10000001, 10000003, 10000002), NumAcc2 = numacc("1.2", "1.1", "1.3"),
            NumAcc3 = numacc("1000000.2", "1000000.1", "1000000.3"),
            NumAcc4 = numacc("10000000.2", "10000000.1", "10000000.3"))
for (set in c("Lew", "Lottery"))
  one[[set]] <- read.csv(file.path(outside, "5_nist/csv", paste0(set, ".csv")))$y
for (set in names(one)) {
  y <- one[[set]]
  put(set, "mean", mean(y))
  put(set, "sd_n-1", sd(y))
  put(set, "autocorr_lag1", acf(y, lag.max = 1, plot = FALSE)$acf[2])
}

simon_lesage <- function(n, whole) {
  tenths <- c(4, 3, 5, 3, 5, 3, 5, 3, 5)
  pairs <- unlist(lapply(tenths, function(c) c(c, rep(c(c - 1, c + 1), (n - 1) / 2))))
  data.frame(treatment = rep(1:9, each = n), y = as.numeric(paste0(whole, ".", pairs)))
}
sets <- list(SiRstv = read.csv(file.path(outside, "5_nist/csv/SiRstv.csv")))
for (i in 1:9)
  sets[[sprintf("SmLs%02d", i)]] <-
    simon_lesage(c(21, 201, 2001)[(i - 1) %% 3 + 1],
                 c("1", "1000000", "1000000000000")[(i - 1) %/% 3 + 1])
for (set in names(sets)) {
  m <- aov(y ~ factor(treatment), sets[[set]])
  s <- summary(m)[[1]]
  put(set, "F", s[1, 4])
  put(set, "SS_between", s[1, 2]); put(set, "MS_between", s[1, 3])
  put(set, "SS_within", s[2, 2]); put(set, "MS_within", s[2, 3])
  put(set, "R2", suppressWarnings(summary.lm(m)$r.squared))
  put(set, "residual_sd", sqrt(s[2, 3]))
}
write.csv(do.call(rbind, rows), "nist_r.csv", row.names = FALSE)
