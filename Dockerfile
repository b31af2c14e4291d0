# docker build -t corroborate . && docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" corroborate report my-incident
FROM rust:1.95.0-alpine3.23 AS build
RUN apk add --no-cache build-base
WORKDIR /src
COPY . .
ARG CORROBORATE_COMMIT
RUN CORROBORATE_COMMIT="${CORROBORATE_COMMIT:-}" cargo install --locked --path . --root /usr/local

# git reads histories, such as a clone of an Upptime repository; the folder that is mounted may belong to another user.
FROM alpine:3.23
RUN apk add --no-cache git && git config --system --add safe.directory '*'
COPY --from=build /usr/local/bin/corroborate /usr/local/bin/corroborate
WORKDIR /work
ENTRYPOINT ["corroborate"]
CMD ["--help"]
