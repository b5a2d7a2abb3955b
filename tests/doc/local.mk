# That what is written for people is true.
dist_check_SCRIPTS += %D%/test_docs.sh
