/* The sandbox of a worker: rlimits, Landlock, seccomp. */
#include "host/sandbox.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#ifdef HAVE_LINUX_LANDLOCK_H
#include <linux/landlock.h>
#endif

/* --- limits ---------------------------------------------------------------------------------- */

static void
limit(int resource, rlim_t most)
{
  const struct rlimit both = {most, most};
  setrlimit((__rlimit_resource_t)resource, &both);
}

/* Room for so many threads beside all that run now, whoever started them: the limit counts those
 * of the user, and it binds nobody who is root. */
static rlim_t
most_tasks(void)
{
  enum { THREADS = 512 };
  char line[128] = "";
  const int fd = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);
  const bool is_read = fd >= 0 && read(fd, line, sizeof line - 1) > 0;
  if (fd >= 0)
    close(fd);
  const char *const slash = is_read ? strchr(line, '/') : NULL;
  const long now = slash ? strtol(slash + 1, NULL, 10) : 0;
  return now > 0 ? (rlim_t)now + THREADS : RLIM_INFINITY;
}

/* When the machine runs out of memory, the kernel ends this process before the core. */
static void
go_first(void)
{
  const int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (fd >= 0) {
    (void)!write(fd, "1000", 4);
    close(fd);
  }
}

/* Root, too, has no powers in here. */
static void
drop_powers(void)
{
  struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
  const struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0, 0, 0}};
  syscall(SYS_capset, &head, none);
}

static void
set_limits(uint64_t memory, uint32_t seconds, uint64_t most_written)
{
#ifdef OM_COVERAGE
  most_written = most_written ? most_written : RLIM_INFINITY; /* counters, when it ends */
#endif
  limit(RLIMIT_CORE, 0); /* a dump would hold answers */
  limit(RLIMIT_FSIZE, most_written);
  limit(RLIMIT_NOFILE, 32);
  limit(RLIMIT_NPROC, most_tasks());
  limit(RLIMIT_MEMLOCK, 0);
  limit(RLIMIT_MSGQUEUE, 0);
  const long processors = sysconf(_SC_NPROCESSORS_ONLN); /* a plugin may use all of them */
  limit(RLIMIT_CPU, (rlim_t)seconds * (processors > 0 ? (rlim_t)processors : 1));
#ifndef OM_SANITIZED /* the sanitizers reserve terabytes of addresses */
  limit(RLIMIT_AS, memory);
#else
  (void)memory;
#endif
}

/* --- files: Landlock ------------------------------------------------------------------------- */

#if defined(HAVE_LINUX_LANDLOCK_H) && defined(SYS_landlock_create_ruleset)

/* Rights of the versions after the first, for headers that are older than the kernel. */
enum { RIGHT_REFER = 1 << 13, RIGHT_TRUNCATE = 1 << 14, RIGHT_IOCTL = 1 << 15 };

/* Grows with the kernel; an older one is told a shorter size. */
struct ruleset {
  uint64_t files, network, scoped;
};

static int
allow_folder(int ruleset, const char *path, uint64_t rights)
{
  const int fd = open(path, O_PATH | O_CLOEXEC);
  if (fd < 0)
    return errno == ENOENT ? 0 : -1;
  struct stat st;
  if (fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
    rights &= ~(uint64_t)LANDLOCK_ACCESS_FS_READ_DIR;
  const struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = fd};
  const long result = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close(fd);
  return (int)result;
}

static bool
restrict_files(bool reads_libraries)
{
  static const char *const readable[] = {"/lib",       "/lib64",         "/usr/lib",
                                         "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"};
  const long version =
      syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1)
    return false;
  struct ruleset rules = {.files = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
  rules.files |= version >= 2 ? RIGHT_REFER : 0;
  rules.files |= version >= 3 ? RIGHT_TRUNCATE : 0;
  rules.files |= version >= 5 ? RIGHT_IOCTL : 0;
  rules.network = version >= 4 ? 3 : 0; /* no TCP bind, no TCP connect */
  rules.scoped = version >= 6 ? 3 : 0;  /* no abstract socket, no signal outside */
  const size_t size = version >= 6   ? sizeof rules
                      : version >= 4 ? offsetof(struct ruleset, scoped)
                                     : offsetof(struct ruleset, network);
  const int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
  if (ruleset < 0)
    return false;
  int failed = 0;
  for (size_t i = 0; reads_libraries && i < sizeof readable / sizeof *readable; i++)
    failed |= allow_folder(ruleset, readable[i],
                           LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
                               LANDLOCK_ACCESS_FS_EXECUTE);
  failed |= syscall(SYS_landlock_restrict_self, ruleset, 0) != 0;
  close(ruleset);
  return !failed;
}

#else

static bool
restrict_files(bool reads_libraries)
{
  (void)reads_libraries;
  return false;
}

#endif

/* --- system calls: seccomp ------------------------------------------------------------------- */

#define CALL(name) SCMP_SYS(name)

/* What loading a library and computing need. */
static const int allowed[] = {
    CALL(read),
    CALL(pread64),
    CALL(write),
    CALL(writev),
    CALL(close),
    CALL(fstat),
    CALL(newfstatat),
    CALL(statx),
    CALL(stat),
    CALL(lseek),
    CALL(access),
    CALL(faccessat),
    CALL(faccessat2),
    CALL(readlink),
    CALL(readlinkat),
    CALL(getcwd),
    CALL(mmap),
    CALL(munmap),
    CALL(mprotect),
    CALL(mremap),
    CALL(madvise),
    CALL(brk),
    CALL(rt_sigprocmask),
    CALL(rt_sigreturn),
    CALL(sigaltstack),
    CALL(futex),
    CALL(set_robust_list),
    CALL(rseq),
    CALL(set_tid_address),
    CALL(arch_prctl),
    CALL(exit),
    CALL(exit_group),
    CALL(clock_gettime),
    CALL(clock_getres),
    CALL(gettimeofday),
    CALL(time),
    CALL(nanosleep),
    CALL(clock_nanosleep),
    CALL(getpid),
    CALL(gettid),
    CALL(getppid),
    CALL(getuid),
    CALL(geteuid),
    CALL(getgid),
    CALL(getegid),
    CALL(sched_yield),
    CALL(sched_getaffinity),
    CALL(sysinfo),
    CALL(uname),
    CALL(getrandom),
    CALL(poll),
    CALL(ppoll),
    CALL(getrusage),
    CALL(times),
    CALL(membarrier),
    CALL(restart_syscall),
    CALL(mincore),
    CALL(getcpu),
};

/* The two calls by which a library is found and opened. */
static const int opening[] = {CALL(open), CALL(openat)};

/* What asks after files without opening them: answered with "not permitted" once all is loaded. */
static const int asking[] = {
    CALL(stat),      CALL(lstat),      CALL(newfstatat), CALL(statx),      CALL(access),
    CALL(faccessat), CALL(faccessat2), CALL(readlink),   CALL(readlinkat), CALL(getcwd),
};

/* What fcntl may be asked.  Not F_SETOWN and F_SETSIG: they send signals to other processes. */
static const int controls[] = {F_GETFD, F_SETFD, F_GETFL, F_DUPFD, F_DUPFD_CLOEXEC};

/* Calls that are refused with an errno, because libraries try them and live without. */
static const int declined[] = {CALL(clone3), CALL(ioctl), CALL(statfs), CALL(openat2), CALL(prctl)};

/* 0, or an errno below 0.  A call that this processor does not have needs no rule. */
static int
rule(scmp_filter_ctx filter, uint32_t action, int call)
{
  const int result = seccomp_rule_add(filter, action, call, 0);
  return result == -EDOM ? 0 : result;
}

static int
allow_where(scmp_filter_ctx filter, int call, struct scmp_arg_cmp argument)
{
  const int result = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &argument);
  return result == -EDOM ? 0 : result;
}

/* Calls that are allowed with some arguments only. */
static int
allow_always(scmp_filter_ctx filter)
{
  int failed = 0;
  for (size_t i = 0; i < sizeof controls / sizeof *controls; i++)
    failed |= allow_where(filter, CALL(fcntl), SCMP_A1(SCMP_CMP_EQ, (scmp_datum_t)controls[i]));
  /* Every signal but the one that tells of a breach. */
  failed |= allow_where(filter, CALL(rt_sigaction), SCMP_A0(SCMP_CMP_NE, SIGSYS));
  /* abort() signals itself; nobody else is signalled. */
  failed |= allow_where(filter, CALL(tgkill), SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
  /* Its limits may be asked, not set. */
  failed |= allow_where(filter, CALL(prlimit64), SCMP_A2(SCMP_CMP_EQ, 0));
  return failed;
}

/* What loading and threads need beside that. */
static int
allow_loading(scmp_filter_ctx filter)
{
  int failed = allow_always(filter);
  /* Reading: even where there is no Landlock, nothing is created, emptied or written. */
  const scmp_datum_t change = O_ACCMODE | O_CREAT | O_TRUNC;
  failed |= allow_where(filter, CALL(open), SCMP_A1(SCMP_CMP_MASKED_EQ, change, O_RDONLY));
  failed |= allow_where(filter, CALL(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, change, O_RDONLY));
  /* Threads, but no processes. */
  failed |=
      allow_where(filter, CALL(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  /* For sandbox_close_files.  A further filter can take away, never give. */
  failed |= allow_where(filter, CALL(seccomp), SCMP_A0(SCMP_CMP_EQ, SECCOMP_SET_MODE_FILTER));
  return failed;
}

#if defined(OM_SANITIZED) || defined(OM_COVERAGE)
enum { KEEPS_FILES = true }; /* both open files when a process ends */
#else
enum { KEEPS_FILES = false };
#endif

static bool
is_asking(int call)
{
  bool found = false;
  for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
    found |= asking[i] == call;
  return found;
}

static bool
restrict_calls(bool is_closed)
{
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
  if (!filter)
    return false;
  int failed = is_closed ? allow_always(filter) : allow_loading(filter);
  for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
    failed |= is_closed && is_asking(allowed[i]) ? rule(filter, SCMP_ACT_ERRNO(EACCES), allowed[i])
                                                 : rule(filter, SCMP_ACT_ALLOW, allowed[i]);
  for (size_t i = 0; i < sizeof declined / sizeof *declined; i++)
    failed |= rule(filter, SCMP_ACT_ERRNO(ENOSYS), declined[i]);
  failed |= seccomp_load(filter) != 0;
  seccomp_release(filter);
  return !failed;
}

bool
sandbox_close_files(void)
{
  if (KEEPS_FILES)
    return true;
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (!filter)
    return false;
  /* prctl is closed already; a thread that a constructor started must not keep its files. */
  int failed = seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP, 0) != 0;
  failed |= seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) != 0;
  for (size_t i = 0; i < sizeof opening / sizeof *opening; i++)
    failed |= rule(filter, SCMP_ACT_TRAP, opening[i]);
  for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
    failed |= rule(filter, SCMP_ACT_ERRNO(EACCES), asking[i]);
  failed |= seccomp_load(filter) != 0;
  seccomp_release(filter);
  return !failed;
}

static isolation
enter(bool is_closed)
{
  isolation in = {false, false};
  drop_powers();
  prctl(PR_SET_DUMPABLE, 0); /* collectors of core dumps ask for no limit */
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return in;
#ifndef OM_COVERAGE
  in.landlock = restrict_files(!is_closed);
  in.seccomp = restrict_calls(is_closed && !KEEPS_FILES);
#else
  (void)is_closed;
  (void)restrict_files;
  (void)restrict_calls;
#endif
  return in;
}

isolation
sandbox_enter(uint64_t memory, uint32_t seconds)
{
  go_first();
  set_limits(memory, seconds, 0); /* no file grows */
  return enter(false);
}

isolation
sandbox_enter_closed(uint64_t memory, uint32_t seconds, uint64_t most_written)
{
  go_first();
  set_limits(memory, seconds, most_written);
  return enter(true);
}

/* --- breaches -------------------------------------------------------------------------------- */

/* A signal handler has no other way to know; set once, before there are threads. */
static sandbox_breach *breach_heard;

/* Files that the C library looks at by itself, when it manages its heap, counts processors or is
 * asked about a date.  It does well without them. */
static bool
is_for_library(const char *path)
{
  static const char *const files[] = {"/proc/sys/vm/overcommit_memory", "/proc/stat",
                                      "/sys/devices/system/cpu", "/etc/localtime"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    if (strncmp(path, files[i], strlen(files[i])) == 0)
      return true;
  return false;
}

/* Answers such a call with "not permitted"; false for every other call, and on processors whose
 * registers are not known here. */
static bool
decline_for_library(int call, ucontext_t *context)
{
#if defined(__x86_64__)
  const greg_t *const r = context->uc_mcontext.gregs;
  const char *const path = (const char *)(call == CALL(open) ? r[REG_RDI] : r[REG_RSI]);
  greg_t *const result = &context->uc_mcontext.gregs[REG_RAX];
#elif defined(__aarch64__)
  const char *const path = (const char *)context->uc_mcontext.regs[1];
  unsigned long long *const result = &context->uc_mcontext.regs[0];
#else
  (void)context;
  static const char *const path = NULL;
  static long *const result = NULL;
#endif
  if ((call != CALL(open) && call != CALL(openat)) || !path || !is_for_library(path))
    return false;
  *result = -EACCES;
  return true;
}

static void
on_signal(int number, siginfo_t *info, void *context)
{
  (void)number;
  if (!decline_for_library(info->si_syscall, context))
    breach_heard(info->si_syscall);
}

void
sandbox_on_breach(sandbox_breach *heard)
{
  breach_heard = heard;
  struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO};
  sigaction(SIGSYS, &action, NULL);
}

const char *
sandbox_deed(int call)
{
  static const struct {
    int call;
    const char *deed;
  } deeds[] = {
      {CALL(open), "open a file"},
      {CALL(openat), "open a file"},
      {CALL(openat2), "open a file"},
      {CALL(creat), "write a file"},
      {CALL(unlink), "remove a file"},
      {CALL(unlinkat), "remove a file"},
      {CALL(rename), "rename a file"},
      {CALL(renameat), "rename a file"},
      {CALL(renameat2), "rename a file"},
      {CALL(socket), "open a network connection"},
      {CALL(socketpair), "open a network connection"},
      {CALL(connect), "open a network connection"},
      {CALL(fork), "start a process"},
      {CALL(vfork), "start a process"},
      {CALL(clone), "start a process"},
      {CALL(execve), "start a program"},
      {CALL(execveat), "start a program"},
      {CALL(kill), "signal a process"},
      {CALL(tgkill), "signal a process"},
      {CALL(tkill), "signal a process"},
      {CALL(ptrace), "look into a process"},
      {CALL(process_vm_readv), "look into a process"},
      {CALL(memfd_create), "make a file in memory"},
      {CALL(prlimit64), "change its limits"},
      {CALL(setrlimit), "change its limits"},
      {CALL(rt_sigaction), "catch the signal that stops it"},
      {CALL(setpgid), "leave its process group"},
      {CALL(setsid), "leave its process group"},
  };
  for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
    if (deeds[i].call == call)
      return deeds[i].deed;
  return "make a system call that analyses do not need";
}
