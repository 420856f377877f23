import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { scopedChange } from '../../facts/scoped-change.ts';

export const aiBranch = defineRule({
  id: 'branches/ai-branch',
  summary: 'AI-made changes are committed on the branches that the scope names.',
  defaultSeverity: 'error',
  judges: [scopedChange],

  options: NO_OPTIONS,

  messages: {
    wrong: 'An AI-made change was committed on {branch}. Move it to a branch of the kind {kinds}.',
    unknown: 'It cannot be told on which branch this change was committed, or by whom.',
  },

  *check(get) {
    const scoped = get(scopedChange);
    if (scoped?.branch === undefined) return;
    const { authorship, branch } = scoped;
    const { name, kinds, at } = branch;
    const place = {
      subject: 'the branch',
      relation: 'must be of a kind in',
      value: 'change_scope.branches',
      source: at,
    };
    if (!authorship.known || !name.known) {
      const unknown = authorship.known ? name : authorship;
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
      evidence: [place, ...authorship.value.evidence],
    };
  },
});
