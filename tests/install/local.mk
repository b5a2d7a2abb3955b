# What `make install` puts into place, used without the source.  test_installed.sh is make
# installcheck.
dist_check_SCRIPTS += %D%/test_completions.sh %D%/test_install.sh \
  %D%/test_new_plugin.sh
EXTRA_DIST += %D%/examples.sh %D%/follow.awk %D%/guide.sh %D%/newcomer.sh %D%/test_installed.sh %D%/uses.sh
