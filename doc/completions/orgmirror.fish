# Completion of orgmirror for fish.  Commands and options are those that the program's own help
# names, so that nothing here goes out of date.

function __orgmirror_ids
    orgmirror plugins --json -q 2>/dev/null |
        string match -ra '"id":"[a-z0-9_]+(?:\.[a-z0-9_]+)+"' | string replace -ra '"id":|"' '' | sort -u
end

function __orgmirror_say_command # command, what it does
    complete -c orgmirror -n __fish_use_subcommand -f -a $argv[1] -d $argv[2]
end

# One line of the help of a command.
function __orgmirror_say_option # command, short or "", long, what it takes or "", what it does
    set -l say complete -c orgmirror -n "__fish_seen_subcommand_from $argv[1]" -l $argv[3] -d $argv[5]
    string match -qr '[a-zA-Z]' -- $argv[2]; and set -a say -s $argv[2]
    switch "$argv[4]"
        case ''
        case FILE PATH 'DIR*'
            set -a say -r -F
        case 'ID*'
            set -a say -x -a '(__fish_append , (__orgmirror_ids))'
        case '*'
            set -a say -x
    end
    $say
end

for line in (orgmirror --help 2>/dev/null | string match -r '^  (?!orgmirror)[a-z]+ .*')
    set -l parts (string match -r '^  ([a-z]+) +(.*)$' -- $line)
    set -l name $parts[2]
    __orgmirror_say_command $name $parts[3]
    for option in (ARGP_HELP_FMT=rmargin=999,opt-doc-col=60 orgmirror $name --help 2>/dev/null)
        set -l parts (string match -r '^ +((?:-[a-zA-Z?], )?)--([a-z-]+)((?:=\S+)?) +(.*)$' -- $option)
        and __orgmirror_say_option $name (string sub -s 2 -l 1 -- "$parts[2]") $parts[3] \
            (string sub -s 2 -- "$parts[4]") $parts[5]
    end
end
complete -c orgmirror -n __fish_use_subcommand -l help -d 'Commands and exit codes'
complete -c orgmirror -n __fish_use_subcommand -l version -d 'The version'
complete -c orgmirror -n '__fish_seen_subcommand_from new' -f -a 'study plugin'
complete -c orgmirror -n '__fish_seen_subcommand_from plugins' -f -a '(__orgmirror_ids)'
complete -c orgmirror -n '__fish_seen_subcommand_from explain' -f
