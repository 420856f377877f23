import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { hiddenDdl } from './hidden-ddl.ts';

const block = (does: string) => ({ messageId: 'block', data: { does } });
const asking = (does: string) => ({ messageId: 'asking', data: { does } });
const called = (name: string, words: string) => ({ messageId: 'function', data: { name, words } });

const SQL = (text: string) => ({ files: { 'db/1.sql': `${text};\n` } });
const DO = (body: string) => `DO $$\nBEGIN\n  ${body}\nEND\n$$`;
const FUNCTION = (body: string) =>
  `CREATE FUNCTION tidy() RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n  ${body}\nEND\n$$`;

const SWAP =
  "LOCK TABLE a IN ACCESS EXCLUSIVE MODE; EXECUTE format('ALTER TABLE a DETACH PARTITION %I', x); EXECUTE format('DROP TABLE %I CASCADE', x); EXECUTE format('ALTER INDEX %I RENAME TO %I', y, z); DROP VIEW c;";

describeRule(hiddenDdl, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'statements in the open': SQL('CREATE TABLE a (b int);\nALTER TABLE c DROP COLUMN d'),
    'a type that is made where it is missing': SQL(
      DO("CREATE TYPE mood AS ENUM ('a');\nEXCEPTION WHEN duplicate_object THEN NULL;"),
    ),
    'a constraint that is added where it is missing': SQL(
      DO(
        "IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'c') THEN ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0); END IF;",
      ),
    ),
    'a column, an index and a table under a condition': SQL(
      DO('IF x THEN ALTER TABLE a ADD b int; CREATE INDEX ON a (b); CREATE TABLE c (d int); END IF;'),
    ),
    rows: SQL(DO('FOR i IN 1..10 LOOP DELETE FROM a WHERE b = i; END LOOP;')),
    'a temporary table': SQL(DO('CREATE TEMP TABLE a (b int);')),
    'a table that the same migration made': SQL(
      `CREATE TABLE a (b int);\n${DO('ALTER TABLE a DROP COLUMN b;')}`,
    ),
    'roles and rights': SQL(DO('CREATE ROLE app; GRANT SELECT ON a TO app;')),
    'a function that changes rows': SQL(FUNCTION('DELETE FROM a WHERE b < now();')),
    'a function that only speaks of it': SQL(FUNCTION('-- DROP TABLE a\n  RETURN;')),
    'a block of a downgrade': oneRevision({
      upgrade: 'pass',
      downgrade: 'op.execute("DO $$ BEGIN ALTER TABLE a DROP COLUMN b; END $$")',
    }),
    'a table that a block makes': SQL(DO('CREATE TABLE a (b int);')),
    'what a block makes under a name that only it knows': SQL(
      DO("FOR x IN SELECT y FROM z LOOP EXECUTE format('ALTER TABLE %I ADD b int', x.y); END LOOP;"),
    ),
    'a function that makes partitions': SQL(
      FUNCTION(
        "EXECUTE format('CREATE TABLE %I PARTITION OF a DEFAULT', x); EXECUTE format('ALTER TABLE a ATTACH PARTITION %I DEFAULT', x);",
      ),
    ),
    'what is put together while it runs, which another rule tells of': SQL(DO("EXECUTE 'DROP TABLE ' || x;")),
  },
  breaks: {
    'a constraint with another name, for which there is no IF EXISTS': {
      ...SQL(DO('IF x THEN ALTER TABLE a RENAME CONSTRAINT b TO c; END IF;')),
      finds: [
        {
          ...asking('maybe renames the constraint b of a to c'),
          underlines: 'ALTER TABLE a RENAME CONSTRAINT b TO c',
        },
      ],
    },
    'a column that is dropped in a block': {
      ...SQL(DO('ALTER TABLE a DROP COLUMN b;')),
      finds: [
        {
          ...block('drops the column a.b and every value in it'),
          underlines: 'ALTER TABLE a DROP COLUMN b',
        },
      ],
    },
    'also under a condition': {
      ...SQL(DO('IF x THEN ALTER TYPE a RENAME TO b; END IF;')),
      finds: [{ ...asking('maybe renames the type a to b'), underlines: 'ALTER TYPE a RENAME TO b' }],
    },
    'a view with another name, for which there is an IF EXISTS': {
      ...SQL(DO('ALTER VIEW a RENAME TO b;')),
      finds: [{ ...block('renames the view a to b'), underlines: 'ALTER VIEW a RENAME TO b' }],
    },
    'a value of an enum with another name, for which there is none': {
      ...SQL(DO("ALTER TYPE a RENAME VALUE 'b' TO 'c'; EXCEPTION WHEN invalid_parameter_value THEN NULL;")),
      finds: [
        {
          ...asking('leaves tables and rows as they are (ALTER TYPE)'),
          underlines: "ALTER TYPE a RENAME VALUE 'b' TO 'c'",
        },
      ],
    },
    'something new that nothing asks for': {
      ...SQL(DO('CREATE INDEX i ON a (b);')),
      finds: [{ ...block('creates the index i on a (b)'), underlines: 'CREATE INDEX i ON a (b)' }],
    },
    'in a string that the block runs': {
      ...SQL(DO("EXECUTE 'DROP VIEW a';")),
      finds: [{ ...block('drops the view a'), underlines: 'DROP VIEW a' }],
    },
    'each block once': {
      ...SQL(`${DO('DROP VIEW a; DROP VIEW b;')};\n${DO('DROP VIEW c;')}`),
      finds: [
        { ...block('drops the view a'), underlines: 'DROP VIEW a' },
        { ...block('drops the view c'), underlines: 'DROP VIEW c' },
      ],
    },
    'in a string of Python': {
      ...oneRevision({ upgrade: 'op.execute("""\n    DO $$ BEGIN\n        DROP VIEW a;\n    END $$\n""")' }),
      finds: [{ ...block('drops the view a'), underlines: 'DROP VIEW a' }],
    },
    'a function that makes a table': {
      ...SQL(FUNCTION('CREATE TABLE a (b int);')),
      finds: [{ ...called('tidy', 'CREATE TABLE a'), underlines: FUNCTION('CREATE TABLE a (b int);') }],
    },
    'a function that runs a string': {
      ...SQL(FUNCTION("EXECUTE format('DROP TABLE %I', x);")),
      finds: [
        {
          ...called('tidy', 'DROP TABLE'),
          underlines: FUNCTION("EXECUTE format('DROP TABLE %I', x);"),
        },
      ],
    },
    'a function that is made again and does something else': {
      ...SQL(
        [
          FUNCTION('DROP VIEW a;'),
          FUNCTION('PERFORM 1; DROP VIEW a;').replace('CREATE', 'CREATE OR REPLACE'),
          FUNCTION('DROP VIEW b;').replace('CREATE', 'CREATE OR REPLACE'),
        ].join(';\n'),
      ),
      finds: [
        { ...called('tidy', 'DROP VIEW a'), underlines: FUNCTION('DROP VIEW a;') },
        {
          ...called('tidy', 'DROP VIEW b'),
          underlines: FUNCTION('DROP VIEW b;').replace('CREATE', 'CREATE OR REPLACE'),
        },
      ],
    },
    'a function that swaps partitions, with the worst of what it does': {
      ...SQL(FUNCTION(SWAP)),
      finds: [
        {
          ...called(
            'tidy',
            'DROP TABLE CASCADE, LOCK TABLE a, DROP VIEW c, ALTER TABLE a DETACH PARTITION and 1 more',
          ),
          underlines: FUNCTION(SWAP),
        },
      ],
    },
  },
  waits: {},
});
