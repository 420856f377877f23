import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { attachPartition } from './attach-partition.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });
const RANGE = "ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')";
const LIST = 'ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES IN (7)';
const DEFAULT = 'ALTER TABLE events ATTACH PARTITION events_1 DEFAULT';
const CHECK =
  "ALTER TABLE events_1 ADD CONSTRAINT fits CHECK (at IS NOT NULL AND at >= '2024-01-01' AND at < '2024-02-01')";

describeRule(attachPartition, {
  policy: POLICY,
  keeps: {
    'a partition that the migration makes': sql(
      `CREATE TABLE events_1 (LIKE events INCLUDING ALL);\n${RANGE};`,
    ),
    'a partition that is made as one': sql('CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (7);'),
    'a check that says its bounds': sql(`${CHECK};\n${RANGE};`),
    'a check that was validated': sql(
      `${CHECK} NOT VALID;\nALTER TABLE events_1 VALIDATE CONSTRAINT fits;\n${RANGE};`,
    ),
    'a check of one value': sql(`ALTER TABLE events_1 ADD CHECK (kind IS NOT NULL AND kind = 7);\n${LIST};`),
    'a check with an open bound': sql(
      `${CHECK};\nALTER TABLE events ATTACH PARTITION events_1 FOR VALUES FROM (MINVALUE) TO ('2024-02-01');`,
    ),
    'a check that an earlier revision has validated': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade: `op.execute("${CHECK} NOT VALID")\nop.execute("ALTER TABLE events_1 VALIDATE CONSTRAINT fits")`,
        }),
        'alembic/versions/ab12_x.py': sampleRevision({
          parent: '"5a9d"',
          upgrade: `op.execute("${RANGE}")`,
        }),
      },
    },
    'what a downgrade does': oneRevision({ upgrade: 'pass', downgrade: `op.execute("${DEFAULT}")` }),
  },
  breaks: {
    'a range': {
      ...sql(`${RANGE};`),
      finds: [
        {
          messageId: 'unproven',
          data: { takes: 'takes ACCESS EXCLUSIVE on events_1 and reads every row; readers and writers wait' },
          underlines: RANGE,
        },
      ],
    },
    'the default': {
      ...sql(`${DEFAULT};`),
      finds: [
        {
          messageId: 'unproven',
          data: { takes: 'takes ACCESS EXCLUSIVE on events_1 and reads every row; readers and writers wait' },
          underlines: DEFAULT,
        },
      ],
    },
    'the default, which no check is known to prove': {
      ...sql(`${CHECK};\n${DEFAULT};`),
      finds: [
        {
          messageId: 'unproven',
          data: { takes: 'takes ACCESS EXCLUSIVE on events_1 and reads every row; readers and writers wait' },
          underlines: DEFAULT,
        },
      ],
    },
    'a check that is not valid': {
      ...sql(`${CHECK} NOT VALID;\n${RANGE};`),
      finds: [
        {
          messageId: 'unproven',
          data: { takes: 'takes ACCESS EXCLUSIVE on events_1 and reads every row; readers and writers wait' },
          underlines: RANGE,
        },
      ],
    },
    'a check that an earlier revision has left open': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade: `op.execute("${CHECK} NOT VALID")`,
        }),
        'alembic/versions/ab12_x.py': sampleRevision({
          parent: '"5a9d"',
          upgrade: `op.execute("${RANGE}")`,
        }),
      },
      finds: [
        {
          messageId: 'unproven',
          data: { takes: 'takes ACCESS EXCLUSIVE on events_1 and reads every row; readers and writers wait' },
          underlines: RANGE,
        },
      ],
    },
    'a check that says something else': {
      ...sql(`ALTER TABLE events_1 ADD CHECK (kind > 5);\n${RANGE};`),
      finds: [
        {
          messageId: 'unproven',
          data: { takes: 'takes ACCESS EXCLUSIVE on events_1 and reads every row; readers and writers wait' },
          underlines: RANGE,
        },
      ],
    },
    'a check of one of the bounds': {
      ...sql(`ALTER TABLE events_1 ADD CHECK (at >= '2024-01-01');\n${RANGE};`),
      finds: [
        {
          messageId: 'unproven',
          data: { takes: 'takes ACCESS EXCLUSIVE on events_1 and reads every row; readers and writers wait' },
          underlines: RANGE,
        },
      ],
    },
    'a check of another table': {
      ...sql(`ALTER TABLE events_2 ADD CHECK (kind = 7);\n${LIST};`),
      finds: [
        {
          messageId: 'unproven',
          data: { takes: 'takes ACCESS EXCLUSIVE on events_1 and reads every row; readers and writers wait' },
          underlines: LIST,
        },
      ],
    },
    'a check that was dropped': {
      ...sql(`${CHECK};\nALTER TABLE events_1 DROP CONSTRAINT fits;\n${RANGE};`),
      finds: [
        {
          messageId: 'unproven',
          data: { takes: 'takes ACCESS EXCLUSIVE on events_1 and reads every row; readers and writers wait' },
          underlines: RANGE,
        },
      ],
    },
    'a revision, under a condition': {
      ...oneRevision({ upgrade: `if old():\n    op.execute("${LIST}")` }),
      finds: [
        {
          messageId: 'unproven',
          data: {
            takes: 'may take ACCESS EXCLUSIVE on events_1 and read every row; readers and writers wait',
          },
          underlines: LIST,
        },
      ],
    },
    'a table with rows that becomes part of a new one': {
      ...sql(`CREATE TABLE events (at date) PARTITION BY RANGE (at);\n${RANGE};`),
      finds: [
        {
          messageId: 'unproven',
          data: { takes: 'takes ACCESS EXCLUSIVE on events_1 and reads every row; readers and writers wait' },
          underlines: RANGE,
        },
      ],
    },
  },
  waits: {},
});
