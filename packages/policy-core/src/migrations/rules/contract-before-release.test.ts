import { observed, unobserved } from '../../model/known.ts';
import type { NamedLine } from '../../model/observations.ts';
import { describeRule, type Given } from '../../testing/describe-rule.ts';
import { sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY } from '../../testing/sample-revision.ts';
import { contractBeforeRelease } from './contract-before-release.ts';

const named = (thing: string, places: string) => ({ messageId: 'named', data: { thing, places } });
const unseen = (thing: string) => ({ messageId: 'unseen', data: { thing } });

const MODEL: readonly NamedLine[] = [
  { path: 'app/models.py', line: 4, text: '    __tablename__ = "orders"' },
  { path: 'app/models.py', line: 6, text: '    total = Column(Integer)' },
  { path: 'app/report.py', line: 0, text: 'SQL = "SELECT total FROM orders"' },
];

/** A new revision after a release whose code has these lines. */
function released(upgrade: string, lines: readonly NamedLine[] = MODEL, isWhole = true): Given {
  const given = sampleHistory({ base: { a1: {} }, added: { b2: { parent: '"a1"', upgrade } }, released: {} });
  const names = { commit: 'd'.repeat(40), names: ['orders'], lines, isWhole };
  return { ...given, seen: { ...given.seen, releasedNames: observed(names) } };
}

const DROP = 'op.drop_column("orders", "total")';

describeRule(contractBeforeRelease, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'a column that no released code names any more': released(DROP, MODEL.slice(0, 1)),
    'a column that is added': released('op.add_column("orders", sa.Column("note", sa.Text()))'),
    'a table that the migration made itself': released(
      'op.create_table("orders", sa.Column("id", sa.Integer()))\nop.drop_table("orders")',
    ),
    'a drop while nothing was ever released': sampleHistory({
      base: { a1: {} },
      added: { b2: { parent: '"a1"', upgrade: DROP } },
    }),
    'a drop whose table only shows when it runs': released('op.drop_table(name())'),
  },
  breaks: {
    '[D-11] a column that the released model maps': {
      ...released(DROP),
      finds: [{ ...named('orders.total', 'app/models.py:7 and 1 more'), underlines: DROP }],
    },
    'a table that the released code queries': {
      ...released('op.drop_table("orders")', MODEL.slice(2)),
      finds: [{ ...named('orders', 'app/report.py:1'), underlines: 'op.drop_table("orders")' }],
    },
    'a table under a new name': {
      ...released('op.rename_table("orders", "sales")', MODEL.slice(0, 1)),
      finds: [{ ...named('orders', 'app/models.py:5'), underlines: 'op.rename_table("orders", "sales")' }],
    },
    'a column under a new name': {
      ...released('op.alter_column("orders", "total", new_column_name="sum")', MODEL.slice(0, 2)),
      finds: [
        {
          ...named('orders.total', 'app/models.py:7'),
          underlines: 'op.alter_column("orders", "total", new_column_name="sum")',
        },
      ],
    },
    'a column that SQL drops': {
      ...released('op.execute("ALTER TABLE orders DROP COLUMN total")', MODEL.slice(0, 2)),
      finds: [
        {
          ...named('orders.total', 'app/models.py:7'),
          underlines: 'ALTER TABLE orders DROP COLUMN total',
        },
      ],
    },
  },
  waits: {
    'released code that nobody searched': {
      ...sampleHistory({
        base: { a1: {} },
        added: { b2: { parent: '"a1"', upgrade: DROP } },
        released: {},
      }),
      waits: [{ ...unseen('orders.total'), because: 'the released code was not searched' }],
    },
    'released code that cannot be searched': {
      ...released(DROP),
      seen: { ...released(DROP).seen, releasedNames: unobserved('this is a partial clone') },
      waits: [{ ...unseen('orders.total'), because: 'this is a partial clone' }],
    },
    'more lines than are kept': {
      ...released(DROP, MODEL.slice(0, 1), false),
      waits: [
        {
          ...unseen('orders.total'),
          because: 'too many lines of the released code hold these names',
        },
      ],
    },
  },
});
