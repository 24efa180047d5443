"""What `lyhord doctor` says: for each finding what is wrong, and what to do."""

from collections.abc import Mapping
from types import MappingProxyType

from lyhord.web.catalogue import mark

SAID: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "secret_missing": (
            mark("There is no secret."),
            mark("Set LYHORD_SECRET to 64 random digits, such as openssl rand -hex 32 gives."),
        ),
        "secret_weak": (
            mark("The secret can be guessed."),
            mark("Before anybody answers, make another with openssl rand -hex 32."),
        ),
        "address_missing": (
            mark("No public address is set: links lead to this machine alone."),
            mark("Set LYHORD_BASE_URL."),
        ),
        "address_open": (
            mark("The public address is not encrypted: %(address)s."),
            mark("Serve it through a proxy with TLS and set LYHORD_BASE_URL to https://."),
        ),
        "address_silent": (
            mark("The public address does not answer: %(address)s."),
            mark("Is the service running, and does the proxy lead to it?"),
        ),
        "address_stripped": (
            mark("On its way through the proxy this is lost or changed: %(headers)s."),
            mark("Let the proxy pass on the headers of the service as they are."),
        ),
        "hosts_any": (
            mark("Every host name is answered."),
            mark("Set LYHORD_ALLOWED_HOSTS to the public one."),
        ),
        "factor_missing": (
            mark("No role has to show a second factor."),
            mark('Set LYHORD_SECOND_FACTOR="admin safeguarding" at least.'),
        ),
        "notices_missing": (
            mark("Safeguarding officers are told of nothing."),
            mark("Set LYHORD_SMTP_URL and LYHORD_MAIL_FROM, or LYHORD_NOTICE_WEBHOOK."),
        ),
        "mail_silent": (
            mark("The mail server does not let us in: %(error)s."),
            mark("Compare LYHORD_SMTP_URL with what the mail server wants."),
        ),
        "database_embedded": (
            mark("The database is the embedded one, which is for trying out."),
            mark("Set LYHORD_DATABASE_URL to a PostgreSQL that is looked after."),
        ),
        "database_shared": (
            mark("The public pages use the same database address as the staff pages."),
            mark("Run them as two processes with an address each: deploy/roles.sql."),
        ),
        "sides_missing": (
            mark("There is no database address for %(names)s: what those sides need was not seen."),
            mark("Read the settings of all sides first: docs/operating.md, Installing."),
        ),
        "database_silent": (
            mark("The database does not answer: %(error)s"),
            mark("Is it running, and is its address right?"),
        ),
        "database_old": (
            mark("PostgreSQL %(version)s is too old."),
            mark("Move to PostgreSQL 15 or later: backup here, restore there."),
        ),
        "database_forgetful": (
            mark("PostgreSQL may lose answers that somebody was thanked for."),
            mark("Turn fsync, full_page_writes and synchronous_commit on."),
        ),
        "database_telling": (
            mark("PostgreSQL notes when each answer came."),
            mark("Turn track_commit_timestamp off and set log_statement to none or ddl."),
        ),
        "database_superuser": (
            mark("The owner of the database is a superuser."),
            mark("Use one that is not: deploy/roles.sql."),
        ),
        "schema_old": (
            mark("The database lacks migrations: %(names)s."),
            mark("Run lyhord migrate."),
        ),
        "schema_new": (
            mark("The database belongs to a later version."),
            mark("Install that version or a later one."),
        ),
        "rows_unguarded": (
            mark("Rows are not limited to who may see them: %(names)s."),
            mark("Somebody has turned row-level security off; turn it on again."),
        ),
        "roles_overreaching": (
            mark("Roles may do more than they should: %(names)s."),
            mark("Take back what somebody has granted them."),
        ),
        "clock_wrong": (
            mark("The clocks of this machine and of the database are %(n)s seconds apart."),
            mark("Let both follow a time server."),
        ),
        "worker_silent": (
            mark("No worker has been heard of in the last minute."),
            mark("Start lyhord worker: without it nothing is analysed, mixed, sent or purged."),
        ),
        "purges_late": (
            mark("Rounds that should have been purged: %(n)s."),
            mark("Read the worker's log, or run lyhord retention run."),
        ),
        "purges_undecided": (
            mark("Rounds whose days have passed without a decision: %(n)s."),
            mark("Ask their owners to decide: lyhord round decide."),
        ),
        "cases_late": (
            mark("Acute cases that nobody has decided in time: %(n)s."),
            mark("Reach the safeguarding officers now."),
        ),
        "keys_missing": (
            mark("Neither officer nor deputy can open what is written in: %(names)s."),
            mark("Give them a copy (lyhord key share) or name others (lyhord round officers)."),
        ),
        "admin_missing": (
            mark("Nobody may administer."),
            mark("Add somebody: lyhord user add EMAIL --role admin."),
        ),
        "backup_missing": (
            mark("No backup has been made."),
            mark("Run lyhord backup FILE each night."),
        ),
        "backup_old": (
            mark("The last backup is %(n)s days old."),
            mark("See why lyhord backup has not run."),
        ),
        "list_missing": (
            mark("What is taken back is on no list outside the database."),
            mark("Set LYHORD_WITHDRAWALS_FILE to a file on another disk, and run a worker."),
        ),
        "archive_missing": (
            mark("What is to stay of a purged round has no folder."),
            mark("Set LYHORD_ARCHIVE_DIR."),
        ),
        "disk_full": (
            mark("There is almost no room left in %(folder)s."),
            mark("Make room there."),
        ),
        "fonts_missing": (
            mark("Papers cannot be set: a font is missing."),
            mark("Install fonts-noto-core."),
        ),
    }
)
DONE = mark("Nothing is wrong.")
COUNTED = mark("%(errors)s to mend, %(warnings)s to think of.")
