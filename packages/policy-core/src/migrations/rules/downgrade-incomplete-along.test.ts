import { describeRule } from '../../testing/describe-rule.ts';
import { sampleHistory } from '../../testing/sample-history.ts';
import { downgradeIncomplete } from './downgrade-incomplete.ts';

const left = (thing: string) => ({ messageId: 'left', data: { thing } });
const sql = (text: string) => `op.execute("${text}")`;
const change = (upgrade: readonly string[], downgrade: readonly string[]) =>
  sampleHistory({
    base: {
      a1: {
        upgrade:
          'op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("mail", sa.Text(), unique=True))',
      },
    },
    added: { b2: { parent: '"a1"', upgrade: upgrade.join('\n'), downgrade: downgrade.join('\n') } },
  });

const PARTITIONED = sql('CREATE TABLE parts (id int, late bool) PARTITION BY LIST (late)');
const PARTITION = sql('CREATE TABLE parts_late PARTITION OF parts FOR VALUES IN (true)');
const INDEX = sql('CREATE INDEX ix_late ON parts_late (id)');
const VIEW = sql('CREATE MATERIALIZED VIEW totals AS SELECT id FROM orders');
const OF_VIEW = sql('CREATE UNIQUE INDEX ON totals (id)');
const HELPER = 'add_history_table("orders", op)';
const UNIQUE = 'op.drop_constraint("uq", "orders_history", type_="unique")';
const DROP = 'op.drop_table("orders_history")';

describeRule(downgradeIncomplete, {
  policy: { migrations: { alembic: ['alembic/versions'] } },
  keeps: {
    'a column that the downgrade makes anew beside the altered one, which then goes': change(
      ['op.alter_column("orders", "mail", type_=sa.Integer(), nullable=False)', VIEW],
      [
        sql('DROP MATERIALIZED VIEW totals'),
        'op.alter_column("orders", "mail", new_column_name="_mail")',
        'op.add_column("orders", sa.Column("mail", sa.Text()))',
        'op.drop_column("orders", "_mail")',
      ],
    ),
    'a role that is only made where it is not there': change(
      [sql('DO $$ BEGIN CREATE USER app; EXCEPTION WHEN duplicate_object THEN NULL; END $$'), VIEW],
      [sql('DROP MATERIALIZED VIEW totals')],
    ),
    'a constraint that goes and comes under one condition': change(
      [
        'if WANTED:',
        '    op.drop_constraint("orders_mail_key", "orders", type_="unique")',
        '    op.create_unique_constraint("orders_mail_key", "orders", ["mail"])',
        VIEW,
      ],
      [sql('DROP MATERIALIZED VIEW totals')],
    ),
    'a partition whose table goes': change([PARTITIONED, PARTITION, INDEX], ['op.drop_table("parts")']),
    'an index whose materialized view goes': change(
      [VIEW, OF_VIEW],
      [sql('DROP MATERIALIZED VIEW IF EXISTS totals')],
    ),
    'a constraint of a table that goes, whatever made it': change([HELPER, UNIQUE], [DROP]),
    'such a table, under a condition both ways': change(
      ['if WITH_HISTORY:', `    ${HELPER}`, `    ${UNIQUE}`],
      ['if WITH_HISTORY:', `    ${DROP}`],
    ),
  },
  breaks: {
    'a role that is made in any case': {
      ...change([sql('CREATE ROLE app'), VIEW], [sql('DROP MATERIALIZED VIEW totals')]),
      finds: [{ ...left('the object app'), underlines: 'CREATE ROLE app' }],
    },
    'an index that keeps another name': {
      ...change([sql('ALTER INDEX ix RENAME TO ix_old'), VIEW], [sql('DROP MATERIALIZED VIEW totals')]),
      finds: [{ ...left('the object ix'), underlines: 'ALTER INDEX ix RENAME TO ix_old' }],
    },
    'a column whose key went along, and does not come back': {
      ...change(
        ['op.drop_column("orders", "mail")'],
        ['op.add_column("orders", sa.Column("mail", sa.Text()))'],
      ),
      finds: [
        {
          messageId: 'repeated',
          data: { thing: 'the column orders.mail', name: 'orders_mail_key' },
          underlines: 'op.drop_column("orders", "mail")',
        },
      ],
    },
    'a partition whose table stays': {
      ...change([PARTITION, sql('CREATE VIEW v AS SELECT 1')], [sql('DROP VIEW v')]),
      finds: [
        {
          ...left('the table parts_late'),
          underlines: 'CREATE TABLE parts_late PARTITION OF parts FOR VALUES IN (true)',
        },
      ],
    },
    'an index of a materialized view that stays': {
      ...change([OF_VIEW, sql('CREATE VIEW v AS SELECT 1')], [sql('DROP VIEW v')]),
      finds: [{ ...left('a nameless index'), underlines: 'CREATE UNIQUE INDEX ON totals (id)' }],
    },
    'a constraint of a table that was there before': {
      ...change(['op.drop_constraint("uq", "orders", type_="unique")'], ['op.drop_table("orders")']),
      finds: [
        {
          ...left('the constraint uq of orders'),
          underlines: 'op.drop_constraint("uq", "orders", type_="unique")',
        },
      ],
    },
    'a constraint of a table that may stay': {
      ...change([HELPER, UNIQUE], ['if WITH_HISTORY:', `    ${DROP}`]),
      finds: [{ ...left('the constraint uq of orders_history'), underlines: UNIQUE }],
    },
  },
  waits: {},
});
