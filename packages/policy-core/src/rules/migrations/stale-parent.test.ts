import { unobserved } from '../../known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { historyTree, sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY } from '../../testing/sample-revision.ts';
import { staleParent } from './stale-parent.ts';

const stale = (id: string, parent: string, other: string) =>
  `${id} builds on ${parent}, on which the target branch has ${other} by now. Merged, both are heads and \`alembic upgrade head\` fails; build ${id} on ${other}.`;
const on = (parent: string) => ({ parent: `"${parent}"` });

describeRule(staleParent, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'a revision on the head of the target': sampleHistory({ base: { a1: {} }, added: { b2: on('a1') } }),
    'a target that moved without revisions': sampleHistory({
      base: { a1: {} },
      added: { b2: on('a1') },
      target: {},
    }),
    'a change that merges what the target has added': sampleHistory({
      base: { a1: {}, c3: on('a1') },
      added: { b2: on('a1'), d4: { parent: '("b2", "c3")' } },
      target: {},
    }),
    'heads that the change has by itself, which are for another rule': sampleHistory({
      base: { a1: {} },
      added: { b2: on('a1'), c3: on('a1') },
    }),
    'a change of an old revision': sampleHistory({
      before: { a1: {} },
      edited: { a1: { upgrade: 'op.execute("SELECT 1")' } },
      target: { b2: on('a1') },
    }),
    'a whole tree, which has no target': historyTree({ a1: {}, b2: on('a1') }),
    'labels that may have a head each': {
      ...sampleHistory({
        base: { a1: {} },
        added: { b2: { ...on('a1'), module: 'branch_labels = ("expand",)' } },
        target: { c3: { ...on('a1'), module: 'branch_labels = ("contract",)' } },
      }),
      options: { allowBranches: ['expand', 'contract'] },
    },
  },
  breaks: {
    '[row 4.61] green apart and red together': {
      ...sampleHistory({ base: { a1: {} }, added: { b2: on('a1') }, target: { c3: on('a1') } }),
      finds: [{ message: stale('b2', 'a1', 'c3'), underlines: '"a1"' }],
      offers: ['Build it on c3 instead of a1'],
    },
    'the first of several new revisions': {
      ...sampleHistory({
        base: { a1: {} },
        added: { b2: on('a1'), b3: on('b2') },
        target: { c3: on('a1'), d4: on('c3') },
      }),
      finds: [{ message: stale('b2', 'a1', 'd4'), underlines: '"a1"' }],
    },
    'a branch that left long ago': {
      ...sampleHistory({
        base: { a1: {}, a2: on('a1') },
        added: { b2: on('a2') },
        target: { c3: on('a2'), c4: on('c3'), c5: on('c4') },
      }),
      finds: [{ message: stale('b2', 'a2', 'c5'), underlines: '"a2"' }],
    },
  },
  waits: {
    'a target that cannot be seen': {
      ...withTarget(unobserved('this is a shallow clone')),
      waits: [
        {
          message: 'It cannot be told whether alembic/versions still ends in one head once this is merged.',
          because: 'this is a shallow clone',
        },
      ],
    },
  },
});

function withTarget(atTarget: ReturnType<typeof unobserved>) {
  const given = sampleHistory({ base: { a1: {} }, added: { b2: on('a1') } });
  const revisions = given.seen?.revisions;
  if (revisions === undefined) throw new Error('The sample has revisions.');
  return { ...given, seen: { revisions: { ...revisions, atTarget } } };
}
