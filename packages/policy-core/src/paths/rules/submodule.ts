import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { changedSubmodules } from '../facts/changed-submodules.ts';

export const pathsSubmodule = defineRule({
  id: 'paths/submodule',
  summary: 'Do not add submodules, whose content is outside the change.',
  defaultSeverity: 'error',
  subjects: changedSubmodules,

  options: NO_OPTIONS,

  messages: {
    submodule:
      '{path} is a submodule, whose content cannot be judged here. Add the files themselves, or allow submodules in the policy.',
    list: '{path} configures submodules, but the policy allows none. Leave it as it was, or allow submodules in the policy.',
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
