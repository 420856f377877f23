import { unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { historyTree, sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY } from '../../testing/sample-revision.ts';
import { multipleHeads } from './multiple-heads.ts';

const heads = (count: number, ids: string) => ({
  messageId: 'heads',
  data: { environment: 'alembic/versions', count: String(count), heads: ids },
});
const on = (parent: string) => ({ parent: `"${parent}"` });
const labelled = (parent: string, label: string) => ({
  parent: parent === 'None' ? parent : `"${parent}"`,
  module: `branch_labels = ("${label}",)`,
});

describeRule(multipleHeads, {
  policy: ALEMBIC_POLICY,
  keeps: {
    '[row 4.59] one line of revisions': historyTree({ a1: {}, b2: on('a1'), c3: on('b2') }),
    'two lines that are merged again': historyTree({
      a1: {},
      b2: on('a1'),
      c3: on('a1'),
      d4: { parent: '("b2", "c3")' },
    }),
    'labels that may have a head each': {
      ...historyTree({ a1: {}, b2: labelled('a1', 'expand'), c3: labelled('a1', 'contract'), d4: on('c3') }),
      options: { allowBranches: ['expand', 'contract'] },
    },
    'one label beside the line without any': {
      ...historyTree({ a1: {}, b2: labelled('a1', 'expand'), c3: on('a1') }),
      options: { allowBranches: ['expand'] },
    },
    'a change that builds on one of two heads there were before': sampleHistory({
      base: { a1: {}, b2: on('a1'), c3: on('a1') },
      added: { d4: on('c3') },
    }),
    'a change that merges them': sampleHistory({
      base: { a1: {}, b2: on('a1'), c3: on('a1') },
      added: { d4: { parent: '("b2", "c3")' } },
    }),
    'a second head that only the target branch has, which is for another rule': sampleHistory({
      base: { a1: {} },
      added: { b2: on('a1') },
      target: { c3: on('a1') },
    }),
    'a head that may be the parent which another revision fails to name': historyTree({
      a1: {},
      b2: on('a1'),
      c3: on('b1'),
    }),
    'two environments with a head each': {
      files: {
        'one/v/a1.py': 'revision = "a1"\ndown_revision = None\ndef upgrade(): pass\n',
        'two/v/a1.py': 'revision = "a1"\ndown_revision = None\ndef upgrade(): pass\n',
      },
      policy: { migrations: { alembic: ['one/v', 'two/v'] } },
    },
    'a revision whose place is only known when it runs, which is for another rule': historyTree({
      a1: {},
      'b2_x.py': 'revision = make()\ndown_revision = "a1"\n\n\ndef upgrade():\n    pass\n',
    }),
  },
  breaks: {
    '[row 4.61] two revisions on one parent': {
      ...historyTree({ a1: {}, b2: on('a1'), c3: on('a1') }),
      finds: [{ ...heads(2, 'b2 and c3'), underlines: '"a1"' }],
      offers: ['Create a revision that merges b2 and c3'],
    },
    'a change that adds a second head': {
      ...sampleHistory({ base: { a1: {}, b2: on('a1') }, added: { c3: on('a1') } }),
      finds: [{ ...heads(2, 'b2 and c3'), underlines: '"a1"' }],
      offers: ['Create a revision that merges b2 and c3', 'Build c3 on b2 instead of a1'],
    },
    'a change that adds both': {
      ...sampleHistory({ base: { a1: {} }, added: { b2: on('a1'), c3: on('a1') } }),
      finds: [{ ...heads(2, 'b2 and c3'), underlines: '"a1"' }],
      offers: [
        'Create a revision that merges b2 and c3',
        'Build b2 on c3 instead of a1',
        'Build c3 on b2 instead of a1',
      ],
    },
    'a change that adds a line of its own, which moves with its first revision': {
      ...sampleHistory({ base: { a1: {}, b2: on('a1') }, added: { c3: on('a1'), d4: on('c3') } }),
      finds: [{ ...heads(2, 'b2 and d4'), underlines: '"c3"' }],
      offers: ['Create a revision that merges b2 and d4', 'Build c3 on b2 instead of a1'],
    },
    'one head more than the parent that is not there can be': {
      ...historyTree({ a1: {}, b2: on('a1'), c3: on('a1'), d4: on('d3') }),
      finds: [{ ...heads(3, 'b2, c3 and d4'), underlines: '"a1"' }],
    },
    'one head more than a revision of unknown parents can build on': {
      ...historyTree({ a1: {}, b2: on('a1'), c3: on('a1'), d4: { parent: 'newest()' } }),
      finds: [{ ...heads(3, 'b2, c3 and d4'), underlines: '"a1"' }],
    },
    'a dependency that is not there, which is no parent': {
      ...historyTree({ a1: {}, b2: on('a1'), c3: { parent: '"a1"', module: 'depends_on = "zz"' } }),
      finds: [{ ...heads(2, 'b2 and c3'), underlines: '"a1"' }],
    },
    'a change that adds a third one': {
      ...sampleHistory({ base: { a1: {}, b2: on('a1'), c3: on('a1') }, added: { d4: on('a1') } }),
      finds: [{ ...heads(3, 'b2, c3 and d4'), underlines: '"a1"' }],
      offers: ['Create a revision that merges b2, c3 and d4'],
    },
    'two heads of one label': {
      ...historyTree({ a1: {}, b2: labelled('a1', 'expand'), c3: on('b2'), d4: on('b2') }),
      options: { allowBranches: ['expand'] },
      finds: [{ ...heads(2, 'c3 and d4'), underlines: '"b2"' }],
    },
    'a label that is not allowed': {
      ...historyTree({ a1: {}, b2: labelled('a1', 'expand'), c3: on('a1') }),
      options: { allowBranches: ['contract'] },
      finds: [{ ...heads(2, 'b2 and c3'), underlines: '"a1"' }],
    },
    'two bases, which are two heads as well': {
      ...historyTree({ a1: {}, b2: {} }),
      finds: [{ ...heads(2, 'a1 and b2'), underlines: 'None' }],
    },
  },
  waits: {
    'a revision that may build on one of the heads, which only shows when it runs': {
      ...historyTree({ a1: {}, b2: { parent: 'newest()' } }),
      waits: [
        {
          messageId: 'unseen',
          data: {},
          because: 'what alembic/versions/b2_x.py builds on is only known when it runs',
        },
      ],
    },
    'a history that nobody could see': {
      ...sampleHistory({ added: { b2: on('a1') } }),
      seen: {
        revisions: { paths: unobserved('the folder could not be listed'), files: {} },
      },
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
