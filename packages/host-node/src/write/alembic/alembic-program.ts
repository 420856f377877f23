/** How the program below ends where it is not Alembic that ends it. */
export const NO_ALEMBIC = 86;
export const ELSEWHERE = 87;

/** Before the name of the class of an error, on a line of its own. */
export const ERROR_MARK = 'lockkeeper-error:';

/**
 * Runs one command of Alembic on the scratch database and on no other: whatever `env.py` says, the first connection to
 * another database ends the process before a statement of a migration runs there. The address comes by the environment,
 * as arguments are seen by everybody. Of an error only its class is told.
 */
export const ALEMBIC_PROGRAM = `
import os, sys

name, url = os.environ["LOCKKEEPER_SCRATCH"], os.environ["LOCKKEEPER_SCRATCH_URL"]
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
        found = cursor.fetchone()[0]
        cursor.close()
        connection.rollback()
    except BaseException:
        found = None
    if found != name:
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
