import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';

export const policyUnsupported = defineRule({
  id: 'policy/unsupported',
  summary: 'Everything of its kind is judged, where the policy asks for it.',
  defaultSeverity: 'error',
  needs: ['unsupportedTools'],

  options: NO_OPTIONS,

  messages: {
    unsupported: '{tool} are not judged, in {files} files. Judge them elsewhere, and set unsupported: note.',
  },

  *check({ unsupportedTools }) {
    for (const { tool, files, at } of unsupportedTools) {
      yield { kind: 'violation', messageId: 'unsupported', data: { tool, files: String(files) }, at };
    }
  },
});
