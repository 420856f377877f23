import { describeRule } from '../../testing/describe-rule.ts';
import { sampleHistory } from '../../testing/sample-history.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';
import { baselineStampMissing } from './baseline-stamp-missing.ts';

const PATH = 'alembic/versions/5a9d6371e18c_baseline.py';
const BASELINE = sampleRevision({ id: '5a9d6371e18c' });
const documented = (words: string) => ({
  [PATH]: `"""The schema before Alembic.\n\n${words}\n"""\n${BASELINE}`,
});
const MISSING = { messageId: 'missing', data: { id: '5a9d6371e18c' } };
const finds = [{ ...MISSING, underlines: '"5a9d6371e18c"' }];
const later = { 'alembic/versions/b2_x.py': sampleRevision({ id: 'b2', parent: '"5a9d6371e18c"' }) };

describeRule(baselineStampMissing, {
  policy: {
    migrations: {
      alembic: ['alembic/versions'],
      application: ['scripts/**', 'app/**'],
      baseline: '5a9d6371e18c',
    },
  },
  keeps: {
    'a docstring that names the command': {
      files: documented('Run `alembic stamp 5a9d6371e18c` once on each database.'),
    },
    'a docstring that names the script': { files: documented('Run ./scripts/stamp_baseline.sh once.') },
    'a comment': { files: { [PATH]: `# Production was stamped in March.\n${BASELINE}` } },
    'a script that stamps': {
      files: { [PATH]: BASELINE, 'scripts/stamp_baseline.sh': 'alembic stamp 5a9d6371e18c\n' },
    },
    'code that stamps': {
      files: {
        [PATH]: BASELINE,
        'app/adopt.py':
          'from alembic import command\n\n\ndef adopt():\n    command.stamp(config, "5a9d6371e18c")\n',
      },
    },
    'a history that begins with Alembic': {
      files: { [PATH]: BASELINE },
      policy: { migrations: { alembic: ['alembic/versions'] } },
    },
    'a baseline that is not there, which another rule tells of': { files: later },
    'a baseline that cannot be read, which another rule tells of': {
      files: { [PATH]: `${BASELINE}def (:\n` },
    },
    'a change of other revisions': {
      files: { ...later, [PATH]: BASELINE },
      change: [{ path: 'alembic/versions/b2_x.py', status: 'added' }],
      seen: { focus: { kind: 'change' } },
    },
    'an open file, beside which no script is seen': {
      files: { [PATH]: BASELINE },
      seen: { focus: { kind: 'document', path: PATH } },
    },
  },
  breaks: {
    'a baseline of which nothing tells': { files: { [PATH]: BASELINE }, finds },
    'a script that does something else': {
      files: { [PATH]: BASELINE, 'scripts/up.sh': 'alembic upgrade head\n' },
      finds,
    },
    'a word that only ends so': {
      files: documented('The timestamp of each order is in UTC.'),
      finds,
    },
    'a change that brings it': { ...sampleHistory({ added: { '5a9d6371e18c': {} } }), finds },
  },
  waits: {},
});
