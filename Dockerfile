# One image for every program: compose chooses which one runs.
FROM python:3.11-slim-bookworm AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
RUN python -m venv /uv && /uv/bin/python -m pip install --no-cache-dir --quiet uv
WORKDIR /app
# The dependencies change less often than the code: their layer comes first.
COPY pyproject.toml uv.lock README.md ./
RUN /uv/bin/uv sync --locked --no-dev --no-install-project
COPY contracts contracts
COPY broker broker
COPY providers providers
COPY consumers consumers
COPY sandbox sandbox
RUN /uv/bin/uv sync --locked --no-dev --no-editable

FROM python:3.11-slim-bookworm
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
COPY --from=build /app/.venv /app/.venv
# Nobody's account, without a shell or a home; /jetons is where a one-shot hands a token over.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin dlnuf \
    && install -d -o dlnuf -g dlnuf -m 0750 /jetons
WORKDIR /app
USER 10001:10001
