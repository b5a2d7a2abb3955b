# Somebody who has what was published, and nothing else.  Never installed.
if HAVE_ATTACKER
EXTRA_PROGRAMS += %D%/attack
check_DATA += %D%/attack$(EXEEXT)
%C%_attack_SOURCES = %D%/attacker.c %D%/attacker.h %D%/guess.c %D%/guess.h %D%/main.c \
  %D%/organisation.c %D%/organisation.h %D%/published.c %D%/published.h %D%/solve.c %D%/solve.h
%C%_attack_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
%C%_attack_LDADD = $(XML_LIBS) -lgmp -lglpk -lm
endif

check_LTLIBRARIES += %D%/tell.la
%C%_tell_la_SOURCES = %D%/tell.c
%C%_tell_la_LDFLAGS = $(PLUGIN_LDFLAGS) -rpath /nowhere

check_LTLIBRARIES += %D%/searcher.la
%C%_searcher_la_SOURCES = %D%/searcher.c
%C%_searcher_la_LDFLAGS = $(PLUGIN_LDFLAGS) -rpath /nowhere

dist_check_SCRIPTS += %D%/test_attack.sh %D%/test_known.sh

# A thousand organisations; in the test there are thirty.
attack: all
	$(MAKE) $(AM_MAKEFLAGS) orgmirror-exact$(EXEEXT) orgmirror-unsuppressed$(EXEEXT) \
	  %D%/attack$(EXEEXT) %D%/tell.la
	@$(AM_TESTS_ENVIRONMENT) ORGANISATIONS=1000 bash $(srcdir)/%D%/test_attack.sh
.PHONY: attack
