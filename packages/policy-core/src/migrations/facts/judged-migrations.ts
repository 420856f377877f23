import { defineSubjects, type SubjectOf } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import type { Get } from '../../engine/queries/query.ts';
import { observed } from '../../model/known.ts';
import type { MigrationReading, Migrations, MigrationScript } from '../analysis/migrations.ts';
import { migrationParts, type MigrationPart } from '../analysis/migration-parts.ts';
import type { Step, UnclearStep } from '../operations/operation.ts';
import { migrations } from './known-migrations.ts';

/** Each migration under judgement by itself: its rules are given what is known of all, with it as the only script. */
export const migrationSubjects = defineSubjects<Migrations, MigrationPart>({
  name: 'judged-migrations',
  words: 'migrations',
  of: 'revision',
  isConfigured: hasMigrations,
  partsOf: migrationParts,
  compute: (get) => {
    const all = get(migrations);
    const { scripts, unsettled, foreignSql = [] } = all;
    if (scripts.length === 0 && unsettled !== undefined)
      return [{ paths: [], unread: unsettled, judged: all }];
    const nothing = { ...all, scripts: [], unsettled: undefined };
    return [
      ...scripts.map((script) => subjectOf(script, all)),
      ...foreignSql.map(({ path, database }) => ({ paths: [path], size: 0, database, judged: nothing })),
    ];
  },
});

/** The history of each environment by itself, as large as it has revisions; one that nobody can judge, where none was seen. */
export const historySubjects = defineSubjects<Migrations>({
  name: 'judged-histories',
  words: 'migrations',
  of: 'history',
  isConfigured: hasMigrations,
  compute: (get) => {
    const all = get(migrations);
    const { histories } = all;
    if (!histories.known) return [{ paths: [], unread: histories.reason, judged: all }];
    return histories.value.map((history) => ({
      paths: history.folders,
      size: history.files.size,
      judged: { ...all, histories: observed([history]) },
    }));
  },
});

export function hasMigrations(get: Get): boolean {
  const { alembic, sql } = policySections(get, 'migrations').migrations;
  return alembic.length + sql.length > 0;
}

function subjectOf(script: MigrationScript, all: Migrations): SubjectOf<Migrations> {
  const { path, reading, database } = script;
  const unread = reading.known ? problemIn(reading.value) : reading.reason;
  return {
    paths: [path],
    judged: { ...all, scripts: [script] },
    digest: (digestOf) => all.digest?.(script, digestOf),
    ...(unread !== undefined && { unread }),
    ...(database !== undefined && { database }),
  };
}

/** Of a statement that may do anything no rule knows what it does. */
function problemIn(reading: MigrationReading): string | undefined {
  if (reading.kind === 'absent') return undefined;
  if (reading.kind !== 'read') return reading.problem;
  return reading.upgrade.steps.find(isUnreadStep)?.problem;
}

function isUnreadStep(step: Step): step is UnclearStep {
  return step.kind === 'unclear' && step.isRead !== true && step.reach === undefined;
}
