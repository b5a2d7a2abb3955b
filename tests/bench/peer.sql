-- The same job in DuckDB: read, score, means by unit, correlations over units. In the folder of the exports.
SET threads = 2;
CREATE TEMP TABLE inside AS SELECT unit,
  avg(CASE WHEN (q01 IS NOT NULL)::INT+(q02 IS NOT NULL)::INT+(q03 IS NOT NULL)::INT+(q04 IS NOT NULL)::INT+(q05 IS NOT NULL)::INT >= 3 THEN (coalesce(q01,0)+coalesce(q02,0)+coalesce(q03,0)+coalesce(q04,0)+coalesce(q05,0))::DOUBLE / ((q01 IS NOT NULL)::INT+(q02 IS NOT NULL)::INT+(q03 IS NOT NULL)::INT+(q04 IS NOT NULL)::INT+(q05 IS NOT NULL)::INT) END) AS s1,
  avg(CASE WHEN (q06 IS NOT NULL)::INT+(q07 IS NOT NULL)::INT+(q08 IS NOT NULL)::INT+(q09 IS NOT NULL)::INT+(q10 IS NOT NULL)::INT >= 3 THEN (coalesce(q06,0)+coalesce(q07,0)+coalesce(q08,0)+coalesce(q09,0)+coalesce(q10,0))::DOUBLE / ((q06 IS NOT NULL)::INT+(q07 IS NOT NULL)::INT+(q08 IS NOT NULL)::INT+(q09 IS NOT NULL)::INT+(q10 IS NOT NULL)::INT) END) AS s2,
  avg(CASE WHEN (q11 IS NOT NULL)::INT+(q12 IS NOT NULL)::INT+(q13 IS NOT NULL)::INT+(q14 IS NOT NULL)::INT+(q15 IS NOT NULL)::INT >= 3 THEN (coalesce(q11,0)+coalesce(q12,0)+coalesce(q13,0)+coalesce(q14,0)+coalesce(q15,0))::DOUBLE / ((q11 IS NOT NULL)::INT+(q12 IS NOT NULL)::INT+(q13 IS NOT NULL)::INT+(q14 IS NOT NULL)::INT+(q15 IS NOT NULL)::INT) END) AS s3,
  avg(CASE WHEN (q16 IS NOT NULL)::INT+(q17 IS NOT NULL)::INT+(q18 IS NOT NULL)::INT+(q19 IS NOT NULL)::INT+(q20 IS NOT NULL)::INT >= 3 THEN (coalesce(q16,0)+coalesce(q17,0)+coalesce(q18,0)+coalesce(q19,0)+coalesce(q20,0))::DOUBLE / ((q16 IS NOT NULL)::INT+(q17 IS NOT NULL)::INT+(q18 IS NOT NULL)::INT+(q19 IS NOT NULL)::INT+(q20 IS NOT NULL)::INT) END) AS s4,
  avg(CASE WHEN (q21 IS NOT NULL)::INT+(q22 IS NOT NULL)::INT+(q23 IS NOT NULL)::INT+(q24 IS NOT NULL)::INT+(q25 IS NOT NULL)::INT >= 3 THEN (coalesce(q21,0)+coalesce(q22,0)+coalesce(q23,0)+coalesce(q24,0)+coalesce(q25,0))::DOUBLE / ((q21 IS NOT NULL)::INT+(q22 IS NOT NULL)::INT+(q23 IS NOT NULL)::INT+(q24 IS NOT NULL)::INT+(q25 IS NOT NULL)::INT) END) AS s5,
  avg(CASE WHEN (q26 IS NOT NULL)::INT+(q27 IS NOT NULL)::INT+(q28 IS NOT NULL)::INT+(q29 IS NOT NULL)::INT+(q30 IS NOT NULL)::INT >= 3 THEN (coalesce(q26,0)+coalesce(q27,0)+coalesce(q28,0)+coalesce(q29,0)+coalesce(q30,0))::DOUBLE / ((q26 IS NOT NULL)::INT+(q27 IS NOT NULL)::INT+(q28 IS NOT NULL)::INT+(q29 IS NOT NULL)::INT+(q30 IS NOT NULL)::INT) END) AS s6
FROM read_csv('staff.csv', header = true) WHERE unit IS NOT NULL GROUP BY unit;
CREATE TEMP TABLE outside AS SELECT unit,
  avg(CASE WHEN (c01 IS NOT NULL)::INT+(c02 IS NOT NULL)::INT+(c03 IS NOT NULL)::INT >= 2 THEN (coalesce(c01,0)+coalesce(c02,0)+coalesce(c03,0))::DOUBLE / ((c01 IS NOT NULL)::INT+(c02 IS NOT NULL)::INT+(c03 IS NOT NULL)::INT) END) AS c1,
  avg(CASE WHEN (c04 IS NOT NULL)::INT+(c05 IS NOT NULL)::INT+(c06 IS NOT NULL)::INT >= 2 THEN (coalesce(c04,0)+coalesce(c05,0)+coalesce(c06,0))::DOUBLE / ((c04 IS NOT NULL)::INT+(c05 IS NOT NULL)::INT+(c06 IS NOT NULL)::INT) END) AS c2,
  avg(CASE WHEN (c07 IS NOT NULL)::INT+(c08 IS NOT NULL)::INT >= 1 THEN (coalesce(c07,0)+coalesce(c08,0))::DOUBLE / ((c07 IS NOT NULL)::INT+(c08 IS NOT NULL)::INT) END) AS c3,
  avg(CASE WHEN (c09 IS NOT NULL)::INT+(c10 IS NOT NULL)::INT >= 1 THEN (coalesce(c09,0)+coalesce(c10,0))::DOUBLE / ((c09 IS NOT NULL)::INT+(c10 IS NOT NULL)::INT) END) AS c4
FROM read_csv('clients.csv', header = true) WHERE unit IS NOT NULL GROUP BY unit;
SELECT corr(s1, c1),
  corr(s1, c2),
  corr(s1, c3),
  corr(s1, c4),
  corr(s2, c1),
  corr(s2, c2),
  corr(s2, c3),
  corr(s2, c4),
  corr(s3, c1),
  corr(s3, c2),
  corr(s3, c3),
  corr(s3, c4),
  corr(s4, c1),
  corr(s4, c2),
  corr(s4, c3),
  corr(s4, c4),
  corr(s5, c1),
  corr(s5, c2),
  corr(s5, c3),
  corr(s5, c4),
  corr(s6, c1),
  corr(s6, c2),
  corr(s6, c3),
  corr(s6, c4)
FROM inside JOIN outside USING (unit);
