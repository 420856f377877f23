import type { ReadRevision } from '../migrations/alembic/revision-reading.ts';
import type { Migrations } from '../migrations/analysis/migrations.ts';
import type { RevisionHistory } from '../migrations/history/revision-history.ts';
import { judgedUpgrades } from '../migrations/analysis/migration-step.ts';
import type { JudgedUpgrade } from '../migrations/analysis/judged-upgrade.ts';

/** A migration that is open in an editor. */
export interface OpenedMigration {
  readonly upgrade: JudgedUpgrade;
  /** `undefined` for SQL. */
  readonly revision: ReadRevision | undefined;
  readonly pgVersion: number;
}

/** `undefined` for what cannot be read. */
export function openedMigration(path: string, migrations: Migrations): OpenedMigration | undefined {
  const isIt = (one: { readonly path: string }) => one.path === path;
  const upgrade = judgedUpgrades(migrations).find(isIt);
  const reading = migrations.scripts.find(isIt)?.reading;
  if (upgrade === undefined || reading?.known !== true || reading.value.kind !== 'read') return undefined;
  return { upgrade, revision: reading.value.revision, pgVersion: migrations.pgVersion };
}

/** A revision of Alembic with its place among the others. */
export interface OpenedRevision extends OpenedMigration {
  readonly id: string;
  readonly revision: ReadRevision;
  readonly history: RevisionHistory;
}

/** `undefined` for SQL, and for a revision whose id or history is not known. */
export function openedRevision(opened: OpenedMigration): OpenedRevision | undefined {
  const { upgrade, revision } = opened;
  const { revision: id, history } = upgrade;
  if (revision === undefined || id === undefined || history === undefined) return undefined;
  return { ...opened, id, revision, history };
}
