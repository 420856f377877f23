import { unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { historyTree, sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY } from '../../testing/sample-revision.ts';
import { multipleBases } from './multiple-bases.ts';

const bases = (count: number, ids: string, id: string) => ({
  messageId: 'bases',
  data: { environment: 'alembic/versions', count: String(count), bases: ids, id },
});
const on = (parent: string) => ({ parent: `"${parent}"` });

describeRule(multipleBases, {
  policy: ALEMBIC_POLICY,
  keeps: {
    '[row 4.61] every revision builds on the baseline': historyTree({
      '5a9d6371e18c': {},
      b2: on('5a9d6371e18c'),
      c3: on('b2'),
    }),
    'a base of a label that is allowed': {
      ...historyTree({ a1: {}, b2: { module: 'branch_labels = ("billing",)' } }),
      options: { allowBranches: ['billing'] },
    },
    'two bases there were before': sampleHistory({ base: { a1: {}, b2: {} }, added: { c3: on('a1') } }),
    'a branch that depends on the base, and brings its line along': historyTree({
      a1: {},
      b2: { module: 'branch_labels = ("plugin",)\ndepends_on = "a1"' },
      c3: on('b2'),
    }),
    'no revision at all': { files: { 'alembic/versions/README.md': '' } },
  },
  breaks: {
    '[row 4.61] a revision whose parent was forgotten': {
      ...sampleHistory({ base: { '5a9d6371e18c': {} }, added: { b2: {} } }),
      finds: [{ ...bases(2, '5a9d6371e18c and b2', 'b2'), underlines: 'None' }],
    },
    'on the whole tree': {
      ...historyTree({ a1: {}, b2: {} }),
      finds: [{ ...bases(2, 'a1 and b2', 'a1'), underlines: 'None' }],
    },
    'a label that is not allowed': {
      ...historyTree({ a1: {}, b2: { module: 'branch_labels = ("billing",)' } }),
      options: { allowBranches: ['shop'] },
      finds: [{ ...bases(2, 'a1 and b2', 'a1'), underlines: 'None' }],
    },
  },
  waits: {
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
