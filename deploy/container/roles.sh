#!/bin/sh
# Makes the database and its roles when the server of compose.yaml starts for the first time.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres --file /roles.sql \
    --set owner_password="$OWNER_PASSWORD" --set door_password="$DOOR_PASSWORD" \
    --set desk_password="$DESK_PASSWORD" --set officer_password="$OFFICER_PASSWORD" \
    --set mailer_password="$MAILER_PASSWORD"
