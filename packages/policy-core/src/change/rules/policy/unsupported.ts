import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { startOf } from '../../../model/source-span.ts';
import { unsupportedTools } from '../../facts/unsupported-tools.ts';

export const policyUnsupported = defineRule({
  id: 'policy/unsupported',
  summary: 'Everything of its kind is judged, where the policy asks for it.',
  defaultSeverity: 'error',
  subjects: unsupportedTools,

  options: NO_OPTIONS,

  messages: {
    unsupported: '{tool} are not judged, in {files} files. Judge them elsewhere, and set unsupported: note.',
  },

  *check(_get, tools) {
    for (const { tool, files, example } of tools) {
      const data = { tool, files: String(files) };
      yield { kind: 'violation', messageId: 'unsupported', data, at: startOf(example) };
    }
  },
});
