#!/bin/sh
# What a service with migrations does when it starts.
set -e
"${SAMPLE_PYTHON:-python3}" -m alembic upgrade head
