import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { detachPartitionNotConcurrent } from './detach-partition-not-concurrent.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });

const alone = (tables: string, takes = 'takes') => ({ messageId: 'alone', data: { takes, tables } });
const DETACH = 'ALTER TABLE events DETACH PARTITION events_1';
const on = (pg_version: number) => ({ policy: { migrations: { ...POLICY.migrations, pg_version } } });

describeRule(detachPartitionNotConcurrent, {
  policy: { migrations: { ...POLICY.migrations, pg_version: 14 } },
  keeps: {
    CONCURRENTLY: sql(`${DETACH} CONCURRENTLY;`),
    'the end of what was begun CONCURRENTLY': sql(`${DETACH} FINALIZE;`),
    'PostgreSQL 13, which has no other way': { ...sql(`${DETACH};`), ...on(13) },
    'a policy that names no version': { ...sql(`${DETACH};`), policy: POLICY },
    'tables that the migration makes': sql(
      `CREATE TABLE events (a int) PARTITION BY RANGE (a);\nCREATE TABLE events_1 PARTITION OF events DEFAULT;\n${DETACH};`,
    ),
    'what a downgrade does': oneRevision({ upgrade: 'pass', downgrade: `op.execute("${DETACH}")` }),
    'a partition that is attached': sql('ALTER TABLE events ATTACH PARTITION events_1 DEFAULT;'),
  },
  breaks: {
    'a partition': {
      ...sql(`${DETACH};`),
      finds: [{ ...alone('events and events_1'), underlines: DETACH }],
    },
    'a later PostgreSQL': {
      ...sql(`${DETACH};`),
      ...on(18),
      finds: [{ ...alone('events and events_1'), underlines: DETACH }],
    },
    'a partition that the migration makes, of a table that is there': {
      ...sql(`CREATE TABLE events_1 PARTITION OF events DEFAULT;\n${DETACH};`),
      finds: [{ ...alone('events'), underlines: DETACH }],
    },
    'a revision, under a condition': {
      ...oneRevision({ upgrade: `if old():\n    op.execute("${DETACH}")` }),
      finds: [{ ...alone('events and events_1', 'may take'), underlines: DETACH }],
    },
  },
  waits: {},
});
