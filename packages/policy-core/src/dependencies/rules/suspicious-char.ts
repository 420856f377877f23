import { hiddenCharacters, unusualSeparators } from '../facts/hidden-characters.ts';
import { requirementsFiles } from '../facts/judged-requirements.ts';
import type { Fix } from '../../model/fix.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { SourceSpan } from '../../model/source-span.ts';

export const suspiciousChar = defineRule({
  id: 'dependencies/suspicious-char',
  summary: 'Do not use characters in requirements that editors hide.',
  defaultSeverity: 'error',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    hiddenLine: 'pip ends a line at {codePoint}, which most editors hide. Replace it with a line feed.',
    hidden: 'Most editors hide {codePoint}, which is here. Remove it.',
  },

  *check(_get, { read }) {
    if (read === undefined) return;
    for (const { codePoint, range } of unusualSeparators(read)) {
      const at = read.place(range);
      const fixes = [replacing(at, '\n', `Replace ${codePoint} by a line feed`)];
      yield { kind: 'violation', messageId: 'hiddenLine', data: { codePoint }, at, fixes };
    }
    for (const { codePoint, range } of hiddenCharacters(read)) {
      const at = read.place(range);
      const fixes = [replacing(at, '', `Take out ${codePoint}`)];
      yield { kind: 'violation', messageId: 'hidden', data: { codePoint }, at, fixes };
    }
  },
});

/** What it hid is seen by nobody yet: a person looks at what comes to light. */
function replacing({ path, start, end }: SourceSpan, text: string, title: string): Fix {
  return { title, safety: 'needs-review', edits: [{ path, start, end, text }] };
}
