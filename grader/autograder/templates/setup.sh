#!/usr/bin/env bash
# Run once, as root, when Gradescope builds the image: Python, the libraries, and what every run would wait for.
# A pip.conf in the zip says where packages come from; without one it is wherever pip is configured to look.
set -euo pipefail
root="${GRADER_AUTOGRADER_ROOT:-/autograder}"
cd "$root/source"
export GRADER_AUTOGRADER_ROOT="$root" DEBIAN_FRONTEND=noninteractive PYTHONNOUSERSITE=1
[ ! -f pip.conf ] || export PIP_CONFIG_FILE="$root/source/pip.conf"

if [ -z "${GRADER_PYTHON:-}" ]; then
	apt-get update -q
	apt-get install -qy libseccomp2 bubblewrap || apt-get install -qy libseccomp2
	python=""
	for name in python3.12 python3.13 python3.11; do
		apt-get install -qy "$name" "$name-venv" || continue
		python="$name"
		break
	done
	[ -n "$python" ] || { echo "grader needs Python 3.11, 3.12 or 3.13: choose the image of Ubuntu 24.04" >&2; exit 1; }
	"$python" -m venv "$root/venv"
	locked=()
	[ ! -f requirements.lock ] || locked=(-c requirements.lock)
	"$root/venv/bin/python" -m pip install -q --no-input "${locked[@]}" -r requirements.txt
	GRADER_PYTHON="$root/venv/bin/python"
fi

PYTHONPATH="$root/source" "$GRADER_PYTHON" -P -m grader.autograder.run warm
