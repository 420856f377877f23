import type { FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { BothSides } from '../../model/both-sides.ts';
import type { PythonSubject } from './python-subjects.ts';

/** The text of one file on both sides of the change; `undefined` where there was none. */
export interface Texts {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

export function textsOf(
  { path, status }: PythonSubject,
  { contentBefore, contentAfter }: BothSides,
): Known<Texts> {
  const before = status === 'added' ? observed(undefined) : textIn(contentBefore(path), 'before the change');
  const after = textIn(contentAfter(path), 'after the change');
  if (!before.known) return before;
  if (!after.known) return after;
  if (after.value === undefined) return unobserved('there is no such file after the change');
  return observed({ path, before: before.value, after: after.value });
}

function textIn(content: Known<FileContent> | undefined, when: string): Known<string | undefined> {
  if (content === undefined) return unobserved(`its text ${when} was not given`);
  if (!content.known) return content;
  const { value } = content;
  if (value.kind === 'unreadable') return unobserved(`its text ${when} cannot be read: ${value.problem}`);
  return observed(value.kind === 'text' ? value.text : undefined);
}
