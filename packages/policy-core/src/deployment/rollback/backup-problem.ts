import { displayText } from '../../model/display-text.ts';
import { backupObjections } from '../guard/backup-check.ts';
import { refused, unknown, type RollbackReason } from './rollback-reason.ts';
import type { MigrationsSight } from './rollback-sight.ts';

/** Why there is nothing to come back to where rows are lost; `undefined`: there is a backup. */
export function backupProblem({
  backup,
  production,
}: MigrationsSight): readonly RollbackReason[] | undefined {
  const { made } = backup;
  if (!made.known)
    return [
      unknown('no-backup', {
        why: `Whether there is a backup is not known because ${made.reason}.`,
        lift: LIFTED,
      }),
    ];
  if (made.value === undefined)
    return [
      refused('no-backup', {
        why: 'The downgrade does not give back all rows, and no backup is written down.',
        lift: LIFTED,
      }),
    ];
  const { database, host } = made.value;
  const said = `The backup of ${displayText(database)} on ${displayText(host)}`;
  const seen = production?.seen === true ? production : undefined;
  return backupObjections(made.value, { ...backup, database: seen }).map((objection) =>
    refused('no-backup', {
      why: `${said} ${objection}`,
      where: made.value?.file ?? null,
      lift: LIFTED,
    }),
  );
}

const LIFTED =
  'Make one with `pg_dump --format=custom`, and write it down with `lockkeeper record backup FILE`.';
