import { describeRule } from '../../testing/describe-rule.ts';
import { historyTree, sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY } from '../../testing/sample-revision.ts';
import { revisionCycle } from './revision-cycle.ts';

const loop = (id: string) => ({ messageId: 'loop', data: { id, circle: 'b2 → b2' } });
const on = (parent: string) => ({ parent: `"${parent}"` });

describeRule(revisionCycle, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'one line': historyTree({ a1: {}, b2: on('a1'), c3: on('b2') }),
    'a diamond': historyTree({ a1: {}, b2: on('a1'), c3: on('a1'), d4: { parent: '("b2", "c3")' } }),
    'a circle there was before': sampleHistory({
      base: { b2: on('c3'), c3: on('b2') },
      added: { d4: on('c3') },
    }),
  },
  breaks: {
    'a revision that names itself': {
      ...historyTree({ a1: {}, b2: on('b2') }),
      finds: [{ ...loop('b2'), underlines: '"b2"' }],
    },
    'two that name each other': {
      ...historyTree({ a1: {}, b2: on('c3'), c3: on('b2') }),
      finds: [{ messageId: 'cycle', data: { id: 'b2', circle: 'b2 → c3 → b2' }, underlines: '"c3"' }],
    },
    'a circle by way of a dependency': {
      ...historyTree({ a1: { module: 'depends_on = "b2"' }, b2: on('a1') }),
      finds: [{ messageId: 'cycle', data: { id: 'a1', circle: 'a1 → b2 → a1' }, underlines: 'None' }],
    },
    'a circle that the change closes': {
      ...sampleHistory({
        base: { b2: on('a1') },
        before: { a1: {} },
        edited: { a1: on('b2') },
      }),
      finds: [{ messageId: 'cycle', data: { id: 'a1', circle: 'a1 → b2 → a1' }, underlines: '"b2"' }],
    },
  },
  waits: {},
});
