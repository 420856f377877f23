import type { Direction } from '../alembic/revision-reading.ts';
import { mayGoOn, runsUnknownStatement } from '../alembic/sql.ts';
import { unveiled } from '../alembic/unknown-parts.ts';
import type { Step } from '../operations/operation.ts';
import { LONGEST_INPUT } from '../../parsers/input-limit.ts';
import type { Parsers, SqlParser } from '../../parsers/parsers.ts';
import { readingMemory } from '../../parsers/reading-memory.ts';
import type { TextRange } from '../../model/text-range.ts';
import { alikeScript } from './alike/alike-statements.ts';
import { partOperations, type SqlOperation } from './operations.ts';
import { partsOfPiece, scriptParts, startReading, type ScriptPart } from './script-parts.ts';
import type { DroppedTable, SqlProblem } from './script.ts';
import { partScript } from './statements.ts';
import { templateOf, type SqlTemplate } from './template.ts';

/** What a SQL migration says, wherever it lies. Offsets are UTF-16. */
export interface SqlReading {
  readonly kind: 'sql';
  readonly upgrade: Direction;
  readonly drops: readonly DroppedTable[];
  /** What could not be judged. */
  readonly problems: readonly SqlProblem[];
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
  if (kept?.kind === 'sql') return kept;
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
  const script = alikeScript(parser, text, (sql, range) => readStretch(parser, sql, range));
  const known = script.known();
  if (known !== undefined) return readingOf(joined(known));
  // PostgreSQL's grammar is asked once for both.
  const said = readParts(parser, [...scriptParts(startReading(parser), text)]);
  if (said.problems.length === 0) script.learn();
  return readingOf(said);
}

/** What statements do, one after the other. */
interface Said {
  readonly steps: readonly Step[];
  readonly drops: readonly DroppedTable[];
  readonly problems: readonly SqlProblem[];
}

function readParts(parser: SqlParser, parts: readonly ScriptPart[]): Said {
  const { statements, problems } = partScript(startReading(parser), parts);
  const steps = partOperations(startReading(parser), parts).map(stepOf);
  return { steps, drops: statements.flatMap(({ drops }) => drops), problems };
}

/** One statement that all is known of; `undefined` for anything else. */
function readStretch(parser: SqlParser, text: string, { start, end }: TextRange): Said | undefined {
  const piece = { kind: 'statement', start, end } as const;
  const parts = [...partsOfPiece(startReading(parser), text, piece)];
  const said = parts.length === 1 ? readParts(parser, parts) : undefined;
  return said?.problems.length === 0 ? said : undefined;
}

function joined(all: readonly Said[]): Said {
  const steps: Step[] = [];
  const drops: DroppedTable[] = [];
  // Of statements that are known there are no problems.
  for (const one of all) {
    steps.push(...one.steps);
    drops.push(...one.drops);
  }
  return { steps, drops, problems: [] };
}

function readingOf({ steps, drops, problems }: Said): SqlReading {
  const kind = steps.length === 0 ? 'empty' : 'runs';
  const upgrade: Direction = { kind, name: undefined, body: undefined, raise: undefined, steps, sql: [] };
  return { kind: 'sql', upgrade, drops, problems };
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
    problems: reading.problems.map((problem) => ({ ...problem, at: problem.start })),
  };
}

/** The part may stand for a condition, or for a statement. */
function runsUnknownPart(step: Step, sql: string): boolean {
  return runsUnknownStatement(sql) || (step.kind === 'operation' && mayGoOn(step.operation, sql));
}

function unclear({ start, end, isCertain, autocommit }: Step): Step {
  return { kind: 'unclear', start, end, isCertain, autocommit, problem: 'a part of the SQL is not known' };
}

function stepOf(operation: SqlOperation): Step {
  const step = { ...operation, autocommit: false };
  return step.kind === 'operation' ? { ...step, via: 'sql' } : step;
}
