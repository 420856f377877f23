import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { authorship } from '../../facts/authorship.ts';
import { scopedBranch } from '../../facts/scoped-change.ts';

export const aiBranch = defineRule({
  id: 'branches/ai-branch',
  summary: 'Commit AI-made changes on the branches that their scope names.',
  defaultSeverity: 'error',
  subjects: scopedBranch,

  options: NO_OPTIONS,

  messages: {
    wrong: 'This AI-made change is on {branch}. Move it to a branch of the kind {kinds}.',
    unknown: 'Cannot determine the branch of this change, or its author.',
  },

  *check(get, branch) {
    if (branch === undefined) return;
    const { name, kinds, at } = branch;
    const made = get(authorship);
    const place = {
      subject: 'the branch',
      relation: 'must be of a kind in',
      value: 'change_scope.branches',
      source: at,
    };
    if (!made.known || !name.known) {
      const unknown = made.known ? name : made;
      yield {
        kind: 'undecided',
        messageId: 'unknown',
        data: {},
        at: undefined,
        subject: 'the branch',
        waitsFor: 'observation',
        missing: unknown.known ? [] : [{ fact: 'branch', reason: unknown.reason }],
        evidence: [place],
      };
      return;
    }
    yield {
      kind: 'violation',
      messageId: 'wrong',
      data: { branch: name.value, kinds: kinds.join(' or ') },
      at: undefined,
      evidence: [place, ...made.value.evidence],
    };
  },
});
