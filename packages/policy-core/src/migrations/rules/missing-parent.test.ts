import { describeRule } from '../../testing/describe-rule.ts';
import { historyTree, sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../testing/sample-revision.ts';
import { missingParent } from './missing-parent.ts';
import { unobserved } from '../../model/known.ts';

const missing = (child: string, id: string, advice: string) => ({
  messageId: 'missing',
  data: { child, id, header: 'down_revision', environment: 'alembic/versions', advice },
});
const apart = (child: string, id: string) => ({
  messageId: 'apart',
  data: { child, id, header: 'depends_on', environment: 'plugin/versions', other: 'alembic/versions' },
});
const BRING = 'Alembic cannot load the history; correct it, or bring back the file';
const on = (parent: string) => ({ parent: `"${parent}"` });
const MOVES_LOCATIONS = 'config.set_main_option("version_locations", " ".join(found))\n';
const waiting = ({ path, ...named }: { child: string; id: string; header: string; path: string }) => ({
  messageId: 'elsewhere',
  data: { ...named, path },
  because: `by ${path} Alembic loads revisions from elsewhere, too`,
});

describeRule(missingParent, {
  policy: ALEMBIC_POLICY,
  keeps: {
    '[row 4.61] every parent is there': historyTree({ a1: {}, b2: on('a1') }),
    'every parent of a merge is there': historyTree({
      a1: {},
      b2: on('a1'),
      c3: on('a1'),
      d4: { parent: '("b2", "c3")' },
    }),
    'a dependency by label': historyTree({
      a1: { module: 'branch_labels = ("billing",)' },
      b2: { module: 'depends_on = "billing"' },
    }),
    'a dependency of another package that the options allow': {
      ...historyTree({ a1: { module: 'depends_on = "35c1462c5d9f"' } }),
      options: { allowDependsOn: ['35c1462c5d9f'] },
    },
    'a parent that Alembic cannot load either, which is told apart': historyTree({
      'a1_x.py': 'revision = "a1"\ndown_revision = None\n\ndef upgrade():\n    print "x"\n',
      b2: on('a1'),
    }),
    'a parent that was missing before the change': sampleHistory({
      base: { a1: on('gone') },
      added: { b2: on('a1') },
    }),
  },
  breaks: {
    'what another history of the policy has': {
      files: {
        'alembic/versions/a1_x.py': sampleRevision({ id: 'a1', module: 'branch_labels = ("core",)' }),
        'plugin/versions/b2_x.py': sampleRevision({ id: 'b2', module: 'depends_on = "core"' }),
        'plugin/versions/c3_x.py': sampleRevision({ id: 'c3', parent: '"b2"', module: 'depends_on = "a1"' }),
      },
      policy: { migrations: { alembic: ['alembic/versions', 'plugin/versions'] } },
      finds: [
        { ...apart('b2', 'core'), underlines: '"core"' },
        { ...apart('c3', 'a1'), underlines: '"a1"' },
      ],
    },
    'a parent that does not exist': {
      ...historyTree({ a1: {}, b2: on('zzzzzz') }),
      finds: [{ ...missing('b2', 'zzzzzz', BRING), underlines: '"zzzzzz"' }],
    },
    'a slip of the finger': {
      ...historyTree({ ab12cd34ef56: {}, b2: on('ab12cd34ef65') }),
      finds: [
        {
          ...missing('b2', 'ab12cd34ef65', 'Alembic cannot load the history; perhaps ab12cd34ef56 is meant'),
          underlines: '"ab12cd34ef65"',
        },
      ],
    },
    'one parent of a merge': {
      ...historyTree({ a1: {}, b2: { parent: '("a1", "zzzzzz")' } }),
      finds: [{ ...missing('b2', 'zzzzzz', BRING), underlines: '"zzzzzz"' }],
    },
    'an empty parent': {
      ...historyTree({ a1: { parent: "''" } }),
      finds: [
        {
          ...missing('a1', "''", 'Alembic cannot load the history; write None for a first revision'),
          underlines: "''",
        },
      ],
    },
    'a dependency that does not exist': {
      ...historyTree({ a1: { module: 'depends_on = "35c1462c5d9f"' } }),
      finds: [
        {
          messageId: 'missing',
          data: {
            child: 'a1',
            id: '35c1462c5d9f',
            header: 'depends_on',
            environment: 'alembic/versions',
            advice:
              'Unless another package brings it, Alembic cannot load the history; correct it, or allow it in the options',
          },
          underlines: '"35c1462c5d9f"',
        },
      ],
    },
    'a slip of the finger where revisions also come from elsewhere': {
      files: {
        ...historyTree({ ab12cd34ef56: {}, b2: on('ab12cd34ef65') }).files,
        'shop/app.py': MOVES_LOCATIONS,
      },
      finds: [
        {
          ...missing('b2', 'ab12cd34ef65', 'Alembic cannot load the history; perhaps ab12cd34ef56 is meant'),
          underlines: '"ab12cd34ef65"',
        },
      ],
    },
    'an empty parent where revisions also come from elsewhere': {
      files: { ...historyTree({ a1: { parent: "''" } }).files, 'shop/app.py': MOVES_LOCATIONS },
      finds: [
        {
          ...missing('a1', "''", 'Alembic cannot load the history; write None for a first revision'),
          underlines: "''",
        },
      ],
    },
    'a parent whose file the change deletes': {
      ...sampleHistory({ base: { b2: on('aaaaaa') }, before: { aaaaaa: {} }, deleted: ['aaaaaa'] }),
      // The file that names it is none of the change.
      finds: [{ ...missing('b2', 'aaaaaa', BRING), underlines: undefined }],
    },
  },
  waits: {
    'a dependency where code has Alembic load revisions from elsewhere, too': {
      files: {
        ...historyTree({ a1: { module: 'depends_on = "35c1462c5d9f"' } }).files,
        'shop/app.py': MOVES_LOCATIONS,
      },
      waits: [waiting({ child: 'a1', id: '35c1462c5d9f', header: 'depends_on', path: 'shop/app.py' })],
    },
    'a parent where another package gathers the revisions': {
      files: {
        ...historyTree({ a1: {}, b2: on('zzzzzz') }).files,
        'setup.cfg': '[options.entry_points]\nshop_db.alembic =\n    shop_orders = shop_orders:alembic\n',
      },
      waits: [waiting({ child: 'b2', id: 'zzzzzz', header: 'down_revision', path: 'setup.cfg' })],
    },
    'a history that nobody could see': {
      ...sampleHistory({ added: { b2: on('a1') } }),
      seen: { revisions: { paths: unobserved('the folder could not be listed'), files: {} } },
      waits: [
        {
          messageId: 'unseen',
          data: {},
          because: 'the folder could not be listed',
        },
      ],
    },
  },
});
