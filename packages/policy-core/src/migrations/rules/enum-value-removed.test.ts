import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { enumValueRemoved } from './enum-value-removed.ts';

const removes = (values: string, { type = 'mood', verb = 'takes' } = {}) => ({
  messageId: 'removes',
  data: { removes: verb, values: `the ${values}`, type },
});

const SQL = (...lines: readonly string[]) => ({ files: { 'db/1.sql': `${lines.join(';\n')};\n` } });
const MADE = "CREATE TYPE mood AS ENUM ('a', 'b', 'c')";
const AWAY = 'ALTER TYPE mood RENAME TO mood_old';
const FEWER = "CREATE TYPE mood AS ENUM ('a')";
const USING = 'ALTER TABLE people ALTER COLUMN m TYPE mood USING m::text::mood';

/** A revision on one that makes the type with a table. */
const revisions = (upgrade: string, base = 'sa.Enum("a", "b", "c", name="mood")') => ({
  files: {
    'alembic/versions/5a9d_base.py': sampleRevision({
      id: '5a9d',
      upgrade: `op.create_table("people", sa.Column("m", ${base}))`,
    }),
    'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade }),
  },
});
const executed = (...statements: readonly string[]) =>
  statements.map((statement) => `op.execute("${statement}")`).join('\n');

const replaced = (values: string) => ({
  messageId: 'replaced',
  data: { removes: 'takes', values: `the ${values}`, type: 'mood' },
});

describeRule(enumValueRemoved, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a value more': revisions(executed("ALTER TYPE mood ADD VALUE 'd'")),
    'a type that is made again with more values, in another order': revisions(
      executed(AWAY, "CREATE TYPE mood AS ENUM ('d', 'c', 'b', 'a')", USING, 'DROP TYPE mood_old'),
    ),
    'a type that is new': SQL(FEWER),
    'a type of which nothing tells what it had': SQL(AWAY, FEWER, USING, 'DROP TYPE mood_old'),
    'a type of another name': revisions(executed("CREATE TYPE state AS ENUM ('a')")),
    'a type of another schema': revisions(executed("CREATE TYPE shop.mood AS ENUM ('a')")),
    'a type whose new values are not known': revisions(
      `${executed(AWAY)}\nsa.Enum(Mood, name="mood").create(op.get_bind())`,
    ),
    'a type that is only renamed': revisions(executed(AWAY)),
    'a value with another name, which has a rule of its own': revisions(
      executed(
        "ALTER TYPE mood RENAME VALUE 'a' TO 'x'",
        'ALTER TYPE mood RENAME TO m2',
        'ALTER TYPE m2 RENAME TO mood',
      ),
    ),
    'a type that is made where it is there already': revisions(
      'sa.Enum("a", name="mood").create(op.get_bind(), checkfirst=True)',
    ),
    'a downgrade, which takes back what the upgrade added': oneRevision({
      upgrade: executed("CREATE TYPE mood AS ENUM ('a', 'b')"),
      downgrade: executed(AWAY, FEWER, USING, 'DROP TYPE mood_old'),
    }),
  },
  breaks: {
    'the usual way, in SQL': {
      ...revisions(executed(AWAY, FEWER, USING, 'DROP TYPE mood_old')),
      finds: [{ ...removes("values 'b' and 'c'"), underlines: FEWER }],
    },
    'a type that another one takes the place of': {
      ...revisions(
        executed(
          "CREATE TYPE mood_new AS ENUM ('a', 'b')",
          'DROP TYPE mood',
          'ALTER TYPE mood_new RENAME TO mood',
        ),
      ),
      finds: [{ ...replaced("value 'c'"), underlines: 'ALTER TYPE mood_new RENAME TO mood' }],
    },
    'values that an UPDATE has written over before': {
      ...revisions(
        executed(
          AWAY,
          "CREATE TYPE mood AS ENUM ('a', 'c')",
          "UPDATE people SET m = 'a' WHERE m = 'b'",
          USING,
          'DROP TYPE mood_old',
        ),
      ),
      finds: [{ ...replaced("value 'b'"), underlines: "CREATE TYPE mood AS ENUM ('a', 'c')" }],
    },
    'values of which an UPDATE has written over only one': {
      ...revisions(executed(AWAY, FEWER, "UPDATE people SET m = 'a' WHERE m = 'b'", USING)),
      finds: [{ ...removes("values 'b' and 'c'"), underlines: FEWER }],
    },
    'values that the conversion itself tells others for': {
      ...revisions(
        executed(
          AWAY,
          "CREATE TYPE mood AS ENUM ('a', 'c')",
          "ALTER TABLE people ALTER COLUMN m TYPE mood USING CASE m::text WHEN 'b' THEN 'a' ELSE m::text END::mood",
        ),
      ),
      finds: [{ ...replaced("value 'b'"), underlines: "CREATE TYPE mood AS ENUM ('a', 'c')" }],
    },
    'values of a new column, beside the one that keeps the old type': {
      ...revisions(
        executed(AWAY, FEWER, 'ALTER TABLE people RENAME m TO m_old', 'ALTER TABLE people ADD m mood'),
      ),
      finds: [{ ...replaced("values 'b' and 'c'"), underlines: FEWER }],
    },
    'a type that another one takes the place of, to which a column is converted': {
      ...revisions(
        executed(
          "CREATE TYPE mood_new AS ENUM ('a', 'b')",
          'ALTER TABLE people ALTER m TYPE mood_new USING m::text::mood_new',
          'DROP TYPE mood',
          'ALTER TYPE mood_new RENAME TO mood',
        ),
      ),
      finds: [{ ...removes("value 'c'"), underlines: 'ALTER TYPE mood_new RENAME TO mood' }],
    },
    'by SQLAlchemy': {
      ...revisions(`${executed(AWAY)}\nsa.Enum("a", "b", name="mood").create(op.get_bind())`),
      finds: [
        {
          ...removes("value 'c'"),
          underlines: 'sa.Enum("a", "b", name="mood").create(op.get_bind())',
        },
      ],
    },
    'by Alembic, at the column that gets it': {
      ...revisions(
        `${executed(AWAY)}\nnew = sa.Enum("a", "b", name="mood")\nnew.create(op.get_bind())\nop.alter_column("people", "m", type_=new)`,
      ),
      finds: [{ ...removes("value 'c'"), underlines: 'op.alter_column("people", "m", type_=new)' }],
    },
    'a value that was added later': {
      files: {
        ...revisions(executed("ALTER TYPE mood ADD VALUE 'd'")).files,
        'alembic/versions/cd34_y.py': sampleRevision({
          id: 'cd34',
          parent: '"ab12"',
          upgrade: executed(AWAY, MADE, USING),
        }),
      },
      finds: [{ ...removes("value 'd'"), underlines: MADE }],
    },
    'values that only the migration tells': {
      ...oneRevision({
        upgrade: `${executed(AWAY, FEWER)}\nop.alter_column("people", "m", type_=sa.Text(), existing_type=sa.Enum("a", "b", name="mood"))`,
      }),
      finds: [{ ...removes("value 'b'"), underlines: FEWER }],
    },
    'under a condition': {
      ...revisions(`if wanted():\n    op.execute("${AWAY}")\n    op.execute("${FEWER}")`),
      finds: [{ ...removes("values 'b' and 'c'", { verb: 'may take' }), underlines: FEWER }],
    },
    'a type of a schema': {
      ...revisions(
        executed('ALTER TYPE shop.mood RENAME TO old', "CREATE TYPE shop.mood AS ENUM ('a')"),
        'sa.Enum("a", "b", name="mood", schema="shop")',
      ),
      finds: [
        {
          ...removes("value 'b'", { type: 'shop.mood' }),
          underlines: "CREATE TYPE shop.mood AS ENUM ('a')",
        },
      ],
    },
  },
  waits: {},
});
