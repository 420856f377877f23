import { z } from 'zod';

import { readFiles } from '../../facts/judged-requirements.ts';
import { textualEntries, type TextualEntry } from '../../facts/textual-entries.ts';
import type { ReadRequirements } from '../../facts/requirements-file.ts';
import type { Fix } from '../../fix.ts';
import { defineRule } from '../../rule.ts';

export const dependenciesInlineComment = defineRule({
  id: 'dependencies/inline-comment',
  summary: 'Comments stand on lines of their own where lines are compared as they are.',
  defaultSeverity: 'info',
  needs: ['requirementsFiles'],

  options: z.strictObject({}),

  messages: {
    inline:
      'The comparison of {id} takes {comment} for a part of the requirement. Put it on a line of its own.',
  },

  *check({ requirementsFiles }) {
    for (const { read, pair, role } of readFiles(requirementsFiles)) {
      // What is brought in is not compared line by line.
      if (pair.sync.mode !== 'textual' || (role !== 'source' && role !== 'lock')) continue;
      for (const entry of textualEntries(read)) {
        const comment = commentAt(entry.text);
        if (comment === undefined) continue;
        const range = { start: entry.range.start + comment, end: entry.range.end };
        yield {
          kind: 'violation',
          messageId: 'inline',
          data: { id: pair.id, comment: entry.text.slice(comment) },
          at: read.place(range),
          fixes: movedUp(entry, comment, read),
        };
      }
    }
  },
});

/** `undefined` when there is none: a `#` without white space before it belongs to an address. */
function commentAt(text: string): number | undefined {
  const found = /\s#/.exec(text);
  return found === null ? undefined : found.index + 1;
}

/** A continuation would be cut by what is put between. */
function movedUp(
  { text, range }: TextualEntry,
  comment: number,
  { text: whole, place }: ReadRequirements,
): readonly Fix[] {
  const before = whole.slice(0, range.start);
  const isContinued = /\\(?:\r\n|[\n\r])[^\S\n\r]*$/.test(before);
  if (isContinued) return [];
  const requirement = text.slice(0, comment).trimEnd();
  const newline = whole.includes('\r\n') ? '\r\n' : '\n';
  const { path, start, end } = place(range);
  const edits = [{ path, start, end, text: `${text.slice(comment)}${newline}${requirement}` }];
  return [{ title: 'Put the comment on a line of its own', safety: 'safe', edits }];
}
