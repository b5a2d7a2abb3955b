/* What the generator writes. */
#ifndef QUARTERLY_WRITE_H
#define QUARTERLY_WRITE_H

#include "company.h"

#include <stdio.h>

/* How the people of one export in one wave answered. */
typedef struct counted {
  uint32_t rows, straight, random; /* straight: one answer to everything */
  uint32_t questions, unknown;     /* customers' cells, and "don't know" among them */
} counted;

typedef struct counts {
  counted employees[WAVES], leaders[WAVES], customers[WAVES];
  uint32_t answered[MOST_UNITS][WAVES]; /* employees */
} counts;

/* The exports of one wave; `to` is open for writing. */
void write_employees(const company *c, uint32_t wave, FILE *to, counts *n);
void write_leaders(const company *c, uint32_t wave, FILE *to, counts *n);
void write_customers(const company *c, uint32_t wave, FILE *to, counts *n);
/* Headcount, response rate, leavers: after the employees of the wave. */
void write_units(const company *c, uint32_t wave, FILE *to, const counts *n);

/* study.xml, of the waves from `first` on; truth.csv. */
void write_study(const company *c, uint32_t first, FILE *to);
void write_truth(const company *c, const counts *n, FILE *to);

/* Days of a wave, and one of them as a date, counted from 0. */
uint32_t wave_days(uint32_t wave);
void write_date(uint32_t wave, uint32_t day, FILE *to);

#endif
