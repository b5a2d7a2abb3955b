# Documentation: manual pages, and what is for readers of the source.  The glossary is a resource of
# the program (core/local.mk).
dist_man_MANS += %D%/orgmirror.1 %D%/orgmirror-study.5 %D%/orgmirror-plugin.7
EXTRA_DIST += %D%/coverage.md %D%/glossary.md %D%/methods.md %D%/performance.md %D%/plugin-guide.md

# What shells complete after the word orgmirror.
bashcompletiondir = $(datadir)/bash-completion/completions
dist_bashcompletion_DATA = %D%/completions/orgmirror
zshcompletiondir = $(datadir)/zsh/site-functions
dist_zshcompletion_DATA = %D%/completions/_orgmirror
fishcompletiondir = $(datadir)/fish/vendor_completions.d
dist_fishcompletion_DATA = %D%/completions/orgmirror.fish
