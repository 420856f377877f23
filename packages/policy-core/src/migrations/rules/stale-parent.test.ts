import { textContent } from '../../model/file-content.ts';
import { observed, unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { historyTree, sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY } from '../../testing/sample-revision.ts';
import { staleParent } from './stale-parent.ts';

const stale = (id: string, parent: string, other: string) => ({
  messageId: 'stale',
  data: { id, parent, other, environment: 'alembic/versions' },
});
const beside = (id: string, parent: string, other: string) => ({
  messageId: 'reloaded',
  data: { id, parent, environment: 'alembic.ini', other },
});
const INI = '[alembic]\nscript_location = alembic\nversion_locations = %(here)s/alembic/versions\n';
const DEEPER = `${INI}recursive_version_locations = true\n`;
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
    'a target whose configuration says the same in other words': withConfigurations(INI, `# ours\n${INI}`),
    'a target that loads more, on which this builds': withConfigurations(INI, DEEPER, {
      base: { a1: {}, 'old/b1.py': { id: 'b1', ...on('a1') } },
      added: { c2: on('b1') },
    }),
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
      finds: [{ ...stale('b2', 'a1', 'c3'), underlines: '"a1"' }],
      offers: ['Build it on c3 instead of a1'],
    },
    'the first of several new revisions': {
      ...sampleHistory({
        base: { a1: {} },
        added: { b2: on('a1'), b3: on('b2') },
        target: { c3: on('a1'), d4: on('c3') },
      }),
      finds: [{ ...stale('b2', 'a1', 'd4'), underlines: '"a1"' }],
    },
    'a branch that left long ago': {
      ...sampleHistory({
        base: { a1: {}, a2: on('a1') },
        added: { b2: on('a2') },
        target: { c3: on('a2'), c4: on('c3'), c5: on('c4') },
      }),
      finds: [{ ...stale('b2', 'a2', 'c5'), underlines: '"a2"' }],
    },
    'a target that loads deeper folders as well by now': {
      ...withConfigurations(INI, DEEPER, {
        base: { a1: {}, a2: on('a1'), 'old/b1.py': { id: 'b1', ...on('a2') } },
        added: { c2: on('a2') },
      }),
      finds: [{ ...beside('c2', 'a2', 'b1'), underlines: '"a2"' }],
      offers: ['Build it on b1 instead of a2'],
    },
    'a new revision that only the target loads by now': {
      ...withConfigurations(INI, DEEPER, {
        base: { a1: {}, a2: on('a1') },
        added: { 'new/c2.py': { id: 'c2', ...on('a1') } },
      }),
      finds: [{ ...beside('c2', 'a1', 'a2'), underlines: '' }],
    },
    'a target that loads revisions from another folder by now': {
      ...withConfigurations(INI, INI.replace('/versions', '/versions/2026'), {
        base: { a1: {} },
        added: { c2: on('a1') },
      }),
      finds: [
        {
          messageId: 'unloaded',
          data: { id: 'c2', environment: 'alembic.ini', folders: 'alembic/versions/2026' },
          underlines: '"c2"',
        },
      ],
    },
  },
  waits: {
    'a configuration of the target that cannot be seen': {
      ...withConfigurations(INI, unobserved('git failed')),
      waits: [
        {
          messageId: 'unseen',
          data: { environment: 'alembic.ini' },
          because: 'the text of alembic.ini at the target branch: git failed',
        },
      ],
    },
    'a target that cannot be seen': {
      ...withTarget(unobserved('this is a shallow clone')),
      waits: [
        {
          messageId: 'unseen',
          data: { environment: 'alembic/versions' },
          because: 'this is a shallow clone',
        },
      ],
    },
  },
});

/** One side of `alembic.ini` here, and as the target has it by now. */
function withConfigurations(
  here: string,
  there: string | ReturnType<typeof unobserved>,
  history: Parameters<typeof sampleHistory>[0] = { base: { a1: {} }, added: { c2: on('a1') } },
) {
  const given = sampleHistory(history);
  const revisions = given.seen?.revisions;
  if (revisions?.paths.known !== true) throw new Error('The sample has revisions.');
  const target = typeof there === 'string' ? observed(textContent(there)) : there;
  return {
    ...given,
    seen: {
      revisions: {
        ...revisions,
        paths: observed([...revisions.paths.value, 'alembic.ini']),
        files: { ...revisions.files, 'alembic.ini': observed(textContent(here)) },
        atTarget: observed({ commit: 'c'.repeat(40), files: { 'alembic.ini': target } }),
      },
    },
  };
}

function withTarget(atTarget: ReturnType<typeof unobserved>) {
  const given = sampleHistory({ base: { a1: {} }, added: { b2: on('a1') } });
  const revisions = given.seen?.revisions;
  if (revisions === undefined) throw new Error('The sample has revisions.');
  return { ...given, seen: { revisions: { ...revisions, atTarget } } };
}
