import { displayText } from '../model/display-text.ts';
import type {
  LockingStatement,
  MigrationLocks,
  SqlFileLocks,
  StatementLock,
} from '../migrations/explain/migration-locks.ts';
import { shortenedText } from '../model/shortened-text.ts';
import { paintFor, type Paint } from '../model/ansi.ts';
import { displayWidth } from './display-width.ts';
import { revisionHead } from './revision-head.ts';

/** For people: what each statement of an upgrade locks, in columns that stand below each other. */
export function migrationLocksText(locks: MigrationLocks, { colors }: { readonly colors: boolean }): string {
  const paint = paintFor(colors);
  const lines = [...revisionHead(locks.revision, locks.environment, paint), ...upgradeLines(locks, paint)];
  return `${lines.join('\n')}\n`;
}

/** The same for a file of SQL. */
export function sqlFileLocksText(locks: SqlFileLocks, { colors }: { readonly colors: boolean }): string {
  const paint = paintFor(colors);
  const { file, problem, statements, pg_version: version } = locks;
  const head = [paint.strong(displayText(file.path)), paint.faint(`  ${orderText(file)}`)];
  const note = statements.length === 0 ? ': nothing in it runs on the way up' : '';
  const body =
    problem === null
      ? [`  on PostgreSQL ${version}${note}`, ...tableLines(statements, paint)]
      : [unreadLine(problem, paint)];
  return `${[...head, ...body].join('\n')}\n`;
}

function orderText({ earlier, runs_after: last }: SqlFileLocks['file']): string {
  if (earlier === null) return 'no version in its name says what runs before it';
  if (last === null) return 'the first of its folder';
  const others = earlier - 1;
  const more = others === 0 ? '' : ` and ${others} ${others === 1 ? 'other' : 'others'}`;
  return `after ${displayText(last)}${more}`;
}

/** What is told below the head of a revision. */
export function upgradeLines(
  {
    problem,
    upgrade,
    statements,
    pg_version: version,
  }: Pick<MigrationLocks, 'problem' | 'upgrade' | 'statements' | 'pg_version'>,
  paint: Paint,
): readonly string[] {
  if (upgrade === null) return [unreadLine(problem ?? 'nobody knows', paint)];
  const note = NOTES[upgrade];
  const head = `  ${paint.strong('upgrade()')} on PostgreSQL ${version}${note === '' ? '' : `: ${note}`}`;
  return [head, ...tableLines(statements, paint)];
}

function unreadLine(problem: string, paint: Paint): string {
  return paint.warning(`  It cannot be read, because ${shown(problem)}.`);
}

const NOTES: Readonly<Record<NonNullable<MigrationLocks['upgrade']>, string>> = {
  missing: 'it is not there',
  elsewhere: 'it is not defined in this file, so what it does is not known',
  empty: 'it does nothing',
  raises: 'it refuses to run',
  runs: '',
};

function tableLines(statements: readonly LockingStatement[], paint: Paint): readonly string[] {
  const widths = widthsOf(statements);
  return statements.flatMap((statement) => statementLines(statement, widths, paint));
}

/** Of the columns, in characters of the screen. */
interface Widths {
  readonly relation: number;
  readonly lock: number;
  readonly work: number;
}

function widthsOf(statements: readonly LockingStatement[]): Widths {
  const locks = statements.flatMap((statement) => statement.locks);
  const widest = (text: (lock: StatementLock) => string) =>
    locks.reduce((most, lock) => Math.max(most, displayWidth(text(lock))), 0);
  return {
    relation: Math.min(widest(relationText), WIDEST_RELATION),
    lock: widest(({ lock }) => lock),
    work: widest(({ work }) => WORKS[work]),
  };
}

/** A longer name pushes its own line only. */
const WIDEST_RELATION = 40;

function statementLines(statement: LockingStatement, widths: Widths, paint: Paint): readonly string[] {
  const { text, line, kind } = statement;
  const told = shown(text);
  const notes = noteLines(statement, paint);
  const locks = statement.locks.map((lock) => lockLine(lock, widths, paint));
  const isKnown = locks.length === 0 && statement.unknown.length === 0;
  return [
    `    ${paint.faint(`${line}:`)} ${kind === 'unclear' ? paint.warning(told) : told}`,
    ...(isKnown ? [`        ${paint.faint('locks nothing that is there before it')}`] : locks),
    ...notes,
  ];
}

function lockLine(lock: StatementLock, widths: Widths, paint: Paint): string {
  const { work, waits, cause } = lock;
  const why = cause === 'named' ? '' : `  ${paint.faint(`(${CAUSES[cause]})`)}`;
  const cells = [
    padded(relationText(lock), widths.relation),
    paint.strong(padded(lock.lock, widths.lock)),
    padded(WORKS[work], widths.work),
  ];
  return `        ${cells.join('  ')}  ${lockWaitText(lock, waits, paint)}${why}`;
}

/** Who waits for a lock, in colours. */
export function lockWaitText(
  { is_new: isNew }: Pick<StatementLock, 'is_new'>,
  waits: StatementLock['waits'],
  paint: Paint,
): string {
  switch (waits) {
    case 'readers-and-writers':
      return paint.error('readers and writers wait');
    case 'writers':
      return paint.warning('writers wait');
    case 'nobody':
      return paint.good(isNew ? 'nobody waits: it is new' : 'nobody waits');
  }
}

const WORKS: Readonly<Record<StatementLock['work'], string>> = {
  catalog: 'a moment',
  emptied: 'empties it in a moment',
  rows: 'changes rows',
  unknown: 'how long is not known',
  scan: 'reads every row',
  index: 'builds an index',
  rewrite: 'writes every row again',
};

const CAUSES: Readonly<Record<Exclude<StatementLock['cause'], 'named'>, string>> = {
  'foreign-key': 'by a foreign key',
  partition: 'a partition, or what it is one of',
  cascade: 'by CASCADE',
  read: 'is read',
  domain: 'has a column of the domain',
  index: 'its index is named',
};

function noteLines(
  {
    kind,
    in_transaction: isInside,
    refused_in_transaction: isRefused,
    may_fail: fails,
    unknown,
  }: LockingStatement,
  paint: Paint,
): readonly string[] {
  // What is not clear says why itself.
  const reasons = kind === 'unclear' ? [] : unknown;
  return [
    ...refusalText(isRefused, isInside).map((text) => (isInside === false ? text : paint.error(text))),
    ...fails.map((where) => paint.warning(`may fail where ${shown(where)}`)),
    ...reasons.map((why) => paint.warning(`not all is known, because ${shown(why)}`)),
  ].map((text) => `        ${text}`);
}

function refusalText(isRefused: boolean | null, isInside: boolean | null): readonly string[] {
  if (isRefused === false || (isRefused === null && isInside !== true)) return [];
  const refused = isRefused === null ? 'may be refused in a transaction' : 'is refused in a transaction';
  if (isInside === null) return [`${refused}, and nothing tells whether it runs in one`];
  return [isInside ? `${refused}, and it runs in one` : `${refused}, and it runs outside of one`];
}

function relationText({ relation }: StatementLock): string {
  return shown(relation);
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function shown(text: string): string {
  return displayText(shortenedText(text));
}
