import { namedTwice, type NamedTwice } from '../facts/named-twice.ts';
import type { Fix } from '../../model/fix.ts';
import { hasUsualLines } from '../fixes/appended-line.ts';
import { wholeLines } from '../../model/whole-lines.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { requirementsFiles } from '../facts/judged-requirements.ts';

export const dependenciesDuplicate = defineRule({
  id: 'dependencies/duplicate',
  summary: 'Require a package only once.',
  defaultSeverity: 'warning',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    again: '{path} already requires {name}, with the same versions. Remove one of the lines.',
  },

  *check(get, { path, pair }) {
    for (const twice of get(namedTwice, pair.id).get(path) ?? []) {
      const { first, again, kind } = twice;
      if (kind !== 'repeats') continue;
      yield {
        kind: 'violation',
        messageId: 'again',
        data: { name: again.requirement.name, path: first.judged.path },
        at: again.judged.read.place(again.requirement.nameRange),
        related: [{ message: 'The first one.', at: first.judged.read.place(first.line.range) }],
        fixes: removal(twice),
      };
    }
  },
});

/** Safe where nothing is lost with the line: what it says stands in the first one, markers, hashes and all. */
function removal({ first, again }: NamedTwice): readonly Fix[] {
  const { line, judged, requirement } = again;
  // Another requirement may stand in the same line of the editor.
  if (!hasUsualLines(judged.read)) return [];
  const { path, start, end } = judged.read.place(wholeLines(judged.read.text, line.range));
  const losesNothing =
    first.judged.path === judged.path &&
    first.line.content === line.content &&
    line.comments.length === 0 &&
    ['', commentsBelow(first)].includes(commentsBelow(again));
  return [
    {
      title: `Take the second ${requirement.name} out`,
      safety: losesNothing ? 'safe' : 'needs-review',
      edits: [{ path, start, end, text: '' }],
    },
  ];
}

/** Those that are moved in, and go with the line. */
function commentsBelow({ line, judged: { read } }: NamedTwice['first']): string {
  return read.text.slice(line.range.end, wholeLines(read.text, line.range).end).trim();
}
