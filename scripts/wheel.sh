#!/bin/sh
# Builds the wheel and installs it into a fresh environment by the Dockerfile's own steps, then tries it there.
# usage: scripts/wheel.sh FOLDER   (made anew; what the image would leave out is left out here too)
set -eu
python=${PYTHON:-python3}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$1
rm -rf "$work"
mkdir -p "$work/source/requirements"

# COPY . . under .dockerignore
for name in bot handlers templates config pyproject.toml README.md; do
    cp -R "$root/$name" "$work/source/"
done
cp "$root/requirements/run.txt" "$root/requirements/build.txt" "$work/source/requirements/"
rm -rf "$work/source/bot/demo"
find "$work/source" -name __pycache__ -prune -exec rm -rf {} +

cd "$work/source"
"$python" -m venv "$work/build"
"$work/build/bin/pip" install -qq --require-hashes -r requirements/build.txt
"$python" -m venv "$work/nearmiss"
"$work/nearmiss/bin/pip" install -qq --require-hashes -r requirements/run.txt
"$work/build/bin/pip" wheel -qq --no-deps --no-build-isolation --wheel-dir "$work/wheel" .
"$work/nearmiss/bin/pip" install -qq --no-deps "$work"/wheel/*.whl
"$work/nearmiss/bin/python" -m pip uninstall -qq --yes pip setuptools

# Away from the checkout, so that nothing but the installation can be found.
mkdir "$work/empty"
cd "$work/empty"
"$work/nearmiss/bin/nearmiss" --help >/dev/null
"$work/nearmiss/bin/nearmiss" --version
printf 'Subject: USB stick lost\nFrom: a@b.example\n\nI lost a USB stick with pupil names.\n' >lost.eml
"$work/nearmiss/bin/nearmiss" parse lost.eml --json >/dev/null
if "$work/nearmiss/bin/nearmiss" check --offline >/dev/null 2>said; then
    echo "wheel: check --offline found nothing to say without a directory.toml" >&2
    exit 1
fi
if grep -q Traceback said; then
    cat said >&2
    exit 1
fi
echo "wheel: built, installed without the demo, and answers"
