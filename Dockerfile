# docker build -t corroborate . && docker run --rm -v "$PWD:/work" corroborate report my-incident
FROM rust:1-alpine AS build
RUN apk add --no-cache build-base
WORKDIR /src
COPY . .
ARG CORROBORATE_COMMIT
RUN CORROBORATE_COMMIT="${CORROBORATE_COMMIT:-}" cargo install --locked --path . --root /usr/local

# git reads histories, such as a clone of an Upptime repository.
FROM alpine:3
RUN apk add --no-cache git
COPY --from=build /usr/local/bin/corroborate /usr/local/bin/corroborate
WORKDIR /work
ENTRYPOINT ["corroborate"]
CMD ["--help"]
