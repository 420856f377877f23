import { observed, unobserved } from '../../model/known.ts';
import { describeRule, type Given } from '../../testing/describe-rule.ts';
import { environmentChangesSchema } from './environment-changes-schema.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'] } };
const REVISION = 'revision = "a1"\ndown_revision = None\n\n\ndef upgrade():\n    pass\n';

/** An `env.py` that runs these lines while it is connected. */
function env(...lines: readonly string[]): string {
  return [
    'import os',
    'from alembic import context, op',
    'from sqlalchemy import create_engine, pool, text',
    'from app.models import Base',
    '',
    'def run_migrations_online():',
    '    engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)',
    '    with engine.connect() as connection:',
    ...lines.map((line) => `        ${line}`),
    '        context.configure(connection=connection, target_metadata=Base.metadata)',
    '        with context.begin_transaction():',
    '            context.run_migrations()',
    '',
    'run_migrations_online()',
    '',
  ].join('\n');
}

function tree(...lines: readonly string[]): Given {
  return { files: { 'alembic/env.py': env(...lines), 'alembic/versions/a1.py': REVISION } };
}

function changed(path: string, text: string): Given {
  return { files: { [path]: text }, change: [{ path, status: 'added' }] };
}

function does(what: string, underlines: string) {
  const said = { messageId: 'changes', data: { what } };
  return { ...said, underlines };
}

function sets(option: string, underlines: string) {
  const said = { messageId: 'redirects', data: { option } };
  return { ...said, underlines };
}

function unclear(because: string, path = 'alembic/env.py') {
  const said = { messageId: 'unclear', data: { path } };
  return { ...said, because };
}

const DROP = 'connection.execute(text("DROP TABLE users"))';
const HOOK = 'def hook(ctx, **more):\n    ctx.connection.execute("DROP TABLE users")\n';
const IMPLEMENTATION =
  '@Operations.implementation_for(DropUsers)\ndef drop_users(operations, operation):\n    operations.execute("DROP TABLE users")\n';
const DROPS = does('drops the table users and every row in it', 'DROP TABLE users');

describeRule(environmentChangesSchema, {
  policy: POLICY,
  keeps: {
    'an ordinary env.py': tree(),
    'settings and locks': tree(
      'connection.execute(text("SET lock_timeout = 4000"))',
      'connection.execute(text(f"SET search_path TO {os.environ[\'S\']}"))',
      'connection.execute(text("SELECT pg_advisory_lock(1)"))',
    ),
    'a schema for the table of versions': tree('connection.execute(text("CREATE SCHEMA IF NOT EXISTS app"))'),
    'where the database is': tree('context.config.set_main_option("sqlalchemy.url", os.environ["URL"])'),
    'code of others that it calls': tree('load_dotenv()', 'init_model(connection)'),
    'helpers that revisions are handed': tree('context.run_migrations(op=op, tables=Base.metadata.tables)'),
    'an empty package': { files: { ...tree().files, 'alembic/versions/__init__.py': '' } },
    'a function that nothing calls': { files: { 'alembic/env.py': `${env()}\n${HOOK}` } },
    'a function inside one that nothing calls': {
      files: {
        'alembic/env.py': `${env()}\ndef heads():\n    def hook():\n        op.execute("DROP TABLE users")\n    hook()\n`,
      },
    },
    'functions that only call each other': {
      files: { 'alembic/env.py': `${env()}\n${HOOK}\ndef other():\n    hook(context)\n    other()\n` },
    },
    'an operation of its own for revisions': {
      files: {
        'alembic/env.py': `${env()}\n@Operations.register_operation("drop_users")\nclass DropUsers:\n    pass\n\n${IMPLEMENTATION}`,
      },
    },
    'a function of the package for other programs': {
      files: { ...tree().files, 'alembic/versions/__init__.py': HOOK },
    },
    'no env.py': { files: { 'alembic/versions/a1.py': REVISION } },
    'a change of something else': { change: ['README.md'] },
    'an env.py that is taken away': { change: [{ path: 'alembic/env.py', status: 'deleted' }] },
    'an env.py of another thing': changed('tools/env.py', 'import subprocess\nsubprocess.run(["make"])\n'),
    'a package of the application': changed('app/__init__.py', DROP),
    'a repository without Alembic': { ...tree(DROP), policy: { migrations: { alembic: [] } } },
  },
  breaks: {
    'SQL on its connection': { ...tree(DROP), finds: [DROPS] },
    'SQL of which a part is not known': {
      ...tree('connection.execute(text(f"DROP TABLE {table}"))'),
      finds: [does('drops the table `table` and every row in it', 'DROP TABLE {table}')],
    },
    'SQL that is put together from an attribute': {
      ...tree('connection.execute("DROP FUNCTION %s" % operation.target.name)'),
      finds: [does('drops the function `operation.target.name`', 'DROP FUNCTION %s')],
    },
    'SQL through a cursor': {
      ...tree('connection.connection.cursor().execute("DROP TABLE users")'),
      finds: [DROPS],
    },
    'SQL through the context': { ...tree('context.execute("DROP TABLE users")'), finds: [DROPS] },
    'a directive': {
      ...tree('op.drop_column("users", "email")'),
      finds: [does('drops the column users.email and every value in it', 'op.drop_column("users", "email")')],
    },
    'rows that go': {
      ...tree('connection.execute(text("TRUNCATE users"))'),
      finds: [does('deletes every row of users', 'TRUNCATE users')],
    },
    'whatever the models say': {
      ...tree('Base.metadata.create_all(connection)'),
      finds: [
        does(
          'creates whatever tables the metadata knows at that moment',
          'Base.metadata.create_all(connection)',
        ),
      ],
    },
    'what a hook does': {
      files: {
        'alembic/env.py': `${HOOK}\n${env('context.configure(on_version_apply=hook)')}`,
      },
      finds: [DROPS],
    },
    'what the database is asked to call': {
      files: {
        'alembic/env.py': `${env()}\n@event.listens_for(Engine, "connect")\n${HOOK}`,
      },
      finds: [DROPS],
    },
    'a function that is called by its name': {
      files: { 'alembic/env.py': `${env('getattr(sys.modules[__name__], "hook")(context)')}\n${HOOK}` },
      finds: [DROPS],
    },
    'a function that is called through others': {
      files: { 'alembic/env.py': `${env('first()')}\ndef first():\n    hook(context)\n\n${HOOK}` },
      finds: [DROPS],
    },
    'a function that is picked': {
      files: { 'alembic/env.py': `${env('globals()["ho" + "ok"](context)')}\n${HOOK}` },
      finds: [DROPS],
    },
    'a function whose result is given to a parameter': {
      files: { 'alembic/env.py': `${env()}\n${HOOK}\ndef other(x=hook(context)):\n    pass\n` },
      finds: [DROPS],
    },
    'a function inside one that runs': {
      ...tree('def hook():', '    connection.execute("DROP TABLE users")', 'hook()'),
      finds: [DROPS],
    },
    'an operation of its own that it calls itself': {
      files: {
        'alembic/env.py': `${env('op.drop_users()')}\n@Operations.register_operation("drop_users")\nclass DropUsers:\n    pass\n\n${IMPLEMENTATION}`,
      },
      finds: [DROPS],
    },
    'a function of the package that env.py calls': {
      files: {
        'alembic/env.py': `from . import versions\n${env('versions.hook(context)')}`,
        'alembic/versions/__init__.py': HOOK,
      },
      finds: [DROPS],
    },
    'a function of the package where env.py is not known': {
      ...changed('alembic/versions/__init__.py', HOOK),
      seen: {
        files: {
          'alembic/env.py': unobserved('git failed'),
          'alembic/versions/__init__.py': observed({ kind: 'text', text: HOOK }),
        },
      },
      finds: [DROPS],
    },
    'code of the module itself': {
      files: { 'alembic/env.py': 'from alembic import op\nop.execute("DROP TABLE users")\n' },
      finds: [DROPS],
    },
    'code of the package': {
      files: { 'alembic/versions/__init__.py': 'from alembic import op\nop.execute("DROP TABLE users")\n' },
      finds: [DROPS],
    },
    'where revisions are': {
      ...tree(
        'context.config.set_main_option("version_locations", "evil")',
        "config.set_section_option(config.config_ini_section, 'sourceless', 'true')",
      ),
      finds: [
        sets('version_locations', 'set_main_option("version_locations"'),
        sets('sourceless', "set_section_option(config.config_ini_section, 'sourceless'"),
      ],
    },
    'an env.py where the policy names the scripts': {
      ...tree(DROP),
      policy: { migrations: { alembic: ['alembic'] } },
      finds: [DROPS],
    },
    'an env.py beside folders that are one history': {
      ...tree(DROP),
      policy: { migrations: { alembic: [{ folders: ['alembic/versions', 'more'], name: 'shop' }] } },
      finds: [DROPS],
    },
    'a change of it': { ...changed('alembic/env.py', env(DROP)), finds: [DROPS] },
    'the open one': {
      ...tree(DROP),
      seen: { focus: { kind: 'document', path: 'alembic/env.py' } },
      finds: [DROPS],
    },
    'a change that adds one elsewhere': { ...changed('evil/env.py', env(DROP)), finds: [DROPS] },
  },
  waits: {
    'SQL that only shows when it runs': {
      ...tree('connection.execute(text(os.environ["SQL"]))'),
      waits: [unclear('the SQL in os.environ["SQL"] is not known')],
    },
    'SQL of a file': {
      ...tree('op.execute(open("x.sql").read())'),
      waits: [unclear('the SQL in open("x.sql").read() is not known')],
    },
    'code that only shows when it runs': {
      ...tree('exec(open("x.py").read())'),
      waits: [unclear('exec runs code that is not known')],
    },
    'another program': {
      ...tree('import subprocess', 'subprocess.run(["psql", "-c", "DROP TABLE users"])'),
      waits: [unclear('what subprocess.run does is not known')],
    },
    'a file that is no Python': {
      files: { 'alembic/env.py': 'def (:\n' },
      waits: [unclear('it is not valid Python')],
    },
    'a compiled one': {
      change: [{ path: 'alembic/__pycache__/env.cpython-311.pyc', status: 'added' }],
      seen: {
        files: {
          'alembic/__pycache__/env.cpython-311.pyc': observed({
            kind: 'unreadable',
            problem: 'it is no text',
          }),
        },
      },
      waits: [unclear('it is no text', 'alembic/__pycache__/env.cpython-311.pyc')],
    },
    'one that was not read': {
      change: ['alembic/env.py'],
      seen: { files: { 'alembic/env.py': unobserved('git failed') } },
      waits: [{ messageId: 'unseen', data: { path: 'alembic/env.py' }, because: 'git failed' }],
    },
  },
});
