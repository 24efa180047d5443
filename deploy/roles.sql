-- The database and its roles, made once by an administrator of the server who need not be a superuser:
-- CREATEROLE and CREATEDB are enough. The service itself connects as none of them, and its owner can
-- neither make roles nor databases.
--
--   psql -d postgres -f roles.sql -v owner_password=… -v door_password=… \
--     -v desk_password=… -v officer_password=… -v mailer_password=…
--
-- Then, as LYHORD_OWNER_DATABASE_URL says:  lyhord migrate && lyhord publish

\set ON_ERROR_STOP on

-- What each side may do is granted to these by the migrations; nobody signs in as them.
create role lyhord_door nologin;
create role lyhord_desk nologin;
create role lyhord_officer nologin;
create role lyhord_mailer nologin;

-- Owns the tables and migrates. It may pass the roles on, because migrations do.
create role lyhord_owner login password :'owner_password';
grant lyhord_door, lyhord_desk, lyhord_officer, lyhord_mailer to lyhord_owner with admin option;

-- What the processes sign in as: each becomes its role and nothing else.
create role lyhord_door_login login password :'door_password' in role lyhord_door;
create role lyhord_desk_login login password :'desk_password' in role lyhord_desk;
create role lyhord_officer_login login password :'officer_password' in role lyhord_officer;
create role lyhord_mailer_login login password :'mailer_password' in role lyhord_mailer;

-- PostgreSQL 16 and later lets only a member give a database away.
grant lyhord_owner to current_user;
create database lyhord owner lyhord_owner encoding 'UTF8' template template0;
revoke all on database lyhord from public;
grant connect on database lyhord to lyhord_door, lyhord_desk, lyhord_officer, lyhord_mailer;
revoke lyhord_owner from current_user;
