# What the plugins of the folders beside this must say of this study, by R (base packages alone).
options(digits = 15)
people <- read.csv("people.csv")
customers <- read.csv("customers.csv")
inside <- aggregate(cbind(heard, fair, stays) ~ team, people, mean)
outside <- aggregate(again ~ team, customers, mean)
stopifnot(inside$team == outside$team)

# halo: the share of the first of the eigenvalues of the correlations between the teams' means
cat("halo", eigen(cor(inside[, -1]))$values[1] / 3, "\n")

# theil_sen: the median of the slopes between every two teams; the range of Sen (1968) from the
# variance of Kendall's S, ties in y taken into account (x has ties only where slopes do not exist)
theil_sen <- function(x, y, conf = .95) {
  two <- combn(length(x), 2)
  dx <- x[two[2, ]] - x[two[1, ]]
  dy <- y[two[2, ]] - y[two[1, ]]
  slopes <- sort((dy / dx)[dx != 0])
  n <- length(x)
  ties <- function(z, f) sum(f(as.numeric(table(z))))
  v0 <- n * (n - 1) * (2 * n + 5)
  f5 <- function(t) t * (t - 1) * (2 * t + 5)
  f3 <- function(t) t * (t - 1) * (t - 2)
  f2 <- function(t) t * (t - 1)
  v <- (v0 - ties(x, f5) - ties(y, f5)) / 18 +
    ties(x, f3) * ties(y, f3) / (9 * n * (n - 1) * (n - 2)) +
    ties(x, f2) * ties(y, f2) / (2 * n * (n - 1))
  c <- qnorm((1 + conf) / 2) * sqrt(v)
  N <- length(slopes)
  lower <- floor((N - c) / 2)  # slopes below the range
  c(median(slopes), slopes[lower + 1], slopes[N - lower])
}
cat("theil_sen heard", theil_sen(inside$heard, outside$again), "\n")
cat("theil_sen stays", theil_sen(inside$stays, outside$again), "\n")

# clear_gaps: in how many teams the range of the gap of org.orgmirror.mirror leaves out 0.  A side is
# the mean of the scales that pairs name, on 0 to 100; errors of scales of one side are added as if
# they were one.
score <- function(x, lo, hi) 100 * (x - lo) / (hi - lo)
se <- function(x) sd(x) / sqrt(length(x))
gap <- sapply(inside$team, function(t) {
  p <- score(people[people$team == t, c("heard", "stays")], 1, 5)
  k <- score(customers$again[customers$team == t], 0, 10)
  value <- mean(k) - mean(colMeans(p))
  half <- sqrt(mean(sapply(p, se))^2 + se(k)^2) * qt(.975, min(nrow(p), length(k)) - 1)
  c(value, value - half, value + half)
})
cat("clear_gaps", sum(gap[2, ] > 0 | gap[3, ] < 0), "of", ncol(gap), "\n")
print(t(gap))
