import { memoizeByObject } from '../../model/memoize.ts';
import { statementWords } from './values/filled-column.ts';
import type { Step } from '../operations/operation.ts';
import type { TextRange } from '../../model/text-range.ts';

/** A file, and what one direction of it does. */
export interface StatementFile {
  readonly text: string;
  readonly steps: readonly Step[];
}

/** One that reads rows, or may. */
export interface ReadStatement extends TextRange {
  /** `undefined`: the rows of a session, which change nothing: `session.query(Order)`. */
  readonly step: Step | undefined;
  /** Of the step among all of them. */
  readonly index: number | undefined;
  readonly text: string;
  /** In lower case; where it names a model or a `Table` of the file, with the table that stands behind it. */
  readonly words: ReadonlySet<string>;
}

/** In their order. What is written in another module is left out: the text here tells nothing of it. */
export function readStatements({ text, steps }: StatementFile): readonly ReadStatement[] {
  return readOnce(steps)(text);
}

const readOnce = memoizeByObject((steps: readonly Step[]) => {
  let made: readonly ReadStatement[] | undefined;
  return (text: string) => (made ??= statementsIn({ text, steps }));
});

function statementsIn({ text, steps }: StatementFile): readonly ReadStatement[] {
  const reading = steps.flatMap((step, index) => (mayRead(step) ? [{ step, index, ...rangeOf(step) }] : []));
  const ranges = [...queriesIn(text), ...reading];
  if (ranges.length === 0) return [];
  const tables = tablesBehind(text);
  const assigned = assignedIn(text);
  return ranges.map((range) => {
    const statement = withAssigned(text.slice(range.start, range.end), assigned);
    return { ...range, text: statement, words: withTables(statement, tables) };
  });
}

/** `connection.execute(QUERY)`, and behind it what the file says that the name stands for, and what stands in that. */
function withAssigned(statement: string, assigned: ReadonlyMap<string, string>, depth = 0): string {
  if (depth > DEEPEST) return statement;
  const names = new Set(Array.from(statement.matchAll(NAMED), ([, name = '']) => name));
  const values = Array.from(names, (name) => assigned.get(name)).filter((value) => value !== undefined);
  return [statement, ...values.map((value) => withAssigned(value, assigned, depth + 1))].join('\n');
}

const DEEPEST = 2;
const NAMED = /[({]\s*([A-Za-z_]\w*)\s*[,)}]/g;

/** What names stand for where they are first assigned: each up to the next line that is not part of it. */
function assignedIn(text: string): ReadonlyMap<string, string> {
  const assigned = new Map<string, string>();
  for (const [, , name = '', value = ''] of text.matchAll(ASSIGNMENT))
    if (!assigned.has(name)) assigned.set(name, value);
  return assigned;
}

const ASSIGNMENT = /^([ \t]*)([A-Za-z_]\w*)\s*=\s*((?:\w*("""|''')[\s\S]*?\4|.*(?:\n\1[ \t)\]}].*)*))/gm;

function rangeOf({ start, end }: TextRange): TextRange {
  return { start, end };
}

type Query = Omit<ReadStatement, 'text' | 'words'>;

/** To the end of their lines. Those of the downgrade run at another time. */
function queriesIn(text: string): readonly Query[] {
  if (!text.includes('.query(')) return [];
  return Array.from(upgradeCode(text).matchAll(/\.query\(.*/g), ({ index, 0: { length } }) => {
    return { step: undefined, index: undefined, start: index, end: index + length };
  });
}

/** A file without its `downgrade()`, each character in its place. */
export function upgradeCode(text: string): string {
  return text.replace(/^def downgrade\b.*(?:\n(?:[ \t].*)?)*/m, (code) => code.replaceAll(/[^\n]/g, ' '));
}

function mayRead(step: Step): boolean {
  if (step.from !== undefined) return false;
  if (step.kind === 'unclear') return true;
  const { operation } = step;
  if (operation.kind === 'other') return operation.what === 'SELECT' || operation.what === 'a query';
  if (operation.kind === 'create-table') return operation.sources?.some(({ as }) => as === 'query') === true;
  return operation.kind === 'change-rows' && operation.verb !== 'delete' && operation.verb !== 'copy';
}

function withTables(statement: string, tables: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const words = new Set<string>();
  for (const word of statementWords(statement)) {
    words.add(word.toLowerCase());
    for (const table of tables.get(word) ?? []) words.add(table);
    // Models of the application: `WorkerPool` of `worker_pool`.
    if (MODEL.test(word)) words.add(modelWord(word));
  }
  return words;
}

const MODEL = /^[A-Z]\w*[a-z]\w*$/;

/** What stands for a table in the words of a statement, beside its name. */
export function modelWord(name: string): string {
  return `${name.replaceAll('_', '').toLowerCase().replace(/s$/, '')} model`;
}

/** What the file calls its tables: `orders = sa.table("orders", ...)`, and the class that says `__tablename__`. */
function tablesBehind(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const note = (name: string | undefined, table: string | undefined) => {
    if (name === undefined || table === undefined) return;
    found.set(name, [...(found.get(name) ?? []), table.toLowerCase()]);
  };
  for (const [, name, table] of text.matchAll(ASSIGNED)) note(name, table);
  let model: string | undefined;
  for (const [, named, table] of text.matchAll(MODELS)) {
    if (named === undefined) note(model, table);
    else model = named;
  }
  return found;
}

const ASSIGNED = /\b(\w+)\s*=\s*(?:\w+\.)*(?:[tT]able|create_table)\(\s*["'](\w+)["']/g;
const MODELS = /^[ \t]*class\s+(\w+)|__tablename__\s*(?::\s*\w+\s*)?=\s*["'](\w+)["']/gm;
