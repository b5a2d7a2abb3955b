/* Takes away, while it is being loaded, the call by which its host closes files.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

__attribute__((constructor)) static void
when_loaded(void)
{
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const struct sock_fprog program = {sizeof code / sizeof *code, code};
  syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

static om_status
run(om_run *r)
{
  const int fd = open("/usr/lib/os-release", O_RDONLY | O_CLOEXEC);
  om_note(r, NULL, fd < 0 ? "not opened" : "a file was opened");
  return OM_OK;
}

BAD_PLUGIN("constructor_filter");
