import { displayText } from '../../model/display-text.ts';
import type { Known } from '../../model/known.ts';
import { guardCheck, notAsked, unproved, type GuardCheck, type GuardProblem } from './guard-check.ts';
import type { MadeBackup } from './ledger.ts';
import type { PendingMigrations } from './pending-revisions.ts';

export interface BackupQuestion {
  readonly environment: string;
  /** Left out: no database was looked at. */
  readonly pending: Known<PendingMigrations> | undefined;
  /** The last one that the audit log knows; `undefined`: it knows none. */
  readonly backup: Known<MadeBackup | undefined>;
  /** The database that the release would migrate; `undefined`: it was not seen. */
  readonly database: Pick<MadeBackup, 'database' | 'host'> | undefined;
  /** SHA-256 of the file of the backup as it is now; `undefined`: it is not at hand. */
  readonly digest: string | undefined;
  /** UTC. */
  readonly now: string;
  readonly maxAgeMs: number;
}

/** Whether there is a backup to come back to, before a migration that is not trivial. */
export function backupCheck(question: BackupQuestion): GuardCheck {
  const { pending, backup, environment } = question;
  if (pending === undefined)
    return notAsked('backup', 'The database that the release would migrate was not looked at.');
  if (!pending.known)
    return open(`Whether a backup is needed is not known because ${pending.reason}.`, {
      because: { check: 'databases', reason: pending.reason },
    });
  const heavy = pending.value.revisions.filter(
    ({ classification }) => !classification.known || classification.value.trivial.answer !== 'yes',
  );
  if (heavy.length === 0) return notAsked('backup', 'Nothing is pending that is not trivial.');
  if (!backup.known)
    return open(`The audit log, which knows the backups, cannot be relied on: ${backup.reason}.`);
  const made = backup.value;
  if (made === undefined) {
    const ids = heavy.map(({ id }) => displayText(id)).join(', ');
    return guardCheck('backup', {
      evidence: [],
      problems: [
        failed(
          `No backup of ${displayText(environment)} is written down, and ${ids} would need one.`,
          environment,
        ),
      ],
    });
  }
  const said = `The backup of ${displayText(made.database)} on ${displayText(made.host)} of ${displayText(made.made_at)}`;
  return guardCheck('backup', {
    evidence: [
      {
        text: `${said}, of ${made.bytes} bytes with the SHA-256 ${displayText(made.sha256)}, ${whereItIs(made, question)}.`,
        where: made.file,
      },
    ],
    problems: backupObjections(made, question).map((objection) =>
      failed(`${said} ${objection}`, environment),
    ),
  });
}

/** Most backups lie elsewhere, and nobody can look at them from here. */
function whereItIs({ file, sha256 }: MadeBackup, { digest }: BackupQuestion): string {
  if (digest === sha256) return 'is there as it was';
  const before = 'was looked at when it was written down';
  if (file === null) return `${before}; it lies outside of the repository, and was not looked at again`;
  return digest === undefined
    ? `${before}; its file is no longer seen here, and whether it was brought elsewhere is not known`
    : before;
}

/** Each goes on after what backup it is. */
export function backupObjections(
  made: MadeBackup,
  { database, digest, now, maxAgeMs }: Pick<BackupQuestion, 'database' | 'digest' | 'now' | 'maxAgeMs'>,
): readonly string[] {
  const age = Date.parse(now) - Date.parse(made.made_at);
  const isOfThis = database?.database === made.database && database.host === made.host;
  return [
    ...(isOfThis ? [] : ['is not of the database that the release would migrate.']),
    ...(Number.isNaN(age) || age < -TOLERATED_LEAD_MS
      ? ['says that it was made at no time that is past.']
      : []),
    ...(age > maxAgeMs ? [`is older than ${Math.round(maxAgeMs / 60_000)} minutes.`] : []),
    ...(digest === undefined || digest === made.sha256 ? [] : ['is not the file that lies there now.']),
  ];
}

/** Clocks of two machines may differ by this much. */
const TOLERATED_LEAD_MS = 5 * 60 * 1000;

function failed(text: string, environment: string): GuardProblem {
  const note = `lockkeeper record backup FILE --environment ${displayText(environment)}`;
  return {
    kind: 'failed',
    text,
    where: null,
    path: null,
    next_step: `Make one with \`pg_dump --format=custom --file FILE\`, and write it down with \`${note}\`.`,
  };
}

function open(text: string, cause: Pick<GuardProblem, 'because'> = {}): GuardCheck {
  return unproved('backup', {
    text: displayText(text),
    where: null,
    path: null,
    next_step: 'Fix the `databases` and `audit-log` checks, then run the guard again.',
    ...cause,
  });
}
