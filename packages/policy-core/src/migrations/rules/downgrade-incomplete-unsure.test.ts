import { expect } from 'vitest';

import { describeRule } from '../../testing/describe-rule.ts';
import { sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY, oneRevision } from '../../testing/sample-revision.ts';
import { downgradeIncomplete } from './downgrade-incomplete.ts';

const left = (thing: string) => ({ messageId: 'left', data: { thing } });
const ADD = 'op.add_column("orders", sa.Column("note", sa.Text()))';
const DROP = 'op.drop_column("orders", "note")';
const SEQUENCE = 'CreateSequence(sa.Sequence("numbers"))';

/** What makes a sequence beside a column that the downgrade drops. */
const making = (...upgrade: readonly string[]) =>
  oneRevision({ upgrade: [...upgrade, ADD].join('\n'), downgrade: DROP });

describeRule(downgradeIncomplete, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'a sequence that may have been there, and does not stop the next upgrade': making(
      'op.execute("CREATE SEQUENCE IF NOT EXISTS numbers")',
    ),
    'a schema that may have been there': making('op.execute("CREATE SCHEMA IF NOT EXISTS shop")'),
    'a sequence that SQLAlchemy makes unless it is there': making(
      'op.execute(CreateSequence(sa.Sequence("numbers"), if_not_exists=True))',
    ),
    'a schema that a flag makes unless it is there': making(
      'op.execute(CreateSchema("shop", if_not_exists=FLAG))',
    ),
    'what a function makes that nobody calls': withFunction(''),
    'what two functions make that only call each other': withFunction('', 'make_more'),
  },
  breaks: {
    'a column that comes back without its unique constraint': {
      ...sampleHistory({
        base: {
          a1: {
            upgrade:
              'op.create_table("orders", sa.Column("id"), sa.Column("number", sa.Integer(), unique=True))',
          },
        },
        added: {
          b2: {
            parent: '"a1"',
            upgrade: 'op.drop_column("orders", "number")',
            downgrade: 'op.add_column("orders", sa.Column("number", sa.Integer()))',
          },
        },
      }),
      finds: [
        {
          messageId: 'repeated',
          data: { thing: 'the column orders.number', name: 'orders_number_key' },
          underlines: 'op.drop_column("orders", "number")',
        },
      ],
    },
    'a sequence that is made anyhow': {
      ...making('op.execute("CREATE SEQUENCE numbers")'),
      finds: [{ ...left('the sequence numbers'), underlines: expect.stringContaining('numbers') }],
    },
    'a sequence that SQLAlchemy makes anyhow': {
      ...making('op.execute(CreateSequence(sa.Sequence("numbers"), if_not_exists=False))'),
      finds: [{ ...left('the sequence numbers'), underlines: expect.stringContaining('numbers') }],
    },
    'what a function makes that the upgrade calls': {
      ...withFunction('make()'),
      finds: [{ ...left('the sequence numbers'), underlines: expect.stringContaining(SEQUENCE) }],
    },
    'what a function makes that the upgrade hands on': {
      ...withFunction('run(make)'),
      finds: [{ ...left('the sequence numbers'), underlines: expect.stringContaining(SEQUENCE) }],
    },
    'what a function makes that may be picked by its name': {
      ...withFunction('globals()["make"]()'),
      finds: [{ ...left('the sequence numbers'), underlines: expect.stringContaining(SEQUENCE) }],
    },
  },
  waits: {},
});

/** A revision with a function beside upgrade(), which `calls` may lead to. */
function withFunction(calls: string, also = '') {
  const { files } = making(...(calls === '' ? [] : [calls]));
  const more = also === '' ? '' : `\n\ndef ${also}():\n    make()\n`;
  const make = `\n\ndef make():\n    op.execute(${SEQUENCE})\n${also === '' ? '' : `    ${also}()\n`}`;
  return {
    files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, `${text}${make}${more}`])),
  };
}
