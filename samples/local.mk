EXTRA_DIST += %D%/quickstart.sh %D%/schools/README.md %D%/schools/ORIGIN %D%/schools/study.xml \
  %D%/schools/schools.csv %D%/schools/pupils.csv
