import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { changeSight } from '../../facts/change-sight.ts';

export const policyDiffIncomplete = defineRule({
  id: 'policy/diff-incomplete',
  summary: 'A change is judged whole or not at all.',
  defaultSeverity: 'error',
  subjects: changeSight,

  options: NO_OPTIONS,

  messages: {
    cutShort:
      'The list of changes was cut short after {count} paths. Read it with git: what is missing may be anything.',
    unseen: 'The change could not be seen.',
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
