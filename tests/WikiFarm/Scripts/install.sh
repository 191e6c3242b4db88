#!/bin/sh
# install.sh FOLDER: five empty wikis with accounts in FOLDER, which holds code (link), etc (these scripts) and
# etc/accounts.jsonl. MediaWiki's installer runs once; the wikis are copies of its database under their own names.
set -eu
folder=$1
export FARM_FOLDER="$folder"
run() { php -c "$folder/etc/php.ini" "$@"; }

mkdir -p "$folder/base" "$folder/l10n" "$folder/wikis"
( cd "$folder/code" && run maintenance/install.php --dbtype sqlite --dbname base --dbpath "$folder/base" \
    --confpath "$folder/base" --server http://127.0.0.1 --scriptpath /w --lang en --skins Vector \
    --pass wiki-farm-admin-password Base Admin )

for wiki in enwiki frwiki nlwiki commonswiki metawiki; do
    data=$folder/wikis/$wiki/data
    mkdir -p "$data" "$folder/wikis/$wiki/images"
    ln -s ../../code "$folder/wikis/$wiki/w"
    cp "$folder/base/base.sqlite" "$data/$wiki.sqlite"
    cp "$folder/base/base_jobqueue.sqlite" "$data/${wiki}_jobqueue.sqlite"
    cp "$folder/base/wikicache.sqlite" "$data/wikicache.sqlite"
done
rm -rf "$folder/base"

# The files name the code's place as it is now; nobody reads that once "complete" is there.
export MW_CONFIG_FILE="$folder/etc/settings.php"
export FARM_WIKI=metawiki
run "$folder/code/maintenance/rebuildLocalisationCache.php" --lang en,fr,nl --force --threads 2
touch "$folder/l10n/complete"

# Accounts have other numbers on every wiki, as in production: each wiki starts the list elsewhere.
skip=1
started=
for wiki in enwiki frwiki nlwiki commonswiki metawiki; do
    export FARM_WIKI=$wiki
    { tail -n "+$skip" "$folder/etc/accounts.jsonl"; head -n "$((skip - 1))" "$folder/etc/accounts.jsonl"; } |
        run "$folder/etc/accounts.php" &
    started="$started $!"
    skip=$((skip + 3))
done
for process in $started; do wait "$process"; done
