import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { changedSubmodules } from '../facts/changed-submodules.ts';

export const pathsSubmodule = defineRule({
  id: 'paths/submodule',
  summary: 'A change brings in no submodule, as its content is nowhere in the change.',
  defaultSeverity: 'error',
  subjects: changedSubmodules,

  options: NO_OPTIONS,

  messages: {
    submodule:
      '{path} is a submodule: what is in it cannot be judged here. Bring in the files themselves, or allow submodules in the policy.',
    list: '{path} says where submodules come from, and the policy allows none. Leave it as it was, or allow submodules in the policy.',
  },

  *check(_get, submodules) {
    for (const { path, status, kind } of submodules)
      yield {
        kind: 'violation',
        messageId: kind,
        data: { path },
        at: startOf(path),
        evidence: [
          { subject: path, relation: 'was', value: status },
          { subject: 'integrity.submodules', relation: 'is', value: 'deny' },
        ],
      };
  },
});
