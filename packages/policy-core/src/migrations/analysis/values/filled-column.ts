import type { Successor } from '../column-successor.ts';

/**
 * Whether an UPDATE, in SQL or of SQLAlchemy, fills the new column and leaves out no more than the rows that have
 * nothing in the old one: `WHERE note IS NOT NULL`.
 */
export function fillsWhatHasValues(statement: string, successor: Successor): boolean {
  const [, demanded = ''] = NOT_NULL.exec(statement) ?? NOT_NONE.exec(statement) ?? [];
  return successor.oldNames.includes(demanded) && namesBoth(statement, successor);
}

/** The same by the key that the old column is: `UPDATE a SET b_new = c.new FROM c WHERE a.b = c.id`. */
export function fillsByKey(statement: string, successor: Successor): boolean {
  const [, ...compared] = JOINED.exec(statement) ?? JOINED_IN_PYTHON.exec(statement) ?? [];
  return compared.some((name) => successor.oldNames.includes(name)) && namesBoth(statement, successor);
}

/** Whether an UPDATE may write into the new column what only shows when it runs, or is worked out: no literal. */
export function fillsFromElsewhere(statement: string, { newNames }: Successor): boolean {
  const words = statementWords(statement);
  const literals = new Set([...statement.matchAll(LITERAL)].map(([, column]) => column));
  const named = newNames.filter((name) => words.has(name));
  return named.length === 0 ? HOLE.test(statement) : named.some((name) => !literals.has(name));
}

/** Whether it names the old column and the new one. */
export function namesBoth(statement: string, { oldNames, newNames }: Successor): boolean {
  const words = statementWords(statement);
  return oldNames.some((old) => words.has(old) && newNames.some((name) => name !== old && words.has(name)));
}

/** As they are written. */
export function statementWords(statement: string): ReadonlySet<string> {
  return new Set(statement.match(/[\p{L}\p{N}_$]+/gu));
}

const NOT_NULL = /\bwhere\s+(?:[\w"]+\.)*"?(\w+)"?\s+is\s+not\s+null[\s;]*$/i;
const NOT_NONE = /\.[\s\\]*where\(\s*(?:\w+\.)*(\w+)\s*(?:!=\s*None|\.is_?not\(\s*None\s*\))\s*,?\s*\)/;
const JOINED = /\bfrom\s[^;]+\bwhere\s+(?:[\w"]+\.)+"?(\w+)"?\s*=\s*(?:[\w"]+\.)+"?(\w+)"?[\s;]*$/i;
const JOINED_IN_PYTHON = /\.[\s\\]*where\(\s*(?:\w+\.)*c\.(\w+)\s*==\s*(?:\w+\.)*c\.(\w+)\s*,?\s*\)/;

/** What is put in when it runs may be any name. */
const HOLE = /[{}]|%[s(]/;

/** `note = 'x'`, `note=None`, `"note": 1`, and nothing is put into the text. */
const LITERAL = /(\w+)["']?\s*[=:]\s*(?:'[^'{}%]*'|"[^"{}%]*"|-?\d+|true|false|null|none)(?![\w.])/gi;
