#!/bin/sh
# Runs once, when PostgreSQL starts on an empty volume: a database per service, each with an owner of its own who can't
# read the other's. Names and passwords are those of the services' own addresses.
set -eu

for service in intake notifier; do
    password=$(sed 's|^postgres://[^:]*:\(.*\)@.*$|\1|' "/run/secrets/${service}_database_url")
    psql --username=postgres --set=ON_ERROR_STOP=1 --set=service="$service" --set=password="$password" <<'SQL'
CREATE ROLE :"service" LOGIN PASSWORD :'password';
CREATE DATABASE :"service" OWNER :"service";
REVOKE CONNECT ON DATABASE :"service" FROM PUBLIC;
SQL
done
