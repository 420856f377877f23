import { l10n } from 'vscode';

import { isRecord, listAt, parseJson, textAt } from '../json/json-shape.ts';

/** Whether there is something to come back to. */
export interface BackupEvidence {
  readonly isThere: boolean;
  /** Sentences: which one it is, or what to do. */
  readonly text: string;
}

interface BackupSearch {
  /** What `audit show --format json` prints. */
  readonly log: string;
  /** Whether `audit verify` found the log whole. */
  readonly isWhole: boolean;
  readonly database: string | undefined;
  readonly maxAgeMs: number;
  readonly now: Date;
}

/** The newest backup of a database that the audit log knows, where the log can be believed and the backup is young. */
export function backupEvidence({ log, isWhole, database, maxAgeMs, now }: BackupSearch): BackupEvidence {
  if (!isWhole)
    return none(
      l10n.t('The audit log, which lists the backups, is not intact. Run `lockkeeper audit verify`.'),
    );
  const made = madeBackups(log).findLast((backup) => backup.database === database);
  if (made === undefined)
    return none(
      l10n.t(
        'The audit log has no backup of {0}. Make one with `pg_dump`, and record it with `lockkeeper record backup`.',
        database ?? l10n.t('this database'),
      ),
    );
  const age = now.getTime() - Date.parse(made.madeAt);
  const isYoung = age <= maxAgeMs && age > -TOLERATED_LEAD_MS;
  return isYoung
    ? { isThere: true, text: l10n.t('The audit log has the backup of {0}: {1}.', made.madeAt, made.sha256) }
    : none(l10n.t('The last recorded backup is of {0}. Make a new one, and record it.', made.madeAt));
}

/** Clocks of two machines may differ by this much. */
const TOLERATED_LEAD_MS = 5 * 60_000;

function none(text: string): BackupEvidence {
  return { isThere: false, text };
}

interface MadeBackup {
  readonly database: string;
  /** UTC. */
  readonly madeAt: string;
  readonly sha256: string;
}

function madeBackups(log: string): readonly MadeBackup[] {
  const output = parseJson(log);
  const entries = (isRecord(output) ? listAt(output, 'entries') : undefined) ?? [];
  return entries.flatMap((entry) => {
    const { data } = entry;
    if (entry['event'] !== 'backup.made' || !isRecord(data)) return [];
    const [database, madeAt] = [textAt(data, 'database'), textAt(data, 'made_at')];
    return database === undefined || madeAt === undefined
      ? []
      : [{ database, madeAt, sha256: textAt(data, 'sha256') ?? '' }];
  });
}
