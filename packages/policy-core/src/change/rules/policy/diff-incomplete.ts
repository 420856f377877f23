import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { changeSight } from '../../facts/change-sight.ts';

export const policyDiffIncomplete = defineRule({
  id: 'policy/diff-incomplete',
  summary: 'Judge the whole change.',
  defaultSeverity: 'error',
  subjects: changeSight,

  options: NO_OPTIONS,

  messages: {
    cutShort:
      'The list of changes ends early, after {count} paths. Read the whole list with git, because anything may be missing.',
    unseen: 'Lockkeeper could not see the change.',
  },

  *check(_get, sight) {
    if (sight.kind === 'cut-short') {
      const data = { count: String(sight.count) };
      yield { kind: 'violation', messageId: 'cutShort', data, at: undefined };
    }
    if (sight.kind === 'unseen') {
      yield {
        kind: 'undecided',
        messageId: 'unseen',
        data: {},
        at: undefined,
        subject: 'the change',
        waitsFor: 'observation',
        missing: [{ fact: 'change', reason: sight.reason }],
      };
    }
  },
});
