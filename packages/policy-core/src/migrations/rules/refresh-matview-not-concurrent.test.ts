import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { refreshMatviewNotConcurrent } from './refresh-matview-not-concurrent.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });
const emptied = (view: string) => ({
  messageId: 'emptied',
  data: { takes: `takes ACCESS EXCLUSIVE on ${view} and empties it; readers and writers wait` },
});

describeRule(refreshMatviewNotConcurrent, {
  policy: POLICY,
  keeps: {
    CONCURRENTLY: sql('REFRESH MATERIALIZED VIEW CONCURRENTLY totals;'),
    'a view that the migration makes': sql(
      'CREATE MATERIALIZED VIEW totals AS SELECT 1 AS a WITH NO DATA;\nREFRESH MATERIALIZED VIEW totals;',
    ),
    'a view with a schema that it makes': sql(
      'CREATE MATERIALIZED VIEW shop.totals AS SELECT 1 AS a WITH NO DATA;\nREFRESH MATERIALIZED VIEW shop.totals;',
    ),
    'a view that it makes again': oneRevision({
      upgrade:
        'op.execute("DROP MATERIALIZED VIEW totals")\nop.execute("CREATE MATERIALIZED VIEW totals AS SELECT 1 AS a")\nop.execute("REFRESH MATERIALIZED VIEW totals")',
    }),
    'what a downgrade does': oneRevision({
      upgrade: 'pass',
      downgrade: 'op.execute("REFRESH MATERIALIZED VIEW totals")',
    }),
  },
  breaks: {
    'a view that is there': {
      ...sql('REFRESH MATERIALIZED VIEW shop.totals;'),
      finds: [
        {
          messageId: 'filled',
          data: {
            takes:
              'takes ACCESS EXCLUSIVE on shop.totals and writes every row again; readers and writers wait',
          },
          underlines: 'REFRESH MATERIALIZED VIEW shop.totals',
        },
      ],
    },
    'a revision': {
      ...oneRevision({ upgrade: 'op.execute("REFRESH MATERIALIZED VIEW totals")' }),
      finds: [
        {
          messageId: 'filled',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on totals and writes every row again; readers and writers wait',
          },
          underlines: 'REFRESH MATERIALIZED VIEW totals',
        },
      ],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if stale():\n    op.execute("REFRESH MATERIALIZED VIEW totals")' }),
      finds: [
        {
          messageId: 'filled',
          data: {
            takes: 'may take ACCESS EXCLUSIVE on totals and write every row again; readers and writers wait',
          },
          underlines: 'REFRESH MATERIALIZED VIEW totals',
        },
      ],
    },
    'a view that loses its rows': {
      ...sql('REFRESH MATERIALIZED VIEW totals WITH NO DATA;'),
      finds: [{ ...emptied('totals'), underlines: 'REFRESH MATERIALIZED VIEW totals WITH NO DATA' }],
    },
    'a view beside one that it makes': {
      ...sql('CREATE MATERIALIZED VIEW other AS SELECT 1 AS a;\nREFRESH MATERIALIZED VIEW totals;'),
      finds: [
        {
          messageId: 'filled',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on totals and writes every row again; readers and writers wait',
          },
          underlines: 'REFRESH MATERIALIZED VIEW totals',
        },
      ],
    },
    'a view of the same name in another schema': {
      ...sql('CREATE MATERIALIZED VIEW shop.totals AS SELECT 1 AS a;\nREFRESH MATERIALIZED VIEW totals;'),
      finds: [
        {
          messageId: 'filled',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on totals and writes every row again; readers and writers wait',
          },
          underlines: 'REFRESH MATERIALIZED VIEW totals',
        },
      ],
    },
    'a view that is made after it': {
      ...sql('REFRESH MATERIALIZED VIEW totals;\nCREATE MATERIALIZED VIEW totals AS SELECT 1 AS a;'),
      finds: [
        {
          messageId: 'filled',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on totals and writes every row again; readers and writers wait',
          },
          underlines: 'REFRESH MATERIALIZED VIEW totals',
        },
      ],
    },
  },
  waits: {},
});
