import type { ReadRevision } from '../migrations/alembic/revision-reading.ts';
import type { Migrations } from '../migrations/analysis/migrations.ts';
import { observed } from '../model/known.ts';
import type { SqlParser } from '../parsers/parsers.ts';
import { foldUpgrades } from '../migrations/schema/fold-schema.ts';
import { startOf } from '../model/source-span.ts';
import { sqlSteps } from './folded-sql.ts';
import { directionOf } from './sample-schema.ts';

interface SampleMigration {
  /** What made the schema; left out where nothing is known of it. */
  readonly before?: string;
  readonly upgrade: string;
  /** Left out for a SQL file, which goes one way only. */
  readonly downgrade?: string;
}

/** One migration under judgement, written as SQL. */
export function sqlMigrations(
  parser: SqlParser,
  { before, upgrade, downgrade }: SampleMigration,
): Migrations {
  const path = 'db/2.sql';
  const up = directionIn(parser, upgrade);
  const upgrades = [
    { revision: '1', steps: sqlSteps(parser, before ?? ''), text: before ?? '' },
    { revision: '2', steps: up.steps, text: upgrade },
  ];
  const sqlHistory = { schema: foldUpgrades(upgrades), revision: '2', line: upgrades };
  const script = {
    path,
    history: undefined,
    ...(before !== undefined && { sqlHistory }),
    reading: observed({
      kind: 'read' as const,
      text: upgrade,
      revision:
        downgrade === undefined
          ? undefined
          : revisionOf({ upgrade: up, downgrade: directionIn(parser, downgrade) }),
      upgrade: up,
      span: () => startOf(path),
    }),
  };
  return { scripts: [script], pgVersion: 15, unsettled: undefined, histories: observed([]) };
}

function directionIn(parser: SqlParser, sql: string): ReadRevision['upgrade'] {
  const steps = sqlSteps(parser, sql);
  return { ...directionOf([], steps.length === 0 ? 'empty' : 'runs'), steps };
}

function revisionOf(ways: Pick<ReadRevision, 'upgrade' | 'downgrade'>): ReadRevision {
  const absent = { kind: 'absent' } as const;
  const header = { revision: absent, downRevision: absent, branchLabels: absent, dependsOn: absent };
  return { kind: 'revision', header, ...ways, imports: [] };
}
