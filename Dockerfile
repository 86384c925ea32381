# jixiao with everything: scans, Parquet, object storage, PostgreSQL, old Office formats. Runs as a user without rights.
#   docker build -t jixiao .
#   docker run --rm -v "$PWD:/data" jixiao extract 材料 --out 结果
FROM python:3.12-slim AS built
RUN pip install --no-cache-dir uv
WORKDIR /src
COPY pyproject.toml uv.lock README.md LICENSE ./
COPY src src
COPY prompts prompts
COPY schemas schemas
COPY samples samples
ENV UV_PROJECT_ENVIRONMENT=/opt/jixiao UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
RUN uv sync --frozen --no-dev --no-editable --all-extras

FROM python:3.12-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui libarchive-tools fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 jixiao
COPY --from=built /opt/jixiao /opt/jixiao
ENV PATH=/opt/jixiao/bin:$PATH LANG=C.UTF-8
USER jixiao
WORKDIR /data
ENTRYPOINT ["jixiao"]
CMD ["--help"]
