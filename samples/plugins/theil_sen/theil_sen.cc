// theil_sen: how many points differ units outside that differ by a point inside, with half of the
// units free to be as odd as they like?
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For every declared pair the median of the slopes between every two units.  It shows a plugin in
// C++: the arithmetic in C++ with its containers, behind the interface of C, which no exception may
// cross.
#include <orgmirror/plugin.h>
#include <orgmirror/stats.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <new>
#include <vector>

namespace
{

const double nan_value = std::numeric_limits<double>::quiet_NaN();

// --- what it declares ---------------------------------------------------------------------------

const om_method methods[] = {
    {"theil_sen",
     "Median of the slopes between every two units that differ inside. The range is Sen's, from "
     "the "
     "variance of Kendall's S with its corrections for ties. Below ten units no range is given.",
     "Theil 1950; Sen 1968, doi:10.1080/01621459.1968.10480934"},
    {nullptr, nullptr, nullptr},
};
const om_statistic statistics[] = {
    {"theil_sen", "Points outside for a point inside",
     "How many points higher the outside is in units that are a point higher inside, as the middle "
     "one of all comparisons of two units says it: a few odd units hardly move it.",
     "theil_sen", OM_FORMAT_NUMBER, OM_N_MATCHED},
    {nullptr, nullptr, nullptr, nullptr, 0, 0},
};
const om_need needs[] = {
    {OM_NEED_PAIRS, 0, 1, 0, "a declared pair of an inside and an outside scale"},
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {0, 0, 0, 0, nullptr},
};

// --- arithmetic ---------------------------------------------------------------------------------

const std::size_t fewest_for_a_range = 10;
const std::size_t most_units = 3000; // four and a half million comparisons

// Sums over groups of equal values: what ties take from the variance of Kendall's S.
struct Ties {
  double five = 0, three = 0, two = 0;
  explicit Ties(const std::vector<double> &values)
  {
    std::map<double, double> groups;
    for (double value : values)
      groups[value] += 1;
    for (const auto &group : groups) {
      const double t = group.second;
      two += t * (t - 1);
      three += t * (t - 1) * (t - 2);
      five += t * (t - 1) * (2 * t + 5);
    }
  }
};

double
variance_of_s(const std::vector<double> &x, const std::vector<double> &y)
{
  const double n = static_cast<double>(x.size());
  const Ties in(x), out(y);
  return (n * (n - 1) * (2 * n + 5) - in.five - out.five) / 18 +
         in.three * out.three / (9 * n * (n - 1) * (n - 2)) + in.two * out.two / (2 * n * (n - 1));
}

std::vector<double>
slopes_between(const std::vector<double> &x, const std::vector<double> &y)
{
  std::vector<double> slopes;
  slopes.reserve(x.size() * (x.size() - 1) / 2);
  for (std::size_t i = 0; i < x.size(); i++)
    for (std::size_t j = i + 1; j < x.size(); j++)
      if (x[i] != x[j])
        slopes.push_back((y[j] - y[i]) / (x[j] - x[i]));
  std::sort(slopes.begin(), slopes.end());
  return slopes;
}

om_estimate
undefined(const char *why)
{
  om_estimate e = om_estimate();
  e.size = sizeof e;
  e.value = e.lo = e.hi = e.se = e.p = nan_value;
  e.undefined = why;
  return e;
}

om_estimate
theil_sen(const std::vector<double> &x, const std::vector<double> &y, double confidence)
{
  if (x.size() < 3)
    return undefined("fewer than three units");
  if (x.size() > most_units)
    return undefined("more units than can be compared two by two");
  const std::vector<double> slopes = slopes_between(x, y);
  if (slopes.empty())
    return undefined("all units are alike inside");
  const std::size_t n = slopes.size();
  om_estimate e = undefined(nullptr);
  e.value = (slopes[(n - 1) / 2] + slopes[n / 2]) / 2;
  const double half = om_z_quantile((1 + confidence) / 2) * std::sqrt(variance_of_s(x, y));
  const double below = std::floor((static_cast<double>(n) - half) / 2);
  if (x.size() >= fewest_for_a_range && below >= 0) {
    e.lo = slopes[static_cast<std::size_t>(below)];
    e.hi = slopes[n - 1 - static_cast<std::size_t>(below)];
  }
  if (!std::isfinite(e.value))
    return undefined("the values are too large to be compared");
  return e;
}

// --- the section --------------------------------------------------------------------------------

om_about
about_pair(const om_pair *pair)
{
  om_about about = om_about();
  about.size = sizeof about;
  about.inside = pair->inside;
  about.outside = pair->outside;
  return about;
}

void
report_pair(om_run *r, om_table *table, const om_pair *pair)
{
  const om_link *const link = om_link_of(r, pair->inside, pair->outside);
  const std::vector<double> x(link->inside, link->inside + link->n);
  const std::vector<double> y(link->outside, link->outside + link->n);
  const om_estimate e = theil_sen(x, y, om_study_of(r)->confidence);
  const om_about about = about_pair(pair);
  om_say(r, "theil_sen", &about, &e);
  om_table_add_row(r, table, &about);
}

om_status
report(om_run *r)
{
  const om_study *const s = om_study_of(r);
  om_section(r, "Point for point, whatever a few units do",
             "By how many points do units differ outside that differ by a point inside? Here every "
             "two units are compared, and the middle one of all comparisons counts.");
  om_table *const t = om_table_new(r, "pairs", "Points outside for a point inside", OM_ROWS_PAIRS);
  om_table_add_column(r, t, "theil_sen", "Points outside for a point inside", nullptr);
  om_chart chart = om_chart();
  chart.size = sizeof chart;
  chart.type = OM_CHART_FOREST;
  chart.id = "slopes";
  chart.title = "Points outside for a point inside";
  chart.description = "For each pair the middle slope between two units, with its range.";
  chart.columns[0] = 1;
  om_table_chart(r, t, &chart);
  for (uint32_t i = 0; i < s->n_pairs; i++)
    report_pair(r, t, s->pairs[i]);
  return OM_OK;
}

// The one door: no exception goes through it.
extern "C" om_status
run(om_run *r)
{
  try {
    return report(r);
  } catch (const std::bad_alloc &) {
    return OM_E_MEMORY;
  } catch (...) {
    return om_fail(r, OM_E_NUMERIC, "something went wrong that nobody had thought of");
  }
}

// Before C++20 members are named by their place.
const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.example.theil_sen",
    "1.0.0",
    "Point for point, whatever a few units do",
    "By how many points units differ outside that differ by a point inside, with odd units at bay.",
    OM_PLACE_EXPLANATION,
    needs,
    nullptr, // options
    methods,
    statistics,
    run,
    nullptr, // extension
    nullptr, // kinds of hypotheses
    nullptr, // plugins whose results it uses
};

} // namespace

extern "C" const om_plugin *const orgmirror_plugins_v1[] = {&self, nullptr};
