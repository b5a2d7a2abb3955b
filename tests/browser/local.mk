# Pages in Debian's Chromium; setup.sh fetches the packages.
dist_check_SCRIPTS += %D%/test_pages.sh %D%/test_pdf.sh
EXTRA_DIST += %D%/.htmlvalidate.json %D%/browser.mjs %D%/check.mjs %D%/package.json \
  %D%/package-lock.json %D%/palette.mjs %D%/setup.sh %D%/shots.mjs
