/** How the program below ends where it is not Alembic that ends it. */
export const NO_ALEMBIC = 86;
export const ELSEWHERE = 87;

/** Before the name of the class of an error, on a line of its own. */
export const ERROR_MARK = 'lockkeeper-error:';

/** Of the sessions in which Alembic changes a database that is kept: whoever asks sees whether one is still at work. */
export const SESSION_NAME = 'lockkeeper-alembic';

/** What makes a database of a running server: as `SeenDatabase.identity`. */
export const IDENTITY_SQL =
  "(extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint::text || ' ' || (SELECT oid FROM pg_database WHERE datname = current_database())";

/**
 * Runs one command of Alembic on the database that it is given and on no other: whatever `env.py` says, the first connection
 * to another one ends the process before a statement of a migration runs there. A scratch database is known by its name; one
 * that is kept by its server as well. The address comes by the environment, as arguments are seen by everybody. Of an error
 * only its class is told.
 */
export const ALEMBIC_PROGRAM = `
import os, sys

name, url = os.environ["LOCKKEEPER_DATABASE"], os.environ["LOCKKEEPER_DATABASE_URL"]
identity = os.environ.get("LOCKKEEPER_DATABASE_IDENTITY")
ini, section, direction, revision = sys.argv[1:]
sys.path.insert(0, os.getcwd())
try:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import event, pool
except ImportError:
    os._exit(${NO_ALEMBIC})


@event.listens_for(pool.Pool, "connect")
def stay_here(connection, record):
    try:
        cursor = connection.cursor()
        cursor.execute("SELECT current_database()")
        found = cursor.fetchone()[0] == name
        if found and identity is not None:
            cursor.execute("SELECT ${IDENTITY_SQL}")
            found = cursor.fetchone()[0] == identity
            cursor.execute("SELECT set_config('application_name', '${SESSION_NAME}', false)")
        cursor.close()
        connection.commit()
    except BaseException:
        found = False
    if not found:
        os._exit(${ELSEWHERE})


try:
    config = Config(ini, ini_section=section)
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    getattr(command, direction)(config, revision)
except BaseException as error:
    cause = getattr(error, "orig", None) or error
    print("\\n${ERROR_MARK}" + type(cause).__name__, flush=True)
    sys.exit(1)
`;
