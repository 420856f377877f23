import { displayText } from '../model/display-text.ts';
import type { RunLock, RunLocks, RunTransaction } from '../migrations/explain/run-locks.ts';
import { shortenedText } from '../model/shortened-text.ts';
import { paintFor, type Paint } from '../model/ansi.ts';
import { displayWidth } from './display-width.ts';
import { upgradeLines, lockWaitText } from './migration-locks-text.ts';
import { revisionHead } from './revision-head.ts';

/** For people: what the revisions of one upgrade lock, and below what each transaction holds until it ends. */
export function runLocksText(run: RunLocks, { colors }: { readonly colors: boolean }): string {
  const paint = paintFor(colors);
  const revisions = run.revisions.flatMap((part) => [
    ...revisionHead(part.revision, run.environment, paint),
    ...upgradeLines({ ...part, pg_version: run.pg_version }, paint),
    '',
  ]);
  const transactions = run.transactions.flatMap((transaction) => transactionLines(transaction, paint));
  const unread = unreadOf(run);
  const held = transactions.length === 0 && unread.length === 0 ? [NOTHING_HELD] : transactions;
  return `${[...revisions, ...held, ...unread].join('\n')}\n`;
}

const NOTHING_HELD = 'No transaction holds a lock on what was there before.';

/** What cannot be read is not nothing: it may hold whatever it likes. */
function unreadOf({ revisions }: RunLocks): readonly string[] {
  const unread = revisions.filter(
    ({ problem, upgrade, statements }) =>
      problem !== null ||
      upgrade === 'elsewhere' ||
      statements.some(({ kind, unknown }) => kind === 'unclear' || unknown.length > 0),
  );
  if (unread.length === 0) return [];
  const named = unread.map(({ revision }) => displayText(revision.id)).join(', ');
  return [`Not all that ${named} does could be read: more may be held.`];
}

function transactionLines({ revisions, locks }: RunTransaction, paint: Paint): readonly string[] {
  const named = revisions.map(displayText).join(', ');
  const relation = widest(locks, (lock) => shown(lock.relation));
  const mode = widest(locks, ({ lock }) => lock);
  return [
    `${paint.strong('Held until its end')} by the transaction of ${named}:`,
    ...locks.map(
      ({ since, waits, ...lock }) =>
        `  ${padded(shown(lock.relation), relation)}  ${paint.strong(padded(lock.lock, mode))}  ${lockWaitText({ is_new: false }, waits, paint)}  ${paint.faint(`(since ${displayText(since.revision)}, line ${since.line})`)}`,
    ),
  ];
}

function widest(locks: readonly RunLock[], text: (lock: RunLock) => string): number {
  return locks.reduce((most, lock) => Math.max(most, displayWidth(text(lock))), 0);
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function shown(text: string): string {
  return displayText(shortenedText(text));
}
