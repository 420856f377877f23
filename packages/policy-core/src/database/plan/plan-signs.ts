import type { SqlOperation } from '../../migrations/sql/operations.ts';
import type { TextRange } from '../../model/text-range.ts';
import { destructiveWords, type DestructiveWords } from './destructive-words.ts';
import { isKnownProse, saysNothingToDo } from './known-prose.ts';
import { lossText, destructiveSign } from './destructive-signs.ts';
import type { PlanSign } from './plan-check.ts';
import { doubtAbout, type UnjudgedPlace } from './plan-doubts.ts';
import type { PlanReading } from './plan-reading.ts';

/** A sign that data goes, and where it stands. */
export interface FoundSign extends DestructiveWords {
  /** Of a statement that was read, and not of words. */
  readonly isStatement: boolean;
}

export interface PlanSigns {
  readonly found: readonly FoundSign[];
  readonly unjudged: readonly UnjudgedPlace[];
  /** Nothing runs, and nothing says so. */
  readonly isSilent: boolean;
}

/** What of a plan stands against it, and what of it cannot be judged. */
export function signsOf(text: string, reading: PlanReading): PlanSigns {
  const { operations, comments, unread, statements } = reading;
  const unknown = unread.filter(({ start, end }) => !isKnownProse(text.slice(start, end)));
  const unclear = operations.filter((one) => one.kind === 'unclear' && one.isRead !== true);
  const doubts = operations.flatMap((one) => doubtAbout(text, one));
  const words = destructiveWords(only(text, [...unknown, ...unclear])).map((sign) => ({
    ...sign,
    isStatement: false,
  }));
  const warnings = [...comments, ...unread].flatMap((range) => toolWarnings(text, range).map(warningAt));
  const said = new Set(operations.flatMap((one) => signInWords(text, one)).map(rangeKey));
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
      ...doubts.filter((one) => !isTold(one) && !said.has(rangeKey(one))),
    ].toSorted((one, other) => one.start - other.start),
    isSilent:
      statements === 0 &&
      operations.length === 0 &&
      comments.length === 0 &&
      !unread.some(({ start, end }) => saysNothingToDo(text.slice(start, end))),
  };
}

function rangeKey({ start, end }: TextRange): string {
  return `${start} ${end}`;
}

function warningAt(range: TextRange): FoundSign {
  const text = 'The tool that made the plan warns of it.';
  return { ...range, kind: 'warning', text, isStatement: false };
}

function signOfStatement(text: string, one: SqlOperation): readonly FoundSign[] {
  const { start, end } = one;
  if (one.kind === 'unclear') return [];
  const kind = destructiveSign(one.operation);
  if (kind !== undefined)
    return [{ kind, start, end, text: lossText(one.operation, one), isStatement: true }];
  return signInWords(text, one);
}

/** Of a statement that removes data by what is written, and not by its operation. */
function signInWords(text: string, one: SqlOperation): readonly FoundSign[] {
  const { start, end } = one;
  if (one.kind === 'unclear') return [];
  const written = WRITTEN.find(({ words }) => words.test(text.slice(start, end)));
  return written === undefined
    ? []
    : [{ kind: written.kind, start, end, text: written.says, isStatement: true }];
}

/** What its operation does not tell. */
const WRITTEN: readonly {
  readonly kind: PlanSign;
  readonly words: RegExp;
  readonly says: string;
}[] = [
  // A button, and not a setting of the session.
  {
    kind: 'reset',
    words:
      /^reset\s+"?(?:all\s+)?(?:databases?|db|schemas?|data|tables?|migrations?|everything|production|public)\b/i,
    says: 'Resets the database.',
  },
  {
    kind: 'drop-column',
    words: /^alter\s+type\b[^;']*\bdrop\s+attribute\b/i,
    says: 'Drops an attribute of a type, and its values in every column of that type.',
  },
];

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

/**
 * Where a tool warns of its own plan, in its comments or beside it. These are sentences that tools write (Prisma, Drizzle,
 * Entity Framework, Rails, Django, TypeORM's wrappers); a comment in which somebody speaks of DROP TABLE is none.
 */
export function toolWarnings(text: string, { start, end }: TextRange): readonly TextRange[] {
  const part = text.slice(start, end);
  return WARNINGS.flatMap((warning) =>
    Array.from(part.matchAll(warning), ({ index, 0: found }) => ({
      start: start + index,
      end: start + index + found.length,
    })),
  );
}

const GONE = String.raw`(?:lost|deleted|erased|destroyed|wiped|removed|truncated|discarded)`;

const WILL = String.raw`(?:will|would|could|can|may|might)`;

const WARNINGS: readonly RegExp[] = [
  /\byou(?:'re| are) about to (?:drop|delete|remove|alter|change|truncate|reset)\b/gi,
  new RegExp(
    String.raw`\bdata\b(?:[^.;]{0,60}?\s)?${WILL}\s+be\s+(?:permanently\s+|irreversibly\s+)?${GONE}\b`,
    'gi',
  ),
  /\b(?:would|will) be dropped and re-?created\b/gi,
  /\b(?:will|would|could|may|might) (?:lead to|cause|result in|mean) (?:the )?(?:\w+ )?(?:data[\s-]+loss|loss of)\b/gi,
  /\bthere (?:will|would|could|may|might) be data[\s-]+loss\b/gi,
  /\bfound data[\s-]+loss statements\b/gi,
  /\bwarnings?\b[^\n]{0,80}\bdata[\s-]+loss\b/gi,
  /\bmay result in the loss of data\b/gi,
  /\birreversibly destroy\b/gi,
  /\bdestructive (?:changes? (?:detected|found)|action against)\b/gi,
  // What Rails prints of a migration begins like a comment of SQL.
  /^--[\t ]+(?:drop_table|remove_columns?|drop_join_table|truncate_tables)\(/gi,
];
