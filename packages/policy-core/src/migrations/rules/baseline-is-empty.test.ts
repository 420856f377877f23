import { unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';
import { baselineIsEmpty } from './baseline-is-empty.ts';

const ID = '5a9d6371e18c';
const PATH = `alembic/versions/${ID}_baseline_migration_existing_schema.py`;
const LATER = {
  'alembic/versions/ab12_x.py': sampleRevision({ parent: `"${ID}"`, upgrade: 'op.drop_table("a")' }),
};
const POLICY = { migrations: { alembic: ['alembic/versions'], baseline: ID } };

const baseline = (sample: Parameters<typeof sampleRevision>[0]) => ({
  files: { [PATH]: sampleRevision({ id: ID, ...sample }), ...LATER },
});
const UPGRADES = { messageId: 'upgrades', data: { id: ID } };
const DOWNGRADES = { messageId: 'downgrades', data: { id: ID } };
const MISSING = { messageId: 'missing', data: { id: ID } };
const UNCLEAR = { messageId: 'unclear', data: { id: ID } };

describeRule(baselineIsEmpty, {
  policy: POLICY,
  keeps: {
    'a baseline that does nothing [row 4.60]': baseline({}),
    'docstrings and comments': baseline({ upgrade: '"""As it was."""\n# nothing\npass', downgrade: '...' }),
    'a baseline without downgrade(), which another rule tells of': baseline({ downgrade: null }),
    'a later revision that does something': baseline({}),
    'a policy that names no baseline': {
      ...baseline({ upgrade: 'op.drop_table("a")' }),
      policy: { migrations: { alembic: ['alembic/versions'] } },
    },
    'a change that leaves the baseline alone': {
      ...baseline({ upgrade: 'op.drop_table("a")' }),
      change: [{ path: 'alembic/versions/ab12_x.py', status: 'added' }],
      seen: { revisions: sources({ [PATH]: sampleRevision({ id: ID, upgrade: 'op.drop_table("a")' }) }) },
    },
    'a change without migrations': { files: {}, change: ['README.md'] },
  },
  breaks: {
    'a baseline that makes tables [row 4.60]': {
      ...baseline({ upgrade: 'op.create_table("users")' }),
      finds: [{ ...UPGRADES, underlines: 'upgrade' }],
    },
    'a baseline that drops tables when it is taken back [row 4.60]': {
      ...baseline({ downgrade: 'op.drop_table("users")' }),
      finds: [{ ...DOWNGRADES, underlines: 'downgrade' }],
    },
    'a baseline that refuses': {
      ...baseline({ downgrade: 'raise RuntimeError("no")' }),
      finds: [{ ...DOWNGRADES, underlines: 'downgrade' }],
    },
    'both directions': {
      ...baseline({ upgrade: 'op.execute("SELECT 1")', downgrade: 'op.drop_table("a")' }),
      finds: [
        { ...UPGRADES, underlines: 'upgrade' },
        { ...DOWNGRADES, underlines: 'downgrade' },
      ],
    },
    'an edit of the baseline': {
      ...baseline({ upgrade: 'op.create_table("users")' }),
      change: [PATH],
      seen: { revisions: sources({}) },
      finds: [{ ...UPGRADES, underlines: 'upgrade' }],
    },
    'a baseline that is not there': {
      files: LATER,
      finds: [{ ...MISSING, underlines: undefined }],
    },
  },
  waits: {
    'a baseline whose upgrade comes from elsewhere': {
      files: {
        [PATH]: `from x import upgrade\nrevision = "${ID}"\ndown_revision = None\n\ndef downgrade():\n    pass\n`,
      },
      waits: [{ ...UNCLEAR, because: 'the file does not define it' }],
    },
    'revisions that nobody listed': {
      ...baseline({}),
      change: [PATH],
      seen: { revisions: { paths: unobserved('they were not listed'), files: {} } },
      waits: [{ ...UNCLEAR, because: 'they were not listed' }],
    },
  },
});

function sources(files: Readonly<Record<string, string>>) {
  const texts = { ...LATER, ...files };
  return {
    paths: { known: true as const, value: [PATH, ...Object.keys(texts)] },
    files: Object.fromEntries(
      Object.entries(texts).map(([path, text]) => [
        path,
        { known: true as const, value: { kind: 'text' as const, text } },
      ]),
    ),
  };
}
