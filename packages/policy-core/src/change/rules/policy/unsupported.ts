import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { startOf } from '../../../model/source-span.ts';
import { unsupportedTools } from '../../facts/unsupported-tools.ts';

export const policyUnsupported = defineRule({
  id: 'policy/unsupported',
  summary: 'Check every kind of file that the policy asks for.',
  defaultSeverity: 'error',
  subjects: unsupportedTools,

  options: NO_OPTIONS,

  messages: {
    unsupported:
      'Lockkeeper does not judge {tool}, in {files} files. Check them elsewhere, and set unsupported: note.',
  },

  *check(_get, tools) {
    for (const { tool, files, example } of tools) {
      const data = { tool, files: String(files) };
      yield { kind: 'violation', messageId: 'unsupported', data, at: startOf(example) };
    }
  },
});
