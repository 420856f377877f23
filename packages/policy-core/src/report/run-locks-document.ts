import type { RunLock, RunLocks, RunTransaction } from '../migrations/explain/run-locks.ts';
import {
  code,
  commaList,
  faint,
  lines,
  section,
  strong,
  type Document,
  type Text,
} from './document/document.ts';
import { lockWait, upgradeBlocks } from './migration-locks-document.ts';
import { revisionPlace, revisionHeading } from './revision-head.ts';

/** What the revisions of one upgrade lock, and below what each transaction holds until it ends. */
export function runLocksDocument(run: RunLocks): Document {
  const { revisions, transactions, environment, pg_version: version } = run;
  const unread = unreadOf(run);
  return [
    ...revisions.flatMap((part) =>
      section(revisionHeading(part.revision), [
        ...lines(revisionPlace(part.revision, environment)),
        ...upgradeBlocks({ ...part, pg_version: version }),
      ]),
    ),
    ...transactions.flatMap(transactionSection),
    ...(transactions.length === 0 && unread.length === 0 ? lines(NOTHING_HELD) : unread),
  ];
}

const NOTHING_HELD = 'No transaction holds a lock on what was there before.';

/** What cannot be read is not nothing: it may hold whatever it likes. */
function unreadOf({ revisions }: RunLocks): Document {
  const unread = revisions.filter(
    ({ problem, upgrade, statements }) =>
      problem !== null ||
      upgrade === 'elsewhere' ||
      statements.some(({ kind, unknown }) => kind === 'unclear' || unknown.length > 0),
  );
  if (unread.length === 0) return [];
  const named = commaList(unread.map(({ revision }) => revision.id));
  return lines(['Not all that ', named, ' does could be read: more may be held.']);
}

function transactionSection({ revisions, locks }: RunTransaction): Document {
  const titles = ['Relation', 'Lock', 'Who waits'];
  return section(
    [strong('Held until its end'), ' by the transaction of ', commaList(revisions), ':'],
    [{ kind: 'table', titles, rows: locks.map((lock) => ({ cells: lockCells(lock) })) }],
  );
}

function lockCells({ relation, lock, waits, since }: RunLock): readonly Text[] {
  return [
    code(relation),
    strong(lock),
    lockWait({ is_new: false }, waits),
    faint(`(since ${since.revision}, line ${since.line})`),
  ];
}
