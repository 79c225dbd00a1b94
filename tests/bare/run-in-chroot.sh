#!/usr/bin/env bash
# Prove the two commands on a bare Debian 12: python3, python3-venv and git; a user without rights; no compiler,
# no Node, no office program; a path with spaces and Chinese characters; and without a network.
#
#     sudo tests/bare/run-in-chroot.sh [folder to work in, default /tmp/jixiao-bare]
#
# Needs debootstrap and what is committed here (the chroot gets a clone, so uncommitted work is not proven).
# How packages are reached is this machine's business and is passed on: variables named PIP_* and *_proxy, the
# file of PIP_CERT, /etc/pip.conf, and name resolution.
set -euo pipefail

here=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
work=${1:-/tmp/jixiao-bare}
root=$work/debian
mkdir -p "$work"

step() { printf '\n== %s\n' "$*"; }
fail() { printf 'NOT PROVEN: %s\n' "$*" >&2; exit 1; }

if [ ! -e "$work/base.tar" ]; then
    step "Debian 12, once"
    rm -rf "$root"
    debootstrap --variant=minbase --include=python3,git,ca-certificates bookworm "$root" > "$work/debootstrap.log"
    tar -C "$root" -cf "$work/base.tar.part" . && mv "$work/base.tar.part" "$work/base.tar"
fi

cleanup() { umount "$root/proc" 2> /dev/null || true; }
trap cleanup EXIT
cleanup
rm -rf "$root"
mkdir "$root"
tar -C "$root" -xf "$work/base.tar"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
if [ -e /etc/pip.conf ]; then cp /etc/pip.conf "$root/etc/"; fi
if [ -n "${PIP_CERT:-}" ]; then install -D -m 644 "$PIP_CERT" "$root$PIP_CERT"; fi
mapfile -t passed_on < <(env | grep -iE '^(PIP_[A-Z_]+|(http|https|ftp|no|all)_proxy)=' | grep -v '^PIP_FIND_LINKS=' || true)

chroot "$root" useradd --create-home clerk
home="/home/clerk/绩效 跟踪"
bare() { # as root in the chroot
    env -i "${passed_on[@]}" PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"
}
clerk() { # one command line, as a user without rights, in a locale that knows nothing of Chinese
    bare setpriv --reuid=clerk --regid=clerk --init-groups env HOME=/home/clerk bash -c "cd /home/clerk; $1"
}
clerk_offline() { unshare --net bash -c "$(declare -f bare clerk; declare -p root passed_on); clerk \"\$1\"" - "$1"; }

mkdir -p "$root$home"
git clone --quiet --no-hardlinks "$here" "$root$home/jixiao"
chroot "$root" chown -R clerk: /home/clerk
for absent in gcc cc node soffice chromium uv; do
    if bare which "$absent" > /dev/null; then fail "the chroot is not bare: it has $absent"; fi
done

step "without python3-venv: what is missing is said in two languages"
if clerk "python3 '$home/jixiao/run.py'" 2> "$work/said"; then fail "it should have stopped"; fi
cat "$work/said"
grep -q "sudo apt install python3-venv" "$work/said" || fail "the way out is not named"

step "python3-venv is installed, as root; everything below is done by a user without rights"
bare apt-get update > "$work/apt.log"
bare apt-get install --yes --no-install-recommends python3-venv >> "$work/apt.log" 2>&1

step "without a network: a message and no traceback"
if clerk_offline "PIP_RETRIES=1 python3 '$home/jixiao/run.py' setup" 2> "$work/said"; then fail "it should have stopped"; fi
tail -n 8 "$work/said"
grep -q "没有网络时" "$work/said" || fail "the way out is not named"
if grep -q Traceback "$work/said"; then fail "a traceback"; fi

step "python3 run.py --once"
clerk "time python3 '$home/jixiao/run.py' --once"
for kind in xlsx docx html pdf; do
    [ -s "$root$home/jixiao/out/yuetan-2019.$kind" ] || fail "no out/yuetan-2019.$kind"
done
ls -l "$root$home/jixiao/out"

step "python3 run.py: the example year is served, and ends when asked"
clerk "python3 '$home/jixiao/run.py' --port 8123 > served 2>&1 & site=\$!
    python3 - <<'END'
import time, urllib.request
for _ in range(200):
    try:
        page = urllib.request.urlopen('http://127.0.0.1:8123/', timeout=5)
        break
    except OSError:
        time.sleep(0.1)
print(page.status, page.url)
END
    kill -TERM \$site; wait \$site" || fail "the site did not come up, or did not end"
grep -q coordinator "$root/home/clerk/served" || fail "no sign-ins were printed"

step "the second time: what the setup adds to the job itself"
clerk "python3 '$home/jixiao/run.py' setup; time python3 '$home/jixiao/run.py' setup"

step "moved to another folder"
mv "$root$home/jixiao" "$root$home/搬 家"
clerk "python3 '$home/搬 家/run.py' --once > /dev/null"
[ -s "$root$home/搬 家/out/yuetan-2019.docx" ] || fail "no report after the move"

step "python3 run.py test"
clerk "time python3 '$home/搬 家/run.py' test"

step "from wheels, without a network"
clerk "cd '$home/搬 家' && .venv/bin/python -m pip download --quiet --only-binary :all: -d wheels -r requirements.txt"
clerk "rm -rf '$home/搬 家/.venv' '$home/搬 家/out'"
clerk_offline "python3 '$home/搬 家/run.py' --once > /dev/null"
[ -s "$root$home/搬 家/out/yuetan-2019.pdf" ] || fail "no report from wheels"

step "PROVEN"
