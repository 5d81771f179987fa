#!/usr/bin/env bash
# What the tests need beside Python: PostgreSQL and Chromium. Installed from Debian when run as root, else named.
set -uo pipefail

missing=()
command -v postgres >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null || missing+=(postgresql)
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
	echo "Not installed: ${missing[*]}. The tests that need them are skipped. On Debian, as root: apt-get install ${missing[*]}" >&2
	exit 0
fi
echo "Installing ${missing[*]} from Debian, for the tests …" >&2
# No cluster of the distribution's own: the tests start a private one.
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || {
	echo "Could not install ${missing[*]}; the tests that need them are skipped." >&2
}
exit 0
