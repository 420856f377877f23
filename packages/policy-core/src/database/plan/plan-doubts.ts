import type { Operation } from '../../migrations/operations/operation.ts';
import type { SqlOperation } from '../../migrations/sql/operations.ts';
import type { TextRange } from '../../model/text-range.ts';

/** What of a plan cannot be judged. `problem` is a sentence. */
export interface UnjudgedPlace extends TextRange {
  readonly problem: string;
}

/** What is not known of a statement that was read, or harms nobody by itself and may yet; empty where nothing is open. */
export function doubtAbout(text: string, one: SqlOperation): readonly UnjudgedPlace[] {
  const problem = problemOf(text, one);
  return problem === undefined ? [] : [{ start: one.start, end: one.end, problem }];
}

function problemOf(text: string, one: SqlOperation): string | undefined {
  if (one.kind === 'unclear') return `Its effect is unknown, because ${one.problem}.`;
  const written = text.slice(one.start, one.end);
  return DOUBTS.find(({ is, words }) => is(one.operation) && words.test(written))?.says;
}

const DOUBTS: readonly {
  readonly is: (operation: Operation) => boolean;
  readonly words: RegExp;
  readonly says: string;
}[] = [
  {
    // In a body these are only run when somebody calls it.
    is: (operation) => operation.kind === 'create-object' && operation.object === 'function',
    words: /\b(?:drop\s+(?:table|schema|database|owned)|truncate)\b/i,
    says: 'It makes a function that drops or truncates, and whether the plan calls it is not told.',
  },
  {
    is: (operation) => operation.kind === 'change-rows' && operation.verb === 'merge',
    words: /\bdelete\b/i,
    says: 'It deletes the rows that match, and how many do is not told.',
  },
];
