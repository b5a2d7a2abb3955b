dist_check_SCRIPTS += %D%/floors.sh %D%/built.sh
