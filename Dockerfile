# The service as an image: two stages, nothing but the wheel and its locked dependencies in the second, no demo.
# The steps are those that .ci/run carries out in a fresh environment (scripts/wheel.sh), because both must hold.

FROM python:3.11-slim-bookworm AS build
WORKDIR /source
COPY requirements/build.txt requirements/run.txt requirements/
RUN python -m venv /opt/build \
 && /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements/build.txt \
 && python -m venv /opt/nearmiss \
 && /opt/nearmiss/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY . .
RUN /opt/build/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheel . \
 && /opt/nearmiss/bin/pip install --no-cache-dir --no-deps /wheel/*.whl \
 && /opt/nearmiss/bin/python -m pip uninstall --yes pip setuptools

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="Nearmiss" \
      org.opencontainers.image.description="Runs a school trust's security-incident policy by e-mail, on Microsoft 365." \
      org.opencontainers.image.licenses="MIT"
# One home for everything that must outlive the container; the key has a volume of its own, to be backed up apart.
RUN groupadd --gid 10001 nearmiss \
 && useradd --uid 10001 --gid nearmiss --no-create-home --home-dir /var/lib/nearmiss --shell /usr/sbin/nologin nearmiss \
 && install -d -o nearmiss -g nearmiss -m 700 /var/lib/nearmiss /var/lib/nearmiss/data /var/lib/nearmiss/keys \
 && install -d -m 755 /etc/nearmiss
COPY --from=build /opt/nearmiss /opt/nearmiss
ENV PATH=/opt/nearmiss/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    NEARMISS_CONFIG_DIR=/etc/nearmiss \
    NEARMISS_DATABASE_URL=sqlite:////var/lib/nearmiss/data/nearmiss.db \
    NEARMISS_DATA_DIR=/var/lib/nearmiss/data \
    NEARMISS_KEY_FILE=/var/lib/nearmiss/keys/nearmiss.key
USER 10001:10001
WORKDIR /var/lib/nearmiss
VOLUME ["/var/lib/nearmiss/data", "/var/lib/nearmiss/keys", "/etc/nearmiss"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 CMD ["nearmiss", "health"]
ENTRYPOINT ["nearmiss"]
CMD ["run"]
