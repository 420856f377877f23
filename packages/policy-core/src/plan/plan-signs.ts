import type { SqlOperation } from '../sql/operations.ts';
import type { TextRange } from '../text-range.ts';
import { destructiveWords, type DestructiveWords } from './destructive-words.ts';
import { isKnownProse, saysNothingToDo } from './known-prose.ts';
import { lossText, signOf } from './lost-by.ts';
import type { PlanReading } from './plan-reading.ts';
import { toolWarnings } from './tool-warnings.ts';

/** A sign that data goes, and where it stands. */
export interface FoundSign extends DestructiveWords {
  /** Of a statement that was read, and not of words. */
  readonly isStatement: boolean;
}

export interface PlanSigns {
  readonly found: readonly FoundSign[];
  /** `problem` is a sentence. */
  readonly unjudged: readonly (TextRange & { readonly problem: string })[];
  /** Nothing runs, and nothing says so. */
  readonly isSilent: boolean;
}

/** What of a plan stands against it, and what of it cannot be judged. */
export function signsOf(text: string, reading: PlanReading): PlanSigns {
  const { operations, comments, unread, statements } = reading;
  const unknown = unread.filter(({ start, end }) => !isKnownProse(text.slice(start, end)));
  const unclear = operations.filter(({ kind }) => kind === 'unclear');
  const doubtful = operations.filter((one) => one.kind === 'unclear' || isDoubtful(text, one));
  const words = destructiveWords(only(text, [...unknown, ...unclear])).map((sign) => ({
    ...sign,
    isStatement: false,
  }));
  const warnings = [...comments, ...unread].flatMap((range) => toolWarnings(text, range).map(warningAt));
  const found = [...operations.flatMap((one) => signOfStatement(text, one)), ...warnings, ...words];
  const told = new Uint8Array(text.length);
  for (const { start, end } of [...words, ...warnings]) told.fill(1, start, end);
  const isTold = ({ start, end }: TextRange) => told.subarray(start, end).includes(1);
  return {
    found,
    unjudged: [
      ...unknown
        .filter((range) => !isTold(range))
        .map((range) => ({
          ...range,
          problem: 'It is neither SQL that PostgreSQL reads nor a known sentence.',
        })),
      ...doubtful
        .filter((one) => !isTold(one))
        .map((one) => ({ start: one.start, end: one.end, problem: problemOf(one) })),
    ].toSorted((one, other) => one.start - other.start),
    isSilent:
      statements === 0 &&
      operations.length === 0 &&
      comments.length === 0 &&
      !unread.some(({ start, end }) => saysNothingToDo(text.slice(start, end))),
  };
}

function warningAt(range: TextRange): FoundSign {
  const text = 'The tool that made the plan warns of it.';
  return { ...range, kind: 'warning', text, isStatement: false };
}

function signOfStatement(text: string, one: SqlOperation): readonly FoundSign[] {
  const { start, end } = one;
  if (one.kind === 'unclear') return [];
  const kind = signOf(one.operation);
  if (kind !== undefined)
    return [{ kind, start, end, text: lossText(one.operation, one), isStatement: true }];
  // A button, and not a setting of the session.
  if (!RESET.test(text.slice(start, end))) return [];
  return [{ kind: 'reset', start, end, text: 'It says that the database is reset.', isStatement: true }];
}

const RESET =
  /^reset\s+"?(?:all\s+)?(?:databases?|db|schemas?|data|tables?|migrations?|everything|production|public)\b/i;

/** What harms nobody by itself, and may yet: a function that is made, rows that match. */
function isDoubtful(text: string, one: SqlOperation): boolean {
  if (one.kind === 'unclear') return false;
  const { operation } = one;
  const source = text.slice(one.start, one.end);
  if (operation.kind === 'create-object') return operation.object === 'function' && HIDDEN.test(source);
  return operation.kind === 'change-rows' && operation.verb === 'merge' && /\bdelete\b/i.test(source);
}

/** In a body these are only run when somebody calls it. */
const HIDDEN = /\b(?:drop\s+(?:table|schema|database|owned)|truncate)\b/i;

function problemOf(one: SqlOperation): string {
  if (one.kind === 'unclear') return `What it does is not known, because ${one.problem}.`;
  return one.operation.kind === 'create-object'
    ? 'It makes a function that drops or truncates, and whether the plan calls it is not told.'
    : 'It deletes the rows that match, and how many do is not told.';
}

/** The same text with nothing but these parts of it. */
function only(text: string, ranges: readonly TextRange[]): string {
  let kept = '';
  for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start)) {
    if (start < kept.length) continue;
    kept += blank(text.slice(kept.length, start)) + text.slice(start, end);
  }
  return kept;
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
