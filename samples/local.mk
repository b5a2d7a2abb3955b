EXTRA_DIST += %D%/quickstart.sh
