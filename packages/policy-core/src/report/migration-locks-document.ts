import type {
  LockingStatement,
  MigrationLocks,
  SqlFileLocks,
  StatementLock,
} from '../migrations/explain/migration-locks.ts';
import {
  code,
  faint,
  gap,
  lines,
  list,
  section,
  strong,
  toned,
  type Document,
  type Item,
  type Text,
} from './document/document.ts';
import { revisionPlace, revisionHeading } from './revision-head.ts';

/** What each statement of an upgrade locks. */
export function migrationLocksDocument(locks: MigrationLocks): Document {
  return section(revisionHeading(locks.revision), [
    ...lines(revisionPlace(locks.revision, locks.environment)),
    ...upgradeBlocks(locks),
  ]);
}

/** The same for a file of SQL. */
export function sqlFileLocksDocument(locks: SqlFileLocks): Document {
  const { file, problem, statements, pg_version: version, runs_on } = locks;
  const note = statements.length === 0 ? ': nothing in it runs on the way up' : '';
  return section(strong(file.path), [
    ...lines(faint(orderText(file))),
    ...(problem === null
      ? listed(`on ${runs_on ?? `PostgreSQL ${version}`}${note}`, statements)
      : unread(problem)),
  ]);
}

function orderText({ earlier, runs_after: last }: SqlFileLocks['file']): string {
  if (earlier === null) return 'no version in its name says what runs before it';
  if (last === null) return 'the first of its folder';
  const others = earlier - 1;
  const more = others === 0 ? '' : ` and ${others} ${others === 1 ? 'other' : 'others'}`;
  return `after ${last}${more}`;
}

/** What is told below the head of a revision. */
export function upgradeBlocks({
  problem,
  upgrade,
  statements,
  pg_version: version,
  runs_on,
}: Pick<MigrationLocks, 'problem' | 'upgrade' | 'statements' | 'pg_version' | 'runs_on'>): Document {
  if (upgrade === null) return unread(problem ?? 'nobody knows');
  const note = NOTES[upgrade];
  return listed(
    [strong('upgrade()'), ` on ${runs_on ?? `PostgreSQL ${version}`}${note === '' ? '' : `: ${note}`}`],
    statements,
  );
}

function unread(problem: string): Document {
  return lines(toned('warning', ['It cannot be read, because ', code(problem), '.']));
}

const NOTES: Readonly<Record<NonNullable<MigrationLocks['upgrade']>, string>> = {
  missing: 'it is not there',
  elsewhere: 'it is not defined in this file, so what it does is not known',
  empty: 'it does nothing',
  raises: 'it refuses to run',
  runs: '',
};

function listed(title: Text, statements: readonly LockingStatement[]): Document {
  return statements.length === 0 ? lines(title) : section(title, list(statements.map(statementItem)));
}

function statementItem(statement: LockingStatement): Item {
  const { text, line, kind, locks, unknown } = statement;
  const isKnown = locks.length === 0 && unknown.length === 0;
  return {
    text: [faint(`${line}:`), ' ', kind === 'unclear' ? toned('warning', code(text)) : code(text)],
    blocks: [
      ...(isKnown ? lines(faint('locks nothing that is there before it')) : lockTable(locks)),
      ...lines(...notes(statement)),
    ],
  };
}

function lockTable(locks: readonly StatementLock[]): Document {
  if (locks.length === 0) return [];
  const titles = ['Relation', 'Lock', 'Work', 'Who waits'];
  return [{ kind: 'table', titles, rows: locks.map((lock) => ({ cells: lockCells(lock) })) }];
}

function lockCells(lock: StatementLock): readonly Text[] {
  const { relation, work, waits, cause } = lock;
  const why = cause === 'named' ? '' : [gap, faint(`(${CAUSES[cause]})`)];
  return [code(relation), strong(lock.lock), WORKS[work], [lockWait(lock, waits), why]];
}

/** Who waits for a lock. */
export function lockWait(
  { is_new: isNew }: Pick<StatementLock, 'is_new'>,
  waits: StatementLock['waits'],
): Text {
  switch (waits) {
    case 'readers-and-writers':
      return toned('error', 'readers and writers wait');
    case 'writers':
      return toned('warning', 'writers wait');
    case 'nobody':
      return toned('good', isNew ? 'nobody waits: it is new' : 'nobody waits');
  }
}

const WORKS: Readonly<Record<StatementLock['work'], string>> = {
  catalog: 'a moment',
  emptied: 'empties it in a moment',
  sample: 'reads some rows',
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

function notes({
  kind,
  in_transaction: isInside,
  refused_in_transaction: isRefused,
  may_fail: fails,
  unknown,
}: LockingStatement): readonly Text[] {
  // What is not clear says why itself.
  const reasons = kind === 'unclear' ? [] : unknown;
  return [
    ...refusal(isRefused, isInside).map((text) => (isInside === false ? text : toned('error', text))),
    ...fails.map((where) => toned('warning', ['may fail where ', code(where)])),
    ...reasons.map((why) => toned('warning', ['not all is known, because ', code(why)])),
  ];
}

function refusal(isRefused: boolean | null, isInside: boolean | null): readonly string[] {
  if (isRefused === false || (isRefused === null && isInside !== true)) return [];
  const refused = isRefused === null ? 'may be refused in a transaction' : 'is refused in a transaction';
  if (isInside === null) return [`${refused}, and nothing shows whether it runs in one`];
  return [isInside ? `${refused}, and it runs in one` : `${refused}, and it runs outside of one`];
}
