import { memoizeByObject } from '../../model/memoize.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import type { OperationStep } from '../operations/operation.ts';
import type { TextRange } from '../../model/text-range.ts';
import { lineHabits } from '../../dependencies/fixes/line-habits.ts';

/** A call of Alembic's `op` that does one step and nothing else, alone on its lines. */
export interface OwnCall extends TextRange {
  readonly text: string;
  /** What stands before it on its line. */
  readonly indent: string;
}

/** `undefined` for SQL files, batches and other modules, and where more may depend on the lines. */
export function ownCall(upgrade: JudgedUpgrade, step: OperationStep): OwnCall | undefined {
  if (step.from !== undefined || step.via === 'batch' || !importsOp(upgrade)) return undefined;
  const range = step.via === 'sql' ? execution(upgrade, step) : step;
  if (range === undefined) return undefined;
  const { start, end } = range;
  const { text } = upgrade;
  const call = { start, end, text: text.slice(start, end), indent: beforeOnLine(text, start) };
  return isAlone(text, call) && isPlain(call.text, step) ? call : undefined;
}

function beforeOnLine(text: string, at: number): string {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
}

function isAlone(text: string, { indent, end }: OwnCall): boolean {
  return /^[ \t]*$/.test(indent) && matchAt(/[ \t]*(?:\r?\n|$)/y, text, end) !== undefined;
}

/** A comment, or a text over lines, may not stand another layout. */
function isPlain(call: string, { via }: OperationStep): boolean {
  return /^op\.\w+\([^#]*\)$/.test(call) && (via === 'sql' || isOneCall(call));
}

/** Not a call of what another one gives, such as `op.get_bind().execute(...)`. */
function isOneCall(call: string): boolean {
  if (/"""|'''/.test(call)) return false;
  const brackets = call.replaceAll(STRING, '').match(/[()]/g) ?? [];
  let depth = 0;
  return brackets.every((bracket, index) => {
    depth += bracket === '(' ? 1 : -1;
    return depth > 0 || index === brackets.length - 1;
  });
}

const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gs;

/** As Alembic's template does it. */
export const importsOp = memoizeByObject(({ text }: JudgedUpgrade) =>
  /^from alembic import .*\bop\b(?! as)/m.test(text),
);

/** The `op.execute("...")` around a statement that is all of its text. */
function execution({ text }: JudgedUpgrade, { start, end }: TextRange): TextRange | undefined {
  const before = OPENING.exec(text.slice(Math.max(0, start - LONGEST_OPENING), start))?.[1];
  const after = matchAt(CLOSING, text, end);
  if (before === undefined || after === undefined) return undefined;
  // Another indentation is another value, where a value of SQL goes over lines.
  if (/\n/.test(text.slice(start, end)) && /['$]/.test(text.slice(start, end))) return undefined;
  return count(before, '(') === count(after, ')')
    ? { start: start - before.length, end: end + after.length }
    : undefined;
}

const LONGEST_OPENING = 200;
const OPENING = /(?<=^|[\s])(op\.execute\(\s*(?:(?:sa\.)?text\(\s*)?(?:"""|'''|"|')\s*)$/;
const CLOSING = /\s*;?\s*(?:"""|'''|"|')[\s,]*\)(?:[\s,]*\))?/y;

/** A pattern that is sticky. */
function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** The call, or another text for it, in a block that runs it outside of the transaction. */
export function inAutocommitBlock(upgrade: JudgedUpgrade, { indent, text }: OwnCall, call = text): string {
  const deeper = indent.includes('\t') ? '\t' : '    ';
  const { lineEnd } = lineHabits(upgrade);
  const inside = call.replaceAll('\n', `\n${deeper}`);
  return `with op.get_context().autocommit_block():${lineEnd}${indent}${deeper}${inside}`;
}

/** The call with one argument more, laid out as the others are. */
export function withArgument(call: string, argument: string): string {
  const given = call.slice(0, -1).trimEnd();
  const rest = call.slice(given.length);
  if (!given.endsWith(',')) return `${given}, ${argument}${rest}`;
  const lineStart = given.lastIndexOf('\n');
  const isOnLines = rest.includes('\n') && lineStart >= 0;
  const gap = isOnLines ? `\n${/^[ \t]*/.exec(given.slice(lineStart + 1))?.[0] ?? ''}` : ' ';
  return `${given}${gap}${argument},${rest}`;
}
