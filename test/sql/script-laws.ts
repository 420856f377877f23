import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { readSqlFile, type SqlReading } from '../../packages/policy-core/src/migrations/sql/file-reading.ts';
import {
  scriptParts,
  type ScriptPart,
  startReading,
} from '../../packages/policy-core/src/migrations/sql/script-parts.ts';
import { splitSql, type SqlPiece } from '../../packages/policy-core/src/migrations/sql/splitter.ts';
import { templateOf } from '../../packages/policy-core/src/migrations/sql/template.ts';
import { sqlTokens } from '../../packages/policy-core/src/migrations/sql/tokens.ts';
import type { TextRange } from '../../packages/policy-core/src/model/text-range.ts';
import type { GeneratedScript } from './generated-scripts.ts';

/** Each a sentence about what does not hold; none for a script that is read as it must be. */
export function scriptFaults({ sql: parser }: Parsers, { text, sound }: GeneratedScript): readonly string[] {
  const pieces = splitSql(text);
  const parts = [...scriptParts(startReading(parser), text)];
  const reading = readSqlFile(parser, text);
  return [
    ...(liesEndToEnd(pieces, text.length) ? [] : ['the pieces do not lie end to end']),
    ...outside(text, reading),
    ...lost(text, pieces, parts.map(rangeOfPart)),
    ...unfound(text, parts, sound),
    ...(isForServer(text, pieces) ? otherThanWhole(parser, text, parts) : []),
    ...idle(parser, text, reading),
  ];
}

function liesEndToEnd(pieces: readonly SqlPiece[], length: number): boolean {
  let covered = 0;
  for (const { start, end } of pieces) {
    if (start !== covered || end <= start) return false;
    covered = end;
  }
  return covered === length;
}

function outside(text: string, { upgrade }: SqlReading): readonly string[] {
  const isInside = ({ start, end }: TextRange) => 0 <= start && start <= end && end <= text.length;
  return upgrade.steps.every(isInside) ? [] : ['a place lies outside of the text'];
}

/** Of a script that a tool completes first, what it completes it to. */
function idle(parser: Parsers['sql'], text: string, { upgrade }: SqlReading): readonly string[] {
  const completed = templateOf(text)?.skeleton.text;
  const parts = [...scriptParts(startReading(parser), completed ?? text)];
  const least = completed === undefined ? [] : lost(completed, splitSql(completed), parts.map(rangeOfPart));
  return upgrade.steps.length >= parts.length ? least : ['a part does nothing, not even something unclear'];
}

function rangeOfPart(part: ScriptPart): TextRange {
  return part.kind === 'statement' ? part : part.problem;
}

/** Whatever is neither space nor comment, nor rows of COPY, belongs to a statement or a problem. */
function lost(text: string, pieces: readonly SqlPiece[], ranges: readonly TextRange[]): readonly string[] {
  const kept = pieces.filter(({ kind }) => kind !== 'gap' && kind !== 'copy-data');
  for (const piece of kept) {
    for (const { kind, start, end } of sqlTokens(text, piece.start, piece.end)) {
      if (kind === 'space' || kind === 'comment' || kind === 'semicolon') continue;
      // What goes on behind the piece is the tokens' reading of something that psql reads in its own way.
      const last = Math.min(end, piece.end);
      if (ranges.some((range) => range.start <= start && last <= range.end)) continue;
      return [`${JSON.stringify(text.slice(start, end))} at ${start} belongs to nothing`];
    }
  }
  return [];
}

/** What PostgreSQL reads alone is read among others in the same way. */
function unfound(
  text: string,
  parts: readonly ScriptPart[],
  sound: GeneratedScript['sound'],
): readonly string[] {
  const statements = parts.filter((part) => part.kind === 'statement');
  return sound
    .filter(
      ({ start, sql }) => !statements.some((part) => part.start === start && part.end === start + sql.length),
    )
    .map(
      ({ start, sql }) => `${JSON.stringify(sql)} at ${start} is not found (${text.slice(start, start + 9)})`,
    );
}

/**
 * Nothing in it is for psql, which takes a byte order mark for space, as we do: the server takes it for a name. And
 * psql takes any END for that of a body, as we do, where the server may take it for the name of a column.
 */
function isForServer(text: string, pieces: readonly SqlPiece[]): boolean {
  const isPlain = pieces.every(({ kind }) => kind === 'gap' || kind === 'statement');
  return isPlain && !text.includes('\uFEFF') && !NAMED_END.test(text);
}

/** Behind BEGIN ATOMIC, an END that neither a semicolon nor a CASE is ahead of. */
const NAMED_END = /\bATOMIC\b(?:(?!\bCASE\b)[^])*(?<!;\s*|\bATOMIC\s*)\bEND\b/i;

/** Where PostgreSQL reads the whole text, it reads the same statements. */
function otherThanWhole(
  parser: Parsers['sql'],
  text: string,
  parts: readonly ScriptPart[],
): readonly string[] {
  const whole = parser.parse(text);
  if (whole.kind !== 'statements') return [];
  const expected = whole.statements.map(({ node }) => Object.keys(node)[0] ?? '');
  const found = parts.map((part) =>
    part.kind === 'statement' ? Object.keys(part.node)[0] : part.problem.problem,
  );
  return expected.join() === found.join()
    ? []
    : [`PostgreSQL reads ${expected.join()}, and we ${found.join()}`];
}
