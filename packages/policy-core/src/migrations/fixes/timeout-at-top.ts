import type { JudgedEffects } from '../effects/judged-effects.ts';
import type { Fix } from '../../model/fix.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import { fileTransaction } from '../sql/file-transaction.ts';
import { splitSql } from '../sql/splitter.ts';
import { upgradePart } from '../sql/upgrade-part.ts';
import { lineHabits } from '../../dependencies/fixes/line-habits.ts';
import { importsOp } from './own-call.ts';
import { inQuotesOf } from './quote-habit.ts';

interface Timeout {
  readonly name: 'lock_timeout' | 'statement_timeout';
  /** As PostgreSQL takes it: `5s`. */
  readonly value: string;
  /** Of the upgrade that sets none. */
  readonly effects: readonly JudgedEffects[];
}

/**
 * A timeout as the first thing that an upgrade does: for its transaction, where one transaction is all of it, else for
 * the session. None where nothing tells where the upgrade begins.
 */
export function timeoutAtTop(upgrade: JudgedUpgrade, { name, value, effects }: Timeout): readonly Fix[] {
  const isOneTransaction =
    runsInside(upgrade) &&
    effects.every(({ transaction }) => transaction.isInside === true && transaction.ended === 0);
  const sql = `SET ${isOneTransaction ? 'LOCAL ' : ''}${name} = '${value}'`;
  const edit = upgrade.body === undefined ? topOfFile(upgrade, sql) : topOfUpgrade(upgrade, sql);
  if (edit === undefined) return [];
  const { start, end } = upgrade.span({ start: edit.at, end: edit.at });
  const edits = [{ path: upgrade.path, start, end, text: edit.text }];
  return [{ title: `Begin with ${sql}`, safety: 'needs-review', edits }];
}

/** A BEGIN of the file itself comes behind its top. */
function runsInside(upgrade: JudgedUpgrade): boolean {
  return upgrade.body !== undefined || fileTransaction(upgrade) === true;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** Below the docstring. */
function topOfUpgrade(upgrade: JudgedUpgrade, sql: string): Insertion | undefined {
  const { text, body } = upgrade;
  if (body === undefined || !importsOp(upgrade)) return undefined;
  const indent = text.slice(text.lastIndexOf('\n', body.start - 1) + 1, body.start);
  if (!/^[ \t]*$/.test(indent)) return undefined;
  const { lineEnd } = lineHabits(upgrade);
  const call = inQuotesOf(upgrade, `op.execute("${sql}")`);
  const docstring = DOCSTRING.exec(text.slice(body.start, body.end))?.[0];
  return docstring === undefined
    ? { at: body.start, text: `${call}${lineEnd}${indent}` }
    : { at: body.start + docstring.length, text: `${lineEnd}${indent}${call}` };
}

const DOCSTRING =
  /^[rRuU]?(?:"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')(?=[ \t]*(?:#.*)?(?:\r?\n|$))/;

/** Before its first statement, unless a comment for a tool holds that together with others. */
function topOfFile(upgrade: JudgedUpgrade, sql: string): Insertion | undefined {
  if (upgrade.revision !== undefined || upgrade.history !== undefined) return undefined;
  const text = upgradePart(upgrade.path, upgrade.text);
  const first = splitSql(text).find(({ kind }) => kind === 'statement');
  if (first === undefined || /StatementBegin/i.test(text.slice(0, first.start))) return undefined;
  return { at: first.start, text: `${sql};${lineHabits(upgrade).lineEnd}` };
}
