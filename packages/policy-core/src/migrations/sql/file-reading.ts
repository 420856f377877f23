import type { Direction } from '../operations/direction.ts';
import { unveiled } from './unknown-parts.ts';
import type { Step } from '../operations/operation.ts';
import { LONGEST_INPUT } from '../../parsers/input-limit.ts';
import type { Parsers, SqlParser } from '../../parsers/parsers.ts';
import { readingMemory } from '../../parsers/reading-memory.ts';
import type { TextRange } from '../../model/text-range.ts';
import { sqlOperations, type SqlOperation } from './operations.ts';
import { movedBy } from './sql-operation.ts';
import { mayGoOn, runsUnknownStatement } from './placeholder-statements.ts';
import { templateOf, type SqlTemplate } from './template.ts';

/** What a SQL migration says, wherever it lies. Offsets are UTF-16. */
export interface SqlReading {
  readonly kind: 'sql';
  readonly upgrade: Direction;
}

/** What these parsers read before, or an earlier run, by text. */
export function knownSqlReading(parsers: Parsers, text: string): SqlReading {
  return remembered(parsers, text, () => keptReading(parsers, text));
}

const remembered = readingMemory<SqlReading>();

/** No revision begins like this. */
const SQL = '\0sql\0';

function keptReading(parsers: Parsers, text: string): SqlReading {
  const kept = parsers.readings?.get(`${SQL}${text}`);
  // Sound: nothing else that is kept is of this kind.
  if (kept?.kind === 'sql') return kept as SqlReading;
  const reading = readSqlFile(parsers.sql, text);
  parsers.readings?.set(`${SQL}${text}`, reading);
  return reading;
}

/**
 * What applying a SQL migration does. It has no name of its own, and no way back. Never throws. Where a tool puts
 * something in first, names are not known, and what stands under a condition is not certain.
 */
export function readSqlFile(parser: SqlParser, text: string): SqlReading {
  const template = text.length > LONGEST_INPUT ? undefined : templateOf(text);
  return template === undefined ? readPlain(parser, text) : completed(parser, template);
}

function readPlain(parser: SqlParser, text: string): SqlReading {
  const steps = sqlOperations(parser, text)
    .flatMap((one) => withRespelled(parser, text, one))
    .map(stepOf);
  const kind = steps.length === 0 ? 'empty' : 'runs';
  return {
    kind: 'sql',
    upgrade: { kind, name: undefined, body: undefined, raise: undefined, steps, sql: [] },
  };
}

/** What a statement does that PostgreSQL refuses, and another database takes as it is written. */
function withRespelled(parser: SqlParser, text: string, one: SqlOperation): readonly SqlOperation[] {
  if (one.kind !== 'unclear' || one.isRefused !== true) return [one];
  const spelled = respelled(text.slice(one.start, one.end));
  const found = spelled === undefined ? [] : sqlOperations(parser, spelled);
  if (found.some(isUnread) || !found.some(({ kind }) => kind === 'operation')) return [one];
  return found.map((each) => {
    const moved = movedBy(each, one.start);
    return moved.kind === 'operation' ? { ...moved, refused: one.problem } : moved;
  });
}

/**
 * A statement that PostgreSQL refuses in PostgreSQL's spelling, each character where it was: names in back quotes, and
 * without what only says how other databases number and keep rows. `undefined` where there is nothing of it.
 */
function respelled(sql: string): string | undefined {
  const spelled = sql.replace(PARTS, (part, quoted?: string, left?: string) => {
    if (quoted !== undefined) return quoted.includes('"') ? part : `"${quoted.slice(1, -1)}"`;
    return left === undefined ? part : ' '.repeat(part.length);
  });
  return spelled === sql ? undefined : spelled;
}

/** Texts, names in quotes and comments are left as they are. */
const PARTS = new RegExp(
  [
    String.raw`'(?:[^'\\]|''|\\.)*'`,
    String.raw`"(?:[^"]|"")*"`,
    String.raw`--[^\n]*`,
    String.raw`/\*[\s\S]*?\*/`,
    '(`[^`]+`)',
    String.raw`(\bAUTO_?INCREMENT\b(?!\s*=)|\bWITHOUT\s+ROWID\b|(?<=\))\s*ENGINE\s*=?[^;'"]*$)`,
  ].join('|'),
  'gi',
);

function isUnread(one: SqlOperation): boolean {
  return one.kind === 'unclear' && one.isRefused === true;
}

function completed(parser: SqlParser, { skeleton, place, conditional }: SqlTemplate): SqlReading {
  const read = readPlain(parser, skeleton.text);
  const steps = read.upgrade.steps.map((step) =>
    runsUnknownPart(step, skeleton.text.slice(step.start, step.end)) ? unclear(step) : step,
  );
  const reading = unveiled({ ...read, upgrade: { ...read.upgrade, steps } }, { skeleton, place });
  const mayBeLeftOut = (range: TextRange): boolean =>
    conditional.some(({ start, end }) => start < range.end && range.start < end);
  return {
    ...reading,
    upgrade: {
      ...reading.upgrade,
      steps: reading.upgrade.steps.map((step) => (mayBeLeftOut(step) ? { ...step, isCertain: false } : step)),
    },
  };
}

/** The part may stand for a condition, or for a statement. */
function runsUnknownPart(step: Step, sql: string): boolean {
  return runsUnknownStatement(sql) || (step.kind === 'operation' && mayGoOn(step.operation, sql));
}

function unclear({ start, end, isCertain, autocommit, ...step }: Step): Step {
  const problem = 'a part of the SQL is not known';
  const keepsTables = step.kind === 'operation' && step.operation.kind === 'change-rows';
  return { kind: 'unclear', start, end, isCertain, autocommit, problem, ...(keepsTables && { keepsTables }) };
}

function stepOf(operation: SqlOperation): Step {
  if (operation.kind === 'unclear') return { ...operation, autocommit: false };
  return { ...operation, autocommit: false, via: 'sql' };
}
