/* Rows of three waves, with ten items: which wave a row is of, and how people filled the form in.
 * The first byte chooses what tells the wave, which wave is analysed, and whether habits are looked
 * at; what one thread counts, several with small chunks count. */
#include "fuzz_rows.h"

#define HEAD                                                                                       \
  "<study xmlns='urn:orgmirror:study:1'><title>t</title>"                                          \
  "<wave id='w1' label='First' from='2025-01-01' to='2025-03-31'/>"                                \
  "<wave id='w2' from='2025-04-01' to='2025-06-30'/>"                                              \
  "<wave id='w\"3' from='2026-01-01' to='2026-12-31'/>"                                            \
  "<answers id='x'><answer value='1'>no</answer><answer value='5'>yes</answer></answers>"          \
  "<survey id='a' side='inside' unit='u' no-answer-words='no' "
#define ITEM(column) "<item column='" column "'/>"
#define ITEMS(a)                                                                                   \
  ITEM(a "1") ITEM(a "2") ITEM(a "3") ITEM(a "4") "<item column='" a "5' reversed='yes'/>"
#define SCALE(id, answers) "<scale id='" id "' min='1' max='5'" answers ">" ITEMS(id) "</scale>"
#define TAIL(answers)                                                                              \
  "<missing code='9'/>" SCALE("a", answers) SCALE("b", answers) "</survey></study>"
#define DECLARED " answers='x'"

/* In one of them answers are recognised, which takes its time. */
static const char *const xml[] = {
    HEAD "file='/proc/self/fd/@' wave='w'>" TAIL(DECLARED),
    HEAD "file='/proc/self/fd/@' date='d'>" TAIL(DECLARED),
    HEAD "file='/proc/self/fd/@' date='d' date-order='mdy'>" TAIL(""),
    /* The same file once more, as of another wave. */
    HEAD
    "><file path='/proc/self/fd/@' wave='w\"3'/><file path='/dev/fd/@' wave='w1'/>" TAIL(DECLARED),
};
enum { N_STUDIES = sizeof xml / sizeof *xml, N_WAVES = 3 };

static const study *studies[N_STUDIES];

static int
make_studies(const uint8_t *at)
{
  const int fd = fuzz_file(at, 0);
  for (int i = 0; i < N_STUDIES; i++)
    studies[i] = fuzz_study(xml[i], fd);
  return fd;
}

/* What is told of habits is of rows that are there. */
static void
judge_habits(const survey_data *data)
{
  const habits *const h = &data->habits;
  if (h->long_rows > data->kept || h->straight > h->long_rows || h->varied > data->kept ||
      (h->repeated && h->repeated >= h->varied))
    abort();
}

static bool
are_alike(const habits *a, const habits *b)
{
  return a->alike == b->alike && a->has_reversed == b->has_reversed &&
         a->long_rows == b->long_rows && a->straight == b->straight && a->varied == b->varied &&
         a->repeated == b->repeated;
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
  static int fd = -1;
  if (fd < 0)
    fd = make_studies(at);
  if (!n)
    return 0;
  const unsigned choice = at[0];
  fuzz_fill(fd, "u,w,d,a1,a2,a3,a4,a5,b1,b2,b3,b4,b5\n", at + 1, n - 1);
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (setjmp(handler.jump))
    return 0;
  arena *const memory = arena_new(&handler);
  const study *const s =
      study_of_wave(memory, studies[choice % N_STUDIES], choice / N_STUDIES % N_WAVES);
  const bool with_habits = choice & 0x40;
  load_options chunks = fuzz_chunks(n);
  chunks.with_habits = with_habits;
  const outcome one = fuzz_load(
      memory, s, (load_options){.threads = 1, .chunk = 1 << 20, .with_habits = with_habits});
  const outcome many = fuzz_load(memory, s, chunks);
  fuzz_compare(&one, &many);
  judge_habits(&one.data);
  if (one.n_errors == 0 && !are_alike(&one.data.habits, &many.data.habits))
    abort();
  arena_free(memory);
  return 0;
}
