#!/bin/sh
# Makes sure the Debian or Ubuntu packages are there that Qt, the fonts and (with --tests) the tests need.
set -eu

RUN="python3-venv libegl1 libgl1 libopengl0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0
 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxcb-randr0
 libcups2 libx11-xcb1 libpulse0 fonts-noto-core fonts-droid-fallback
 speech-dispatcher-espeak-ng"
TESTS="postgresql poppler-utils gnome-keyring dbus git"

wanted="$RUN"
[ "${1:-}" = "--tests" ] && wanted="$RUN $TESTS"

command -v dpkg-query >/dev/null 2>&1 || { echo "Not Debian or Ubuntu: install by hand what stands for: $wanted" >&2; exit 0; }

installed() {
    dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

missing=""
for package in $wanted; do
    # Ubuntu 24.04 and Debian 13 carry some libraries under a name that ends in t64.
    installed "$package" || installed "${package}t64" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "Please install what is missing and start again: sudo apt-get install$missing" >&2
    exit 1
fi
echo "Installing:$missing"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
