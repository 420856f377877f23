import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { setNotNull } from './set-not-null.ts';

const SET = 'op.alter_column("orders", "state", nullable=False)';
const ADDED = `op.add_column("orders", sa.Column("state", sa.Text()))\nop.execute("UPDATE orders SET state = 'open'")`;
const NEW = { makes: 'makes', table: 'orders', column: 'state' };
const TAKES = 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait';
const setWith = (more: string) => SET.replace(/\)$/, `, ${more})`);
const file = (text: string) => ({ files: { 'db/1.sql': text } });
const CHECK = 'ALTER TABLE orders ADD CONSTRAINT ck CHECK (state IS NOT NULL) NOT VALID';
const VALIDATE = 'ALTER TABLE orders VALIDATE CONSTRAINT ck';
const executed = (...statements: readonly string[]) =>
  statements.map((sql) => `op.execute("${sql}")`).join('\n');
const after = (earlier: string) => ({
  files: {
    'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', upgrade: earlier }),
    'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade: SET }),
  },
});

describeRule(setNotNull, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a type that another one takes the place of, under a check': {
      files: {
        'db/1.sql': 'CREATE TABLE a (b varchar(9) NOT NULL CHECK (length(b) > 1));\n',
        'db/2.sql': 'ALTER TABLE a ALTER b TYPE text;\n',
      },
    },
    'a table that the migration makes': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("state", sa.Text()))\n${SET}`,
    }),
    'a column that is NOT NULL already': oneRevision({ upgrade: setWith('existing_nullable=False') }),
    'a check that an earlier migration validated': after(executed(CHECK, VALIDATE)),
    'a check that the migration validated': oneRevision({
      upgrade: `${executed(CHECK)}\nwith op.get_context().autocommit_block():\n    ${executed(VALIDATE)}\n${SET}`,
    }),
    'a check that was valid at once': after(executed(CHECK.replace(' NOT VALID', ''))),
    'NULL that becomes possible': oneRevision({
      upgrade: 'op.alter_column("orders", "state", nullable=True)',
    }),
    'another type': oneRevision({ upgrade: 'op.alter_column("orders", "state", type_=sa.Text())' }),
    'what a downgrade does': oneRevision({ upgrade: 'pass', downgrade: SET }),
  },
  breaks: {
    'a directive': {
      ...oneRevision({ upgrade: SET }),
      finds: [
        {
          messageId: 'reads',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
            column: 'state',
          },
          underlines: SET,
        },
      ],
    },
    'a column that is new as well, which running INSERTs leave out': {
      ...oneRevision({ upgrade: `${ADDED}\n${SET}` }),
      finds: [{ messageId: 'leftOut', data: { ...NEW, takes: TAKES }, underlines: SET }],
    },
    'the same in SQL, under the name that it gets afterwards': {
      ...file(
        'ALTER TABLE orders ADD state int;\nUPDATE orders SET state = 1;\nALTER TABLE orders ALTER state SET NOT NULL;\nALTER TABLE orders RENAME state TO status;\n',
      ),
      finds: [
        {
          messageId: 'leftOut',
          data: { ...NEW, takes: TAKES },
          underlines: 'ALTER TABLE orders ALTER state SET NOT NULL',
        },
      ],
    },
    'a new column under a condition': {
      ...oneRevision({ upgrade: `if wanted():\n    ${ADDED.replace('\n', '\n    ')}\n    ${SET}` }),
      finds: [
        {
          messageId: 'leftOut',
          data: {
            ...NEW,
            makes: 'may make',
            takes: TAKES.replace('takes', 'may take').replace('reads', 'read'),
          },
          underlines: SET,
        },
      ],
    },
    ...Object.fromEntries(
      (
        [
          ['that has a default', [ADDED.replace('sa.Text()', 'sa.Text(), server_default="x"'), SET]],
          ['that gets a default before', [ADDED, setWith('server_default="x"')]],
          [
            'that gets a default afterwards',
            [ADDED, SET, 'op.alter_column("orders", "state", server_default="x")'],
          ],
          ['that may be NULL in the end', [ADDED, SET, 'op.alter_column("orders", "state", nullable=True)']],
          [
            'that may have been there',
            ['op.execute("ALTER TABLE orders ADD IF NOT EXISTS state text")', SET],
          ],
          [
            'that a trigger fills',
            [
              ADDED,
              'op.execute("CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN NEW.state := 1; RETURN NEW; END $$ LANGUAGE plpgsql")',
              'op.execute("CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f()")',
              SET,
            ],
          ],
        ] satisfies readonly (readonly [string, readonly string[]])[]
      ).map(([name, lines]) => {
        const set = lines.find((line) => line.includes('nullable=False')) ?? SET;
        return [
          `a new column ${name}, which fails no INSERT`,
          {
            ...oneRevision({ upgrade: lines.join('\n') }),
            finds: [{ messageId: 'reads', data: { takes: TAKES, column: 'state' }, underlines: set }],
          },
        ];
      }),
    ),
    'a check that nobody validated': {
      ...after(executed(CHECK)),
      finds: [
        {
          messageId: 'reads',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
            column: 'state',
          },
          underlines: SET,
        },
      ],
    },
    'a check of another column': {
      ...after(executed(CHECK.replace('(state', '(total'), VALIDATE)),
      finds: [
        {
          messageId: 'reads',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
            column: 'state',
          },
          underlines: SET,
        },
      ],
    },
    'a check that was dropped again': {
      ...after(executed(CHECK, VALIDATE, 'ALTER TABLE orders DROP CONSTRAINT ck')),
      finds: [
        {
          messageId: 'reads',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
            column: 'state',
          },
          underlines: SET,
        },
      ],
    },
    'a type that stays as it is': {
      ...oneRevision({ upgrade: setWith('existing_type=sa.String(20), type_=sa.Text()') }),
      finds: [
        {
          messageId: 'reads',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
            column: 'state',
          },
          underlines: setWith('existing_type=sa.String(20), type_=sa.Text()'),
        },
      ],
    },
    'a name that SQL must write in quotes': {
      ...oneRevision({ upgrade: SET.replace('state', 'Current State') }),
      finds: [
        {
          messageId: 'reads',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
            column: '"Current State"',
          },
          underlines: SET.replace('state', 'Current State'),
        },
      ],
    },
    'a column that only shows when it runs': {
      ...oneRevision({ upgrade: `op.alter_column("orders", column_of(), nullable=False)` }),
      finds: [
        {
          messageId: 'open',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
            column: '`column_of()`',
          },
          underlines: 'op.alter_column("orders", column_of(), nullable=False)',
        },
      ],
    },
    'another type in the same call, which another rule tells': {
      ...oneRevision({ upgrade: setWith('existing_type=sa.Integer(), type_=sa.BigInteger()') }),
      finds: [
        {
          messageId: 'reads',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
            column: 'state',
          },
          underlines: setWith('existing_type=sa.Integer(), type_=sa.BigInteger()'),
        },
      ],
    },
    'a flag that only shows when it runs': {
      ...oneRevision({ upgrade: SET.replace('False', 'STRICT') }),
      finds: [
        {
          messageId: 'reads',
          data: {
            takes: 'may take ACCESS EXCLUSIVE on orders and read every row; readers and writers wait',
            column: 'state',
          },
          underlines: SET.replace('False', 'STRICT'),
        },
      ],
    },
    'a condition': {
      ...oneRevision({ upgrade: `if is_filled():\n    ${SET}` }),
      finds: [
        {
          messageId: 'reads',
          data: {
            takes: 'may take ACCESS EXCLUSIVE on orders and read every row; readers and writers wait',
            column: 'state',
          },
          underlines: SET,
        },
      ],
    },
    'a batch': {
      ...oneRevision({
        upgrade:
          'with op.batch_alter_table("orders") as batch_op:\n    batch_op.alter_column("state", nullable=False)',
      }),
      finds: [
        {
          messageId: 'reads',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
            column: 'state',
          },
          underlines: 'batch_op.alter_column("state", nullable=False)',
        },
      ],
    },
    SQL: {
      ...file('ALTER TABLE shop.orders ALTER state SET NOT NULL;\n'),
      finds: [
        {
          messageId: 'reads',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on shop.orders and reads every row; readers and writers wait',
            column: 'state',
          },
          underlines: 'ALTER TABLE shop.orders ALTER state SET NOT NULL',
        },
      ],
    },
    'a table with partitions': {
      ...file(
        'ALTER TABLE events ATTACH PARTITION events_1 DEFAULT;\nALTER TABLE events ALTER state SET NOT NULL;\n',
      ),
      finds: [
        {
          messageId: 'reads',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on events and reads every row; readers and writers wait',
            column: 'state',
          },
          underlines: 'ALTER TABLE events ALTER state SET NOT NULL',
        },
      ],
    },
  },
  waits: {},
});
