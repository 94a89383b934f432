# What bin/run, bin/manage and bin/test share: the Debian packages, the Python environment, the data folder.
# Sourced by them with $house set to the folder of the project. Everything said here goes to standard error.

say() { printf 'qazvin20: %s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

export DJANGO_SETTINGS_MODULE=qazvin20.settings PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
: "${LC_ALL:=C.UTF-8}"; export LC_ALL
python=$house/.venv/bin/python
umask 027 # the archive is for its user and group, not for everybody on the machine
data=${QAZVIN20_DATA:-$house/var}
case $data in /*) ;; *) data=$PWD/$data ;; esac
export QAZVIN20_DATA="$data"

# What WeasyPrint loads to lay out a PDF, and the time zones. Fonts are in the repository.
run_packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 tzdata"

fitting_python() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# Prints the Python to make the environment with, or nothing.
find_python() {
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && fitting_python "$candidate" \
      && "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
}

# Prints those of the named packages that are not installed.
missing_packages() {
  there=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p')
  for package in "$@"; do
    printf '%s\n' "$there" | grep -qx "$package" || printf '%s ' "$package"
  done
}

# Installs what is missing of the named Debian packages, and Python where there is none, as root or with sudo;
# without either lists them and stops.
install_packages() {
  command -v dpkg-query >/dev/null || stop "this is no Debian; install by hand what stands for: python3 python3-venv $*"
  missing=$(missing_packages "$@")
  fitting_python "$python" || [ -n "$(find_python)" ] || missing="python3 python3-venv $missing"
  [ -n "$missing" ] || return 0
  as_root=
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; then
      as_root=sudo
    else
      stop "not root and no sudo; ask for these Debian packages and start again: $missing"
    fi
  fi
  say "installing Debian packages: $missing"
  log=$(mktemp) || stop "no room for temporary files in ${TMPDIR:-/tmp}"
  # shellcheck disable=SC2086  # a list of names
  if ! { $as_root apt-get -q -o DPkg::Lock::Timeout=300 update \
    && $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
      install --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
    tail -n 5 "$log" >&2
    stop "these Debian packages could not be installed: $missing (all of apt-get's output: $log)"
  fi
  rm -f "$log"
}

# Prints those of the named requirements files that are not what was installed last.
changed_requirements() {
  fitting_python "$python" || { echo "$@"; return; }
  for file in "$@"; do
    [ "$(cat "$house/.venv/.$file" 2>/dev/null)" = "$(sha256sum <"$house/$file")" ] || printf '%s ' "$file"
  done
}

# Makes .venv and installs into it what the named requirements files list, unless that was done before.
install_python() {
  [ -n "$(changed_requirements "$@")" ] || return 0
  [ -w "$house" ] || stop "the folder $house is not writable, so .venv can't be made in it"
  (
    flock 9 # two starts at once: the second waits, then finds everything there
    changed=$(changed_requirements "$@")
    [ -n "$changed" ] || exit 0
    free=$(df -Pk "$house" | awk 'NR == 2 { print int($4 / 1024) }')
    [ "${free:-0}" -ge 600 ] || stop "no disk space: $free MB free in $house, 600 MB are needed to install"
    if ! fitting_python "$python"; then
      base=$(find_python)
      [ -n "$base" ] || stop "Python 3.11 or newer is needed, with its venv module; $(python3 --version 2>&1) is here"
      say "making .venv with $base"
      "$base" -m venv --clear "$house/.venv" >&2 </dev/null || stop ".venv can't be made in $house"
    fi
    say "installing Python packages from $changed"
    cd "$house"
    # shellcheck disable=SC2046,SC2086  # a list of names
    "$python" -m pip install --quiet --require-hashes $(printf -- '-r %s ' $changed) >&2 </dev/null \
      || stop "the Python packages could not be installed (the reason is in the lines above)"
    for file in $changed; do sha256sum <"$file" >".venv/.$file"; done
  ) 9<"$house" || exit 1
}

# Sees to it that the data folder is there, ours and not full.
check_data_folder() {
  mkdir -p "$data" 2>/dev/null || stop "the data folder $data can't be made"
  [ -d "$data" ] && [ -r "$data" ] && [ -w "$data" ] && [ -x "$data" ] \
    || stop "the data folder $data must be a folder that $(id -un) may read and write"
  trial=$(mktemp "$data/.trial-XXXXXX" 2>/dev/null) || stop "nothing can be written into the data folder $data (read-only, or no disk space)"
  rm -f "$trial"
  free=$(df -Pk "$data" | awk 'NR == 2 { print int($4 / 1024) }')
  [ "${free:-0}" -ge 100 ] || stop "no disk space: $free MB free in the data folder $data, 100 MB are needed"
}

check_database_url() {
  case ${DATABASE_URL:-} in
    '' | postgres://?* | postgresql://?*) ;;
    *) stop "DATABASE_URL must be postgres://USER:PASSWORD@HOST:PORT/NAME, or unset for SQLite in the data folder" ;;
  esac
}
