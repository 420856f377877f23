import { requirementsFiles } from '../facts/judged-requirements.ts';
import { textualEntries, type TextualEntry } from '../facts/textual-entries.ts';
import type { ReadRequirements } from '../facts/requirements-file.ts';
import type { Fix } from '../../model/fix.ts';
import { lineHabits } from '../fixes/line-habits.ts';
import { isPythonWhiteSpace, trimPythonWhiteSpace } from '../packaging/python-white-space.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

export const dependenciesInlineComment = defineRule({
  id: 'dependencies/inline-comment',
  summary: 'Put comments on their own lines where lines are compared as text.',
  defaultSeverity: 'info',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    inline: 'Comparing {id} treats {comment} as part of the requirement. Move it to its own line.',
  },

  *check(_get, { read, pair, role }) {
    // What is brought in is not compared line by line.
    if (read === undefined || pair.sync.mode !== 'textual' || (role !== 'source' && role !== 'lock')) return;
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
  },
});

/** `undefined` when there is none: a `#` without white space before it belongs to an address. */
function commentAt(text: string): number | undefined {
  let at = text.indexOf('#');
  while (at > 0 && !isPythonWhiteSpace(text.charCodeAt(at - 1))) at = text.indexOf('#', at + 1);
  return at < 0 ? undefined : at;
}

/** A continuation would be cut by what is put between, or would go on with another line. */
function movedUp({ text, range }: TextualEntry, comment: number, read: ReadRequirements): readonly Fix[] {
  const { isUsual, lineEnd } = lineHabits(read);
  const requirement = trimPythonWhiteSpace(text.slice(0, comment));
  if (!isUsual || text.endsWith('\\') || requirement.endsWith('\\')) return [];
  if (isContinued(read.text, range.start)) return [];
  const { path, start, end } = read.place(range);
  const edits = [{ path, start, end, text: `${text.slice(comment)}${lineEnd}${requirement}` }];
  return [{ title: 'Put the comment on a line of its own', safety: 'safe', edits }];
}

/** Whether the line in which `at` is the first that is no white space goes on from the one above. */
function isContinued(text: string, at: number): boolean {
  let above = at;
  while (above > 0 && !'\n\r'.includes(text.charAt(above - 1))) above -= 1;
  const end = text.startsWith('\r\n', above - 2) ? above - 2 : above - 1;
  return end > 0 && text.charAt(end - 1) === '\\';
}
