dist_man_MANS += %D%/orgmirror.1
