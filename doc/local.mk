# Documentation: manual pages, and what is for readers of the source.  The glossary is a resource of
# the program (core/local.mk).
dist_man_MANS += %D%/orgmirror.1 %D%/orgmirror-study.5
EXTRA_DIST += %D%/coverage.md %D%/glossary.md %D%/methods.md %D%/performance.md
