# Pages in Debian's Chromium; setup.sh fetches the packages.
dist_check_SCRIPTS += %D%/test_pages.sh %D%/test_pdf.sh
EXTRA_DIST += %D%/.htmlvalidate.json %D%/withhold.xsl %D%/browser.mjs %D%/check.mjs %D%/package.json \
  %D%/package-lock.json %D%/palette.mjs %D%/screen.mjs %D%/setup.sh %D%/shots.mjs \
  doc/screens/quarterly.png doc/screens/schools.png

# The pages alone, in a browser.
check-browser: all
	$(MAKE) $(AM_MAKEFLAGS) check TESTS="%D%/test_pages.sh %D%/test_pdf.sh tests/report/test_branding.sh \
	  tests/report/test_fixtures.sh"

# The pictures in README.md: the first screen of a real study, the mirror of the synthetic company.
screenshots: all samples/quarterly/generate$(EXEEXT)
	sh $(srcdir)/%D%/setup.sh
	rm -rf screens.tmp && $(MKDIR_P) screens.tmp $(srcdir)/doc/screens
	samples/quarterly/generate$(EXEEXT) --last screens.tmp/company
	./orgmirror run -q $(srcdir)/samples/schools/study.xml -o screens.tmp/schools --plugin-path plugins/.libs \
	  --ledger screens.tmp/ledger
	./orgmirror run -q screens.tmp/company/study.xml -o screens.tmp/quarterly --plugin-path plugins/.libs \
	  --ledger screens.tmp/ledger
	node $(srcdir)/%D%/screen.mjs screens.tmp/schools/report.html $(srcdir)/doc/screens/schools.png
	node $(srcdir)/%D%/screen.mjs screens.tmp/quarterly/report.html $(srcdir)/doc/screens/quarterly.png \
	  '[id^=mirror-butterfly]'
	rm -rf screens.tmp
.PHONY: check-browser screenshots
