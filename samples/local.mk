# The mirror model: part of the program, and installed for readers.
models = \
  %D%/model/P01.xml %D%/model/P02.xml %D%/model/P03.xml %D%/model/P04.xml \
  %D%/model/P05.xml %D%/model/P06.xml %D%/model/P07.xml %D%/model/P08.xml \
  %D%/model/P09.xml %D%/model/P10.xml %D%/model/P11.xml %D%/model/P12.xml \
  %D%/model/P13.xml %D%/model/P14.xml %D%/model/P15.xml %D%/model/P16.xml \
  %D%/model/P17.xml %D%/model/P18.xml \
  %D%/model/dysfunction.xml %D%/model/mirror.xml
modeldir = $(pkgdatadir)/model
dist_model_DATA = $(models) %D%/model/README.md
EXTRA_DIST += %D%/branding/README.md %D%/branding/page.css %D%/branding/page.xsl
EXTRA_DIST += %D%/quickstart.sh %D%/schools/README.md %D%/schools/ORIGIN %D%/schools/study.xml \
  %D%/schools/schools.csv %D%/schools/pupils.csv

# Plugins for who writes one: built by their own Makefiles, from an installed package.
EXTRA_DIST += %D%/plugins/README.md \
  %D%/plugins/clear_gaps/Makefile %D%/plugins/clear_gaps/README.md \
  %D%/plugins/clear_gaps/clear_gaps.c %D%/plugins/halo/Makefile %D%/plugins/halo/README.md \
  %D%/plugins/halo/halo.c %D%/plugins/study/customers.csv %D%/plugins/study/people.csv \
  %D%/plugins/study/reference.R %D%/plugins/study/reference.txt %D%/plugins/study/study.xml \
  %D%/plugins/theil_sen/Makefile %D%/plugins/theil_sen/README.md \
  %D%/plugins/theil_sen/symbols.map %D%/plugins/theil_sen/theil_sen.cc

# The synthetic company: its exports are made, not kept.
EXTRA_PROGRAMS += %D%/quarterly/generate
check_DATA += %D%/quarterly/generate$(EXEEXT)
CLEANFILES += %D%/quarterly/generate$(EXEEXT)
%C%_quarterly_generate_SOURCES = %D%/quarterly/quarterly.c %D%/quarterly/company.c \
  %D%/quarterly/company.h %D%/quarterly/exports.c %D%/quarterly/numbers.c %D%/quarterly/numbers.h \
  %D%/quarterly/papers.c %D%/quarterly/write.h
%C%_quarterly_generate_CFLAGS = $(AM_CFLAGS)
EXTRA_DIST += %D%/quarterly/README.md %D%/quarterly/SHA256SUMS %D%/quarterly/study.xml \
  %D%/quarterly/truth.csv
quarterly: %D%/quarterly/generate$(EXEEXT)
	$(AM_V_GEN)%D%/quarterly/generate$(EXEEXT) company
clean-local: clean-quarterly
clean-quarterly:
	rm -rf company
.PHONY: quarterly clean-quarterly
