import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
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

  *check(_get, { tool, files, at }) {
    yield { kind: 'violation', messageId: 'unsupported', data: { tool, files: String(files) }, at };
  },
});
