/* A shared object that is no plugin.
 * SPDX-License-Identifier: GPL-3.0-or-later */
int orgmirror_plugins_v0(void);

__attribute__((visibility("default"))) int
orgmirror_plugins_v0(void)
{
  return 0;
}
