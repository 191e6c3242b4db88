#!/bin/sh
# download.sh FOLDER: MediaWiki's code from Debian's package, unpacked and not installed, for the package would pull Apache.
set -eu
target=$1
if ! apt-cache show mediawiki >/dev/null 2>&1; then
    if [ "$(id -u)" != 0 ]; then
        echo "The package lists of this machine do not know mediawiki. Run: sudo apt-get update" >&2
        exit 1
    fi
    apt-get update -qq
fi
staging=$target.downloading
rm -rf "$staging"
mkdir -p "$staging/files"
cd "$staging"
# Root downloads as root: the folder is not apt's own.
apt-get download -qq -o APT::Sandbox::User="$(id -un)" mediawiki mediawiki-classes
for package in *.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar x -C files --wildcards \
        --exclude='./usr/share/mediawiki/extensions-core/[!R]*' --exclude='./usr/share/doc'
done
cd files/usr/share/mediawiki
# Links into /var/lib and /etc of an installed package.
rm -rf extensions config images LocalSettings.php
mv extensions-core extensions
mv "$staging/files/usr/share/mediawiki" "$target"
rm -rf "$staging"
