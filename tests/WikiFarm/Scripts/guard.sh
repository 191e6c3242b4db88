#!/bin/sh
# guard.sh PROGRAM ARGUMENTS...: runs a program on a leash. The guard leads a process group (setsid) and its standard input
# is a pipe that only the owner holds. When the owner closes it or dies, even by kill -9, the whole group is killed.
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
(
    cat <&3 >/dev/null
    kill -KILL 0
) &
exec 3<&-
wait "$program"
# The program ended by itself: what it left behind ends too.
kill -KILL 0
