# Rasid in a container: one image, a role a container (compose.yaml), or everything in one with `rasid watch`.
#
#   docker build -t rasid .
#   docker run --read-only --tmpfs /tmp:noexec,nosuid,nodev -v rasid-data:/data --cap-drop ALL \
#       --security-opt no-new-privileges --init --stop-timeout 70 rasid
#
# The base has a tag here so that a rebuild takes its security fixes. For a build that can be repeated exactly, give it
# by digest: --build-arg BASE=python:3.11-slim@sha256:… (docker buildx imagetools inspect python:3.11-slim shows it).
# It is the Python that CI tests; everything else comes from requirements.lock, by hash.
ARG BASE=python:3.11-slim

FROM ${BASE} AS build
WORKDIR /app
ENV PIP_NO_CACHE_DIR=1
# The packages first: they change seldom, and this layer is the slow one.
COPY requirements.lock ./
RUN python -m venv .venv
RUN .venv/bin/python -m pip install --no-input --no-deps --only-binary :all: --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE scrapy.cfg ./
COPY crawler/ crawler/
COPY alerts/ alerts/
COPY scheduler/ scheduler/
COPY seeds/ seeds/
RUN .venv/bin/python -m pip install --no-input --no-deps --no-build-isolation -e .
RUN .venv/bin/python -m pip check
RUN .venv/bin/python -m compileall -q crawler alerts scheduler
# The one folder that is written to: the SQLite database and the embedded server's file, where no others are named.
RUN install -d -o 10001 -g 10001 -m 0700 /data

FROM ${BASE}
COPY --from=build /app /app
COPY --from=build /data /data
ENV PATH=/app/.venv/bin:$PATH \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# A number and not a name, so that a cluster can see that it is not root.
USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s --retries=3 CMD ["rasid", "status"]
ENTRYPOINT ["rasid"]
CMD ["watch"]
