import { renameTable } from '../rules/rename-table.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { sampleRevision, type SampleRevision } from '../../testing/sample-revision.ts';

const MAKE = 'op.create_table("orders", sa.Column("number", sa.Text()), if_not_exists=True)';
const RENAME = 'op.rename_table("orders", "sales")';
const SAID = { messageId: 'renames', data: { renames: 'renames', from: 'orders', to: 'sales' } };
const PEOPLE = 'op.create_table("people", sa.Column("id", sa.Integer()))';

interface Around {
  readonly base?: SampleRevision;
  readonly later?: SampleRevision;
  readonly sample?: SampleRevision;
}

/** A history that begins with a table, before a revision that makes orders unless it is there. */
function history({ base, later, sample }: Around = {}): { readonly files: Readonly<Record<string, string>> } {
  const own = { parent: '"5a9d"', upgrade: `${MAKE}\n${RENAME}`, ...sample };
  return {
    files: {
      'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', upgrade: PEOPLE, ...base }),
      'alembic/versions/ab12_x.py': sampleRevision(own),
      ...(later && {
        'alembic/versions/cd34_y.py': sampleRevision({ id: 'cd34', parent: '"ab12"', ...later }),
      }),
    },
  };
}

const told = (around: Around, said = SAID) => ({
  ...history(around),
  finds: [{ ...said, underlines: RENAME }],
});

describeRule(renameTable, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a table that is made unless it is there, and of which nobody heard before': history(),
    'such a table under a condition that holds for both': history({
      sample: { upgrade: `if wanted():\n    ${MAKE}\n    ${RENAME}` },
    }),
    'such a table, which only a later revision mentions': history({
      later: { upgrade: 'op.add_column("orders", sa.Column("a", sa.Text()))' },
    }),
    'such a table, where a word that holds its name is mentioned': history({
      base: { upgrade: PEOPLE.replace('people', 'old_orders') },
    }),
  },
  breaks: {
    'a table that an earlier revision makes': told({ base: { upgrade: `${PEOPLE}\n${MAKE}` } }),
    'a table that an earlier revision mentions': told({ base: { module: 'TABLES = ["Orders"]' } }),
    'a table on a database that was there before its history': told({ base: { upgrade: 'pass' } }),
    'a table in a history of which a revision is missing': told({ base: { parent: '"gone"' } }),
    'a table in a history with a file that is not placed': told({
      later: { id: 'ef56', parent: 'parent()' },
    }),
    'a table in a history that makes what the metadata knows': told({
      base: { upgrade: `${PEOPLE}\nBase.metadata.create_all(op.get_bind())` },
    }),
    'a table that is made under a condition': told({
      sample: { upgrade: `if wanted():\n    ${MAKE}\n${RENAME}` },
    }),
    'a table that is dropped, and may be another one by then': told({
      sample: { upgrade: `${MAKE}\nop.drop_table("orders")\n${RENAME}` },
    }),
    'a table that the first revision makes, on a database that may be older': told({
      base: { upgrade: `${MAKE}\n${RENAME}` },
      sample: { upgrade: 'pass' },
    }),
    'a table of another schema': told({
      sample: { upgrade: `${MAKE.replace('if_not', 'schema="shop", if_not')}\n${RENAME}` },
    }),
    'a table that is made only afterwards': told({ sample: { upgrade: `${RENAME}\n${MAKE}` } }),
    'a table after another search path': told({
      sample: { upgrade: `${MAKE}\nop.execute("SET search_path TO shop")\n${RENAME}` },
    }),
    'a table in SQL, whose files may not be all': {
      files: {
        'db/1.sql': 'CREATE TABLE IF NOT EXISTS orders (number text);\nALTER TABLE orders RENAME TO sales;\n',
      },
      finds: [
        {
          messageId: 'renames',
          data: { renames: 'renames', from: 'orders', to: 'sales' },
          underlines: 'ALTER TABLE orders RENAME TO sales',
        },
      ],
    },
  },
  waits: {},
});
