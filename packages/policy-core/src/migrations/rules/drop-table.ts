import { z } from 'zod';

import type { MigrationScript } from '../analysis/migrations.ts';
import { isCopiedTable } from '../analysis/copied-table.ts';
import { judgedUpgrades, stepsOf } from '../analysis/migration-step.ts';
import { idOf } from '../analysis/judged-revisions.ts';
import { mayBeKeptByUnparsedSql } from '../operations/created-by-unparsed-sql.ts';
import { calledText } from '../operations/called-routine.ts';
import { databaseText, isOtherDatabase } from '../operations/lock-mode.ts';
import { tableKey } from '../operations/name.ts';
import { isCreatedAndDropped } from '../analysis/table-created-and-dropped.ts';
import { readBefore, shownPlace } from '../analysis/values/values-read.ts';
import { schemaAround } from '../analysis/schema-around.ts';
import { defineRule, type Outcome, type Undecided } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { placesInDoubt, tableDrops, type DoubtfulPlace, type TableDrop } from '../analysis/table-drops.ts';
import { unseenFile } from '../../engine/unseen-file.ts';
import type { JudgedUpgrade, StepOf } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

type MessageId =
  | 'drops'
  | 'perhaps'
  | 'read'
  | 'unread'
  | 'elsewhere'
  | 'refused'
  | 'unclear'
  | 'called'
  | 'runs'
  | 'unanalyzable'
  | 'unseen'
  | 'unsettled';

export const dropTable = defineRule({
  id: 'migrations/drop-table',
  summary: 'Do not drop a table.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['drop-table', 'drop-object', 'drop-all', 'unclear', 'unread', 'unsettled', 'revision'],

  options: z.strictObject({
    /** Tables that may be dropped, as the migration writes them. */
    allowTables: z.array(z.string()).default([]),
  }),

  messages: {
    drops:
      'This drops table {table} and all its rows. Keep it, or drop it in a later release under a waiver.',
    perhaps:
      'This drops table {table}, if it exists, and all its rows. Keep it, or drop it in a later release under a waiver: no earlier migration creates it.',
    read: 'This drops table {table}, whose rows may have moved. Check that every row has a new place ({place} reads them), or drop the table in a later release under a waiver.',
    unread:
      'Cannot determine whether the rows of {table} survive. Check where they go before you merge, because a statement that creates this table cannot be read.',
    elsewhere:
      'Cannot determine whether this drops a table on {database}. Check it before you merge, because Lockkeeper reads only the SQL of PostgreSQL.',
    refused:
      'Cannot determine whether this drops a table. Correct it, or name its database in migrations.dialect, because {problem}.',
    unclear: 'Cannot determine whether this drops a table. Write the statement as a literal.',
    called:
      'Cannot determine whether {called}() drops a table. Check its body; if it changes no rows, list it in migrations.harmless_functions.',
    runs: 'Cannot determine whether this drops a table. Check what it removes before you merge it, because {problem}.',
    unanalyzable:
      'Cannot analyse {path}: {problem}. Save it as UTF-8 text of at most 2 MB, or remove it from the migrations.',
    unseen: 'Lockkeeper did not read {path}.',
    unsettled: 'Cannot determine which migrations are new.',
  },

  *check(_get, migration, { options }) {
    const judged = migration;
    if (judged.unsettled !== undefined) {
      const missing = [{ fact: 'history', reason: judged.unsettled }];
      yield {
        kind: 'undecided',
        messageId: 'unsettled',
        data: {},
        at: undefined,
        subject: 'the migrations',
        waitsFor: 'observation',
        missing,
      };
    }
    const upgrades = new Map(judgedUpgrades(judged).map((upgrade) => [upgrade.path, upgrade]));
    const isMeant = (drop: TableDrop) =>
      !options.allowTables.includes(drop.table) && !isCreatedAndDropped(drop) && !isCopiedTable(drop);
    for (const script of judged.scripts) {
      const upgrade = upgrades.get(script.path);
      if (upgrade === undefined) yield* unread(script);
      else yield* judge(upgrade, isMeant);
      if (isForeign(script)) {
        const at = startOf(script.path);
        yield undecided(
          script.path,
          { messageId: 'unclear', data: {}, at },
          'it has no upgrade() of its own',
        );
      }
    }
  },
});

/** A revision whose upgrade is not in its file: Alembic runs whatever `upgrade` names, also what the file only imports. */
function isForeign({ reading }: MigrationScript): boolean {
  if (!reading.known || reading.value.kind !== 'read' || reading.value.revision === undefined) return false;
  const { upgrade, revision } = reading.value;
  return (upgrade.kind === 'missing' || upgrade.kind === 'elsewhere') && idOf(revision) !== undefined;
}

/** What cannot be read at all. */
function* unread({ path, reading }: MigrationScript): Iterable<Outcome<MessageId>> {
  if (!reading.known) {
    yield unseenFile('unseen', path, reading.reason);
  } else if (reading.value.kind === 'unanalyzable') {
    const data = { path, problem: reading.value.problem };
    yield { kind: 'violation', messageId: 'unanalyzable', data, at: startOf(path) };
  } else if (reading.value.kind === 'unreadable') {
    const { at, problem } = reading.value;
    yield undecided(path, { messageId: 'unclear', data: {}, at }, problem);
  }
}

function* judge(upgrade: JudgedUpgrade, isMeant: (drop: TableDrop) => boolean): Iterable<Outcome<MessageId>> {
  const { path, span } = upgrade;
  for (const drop of tableDrops(upgrade).filter(isMeant)) yield told(drop);
  for (const doubt of placesInDoubt(upgrade)) {
    yield undecided(path, { ...wordsOf(doubt, upgrade.database), at: span(doubt) }, doubt.problem);
  }
}

/** Where the text was read, writing it in another way changes nothing. */
function wordsOf(
  { problem, isRead, calls, isRefused }: DoubtfulPlace,
  database: JudgedUpgrade['database'],
): Pick<Undecided<MessageId>, 'messageId' | 'data'> {
  if (calls !== undefined) return { messageId: 'called', data: { called: calledText(calls) } };
  if (isRefused === true && isOtherDatabase(database))
    return { messageId: 'elsewhere', data: { database: databaseText(database) } };
  if (isRefused === true) return { messageId: 'refused', data: { problem } };
  return isRead === true ? { messageId: 'runs', data: { problem } } : { messageId: 'unclear', data: {} };
}

function told(drop: TableDrop): Outcome<MessageId> {
  const { table, at, steps } = drop;
  if (!steps.every(mayBeKept)) return dropped(drop);
  const reason = `what makes ${table} cannot be read`;
  return undecided(at.path, { messageId: 'unread', data: { table }, at }, reason);
}

/** Made by what nobody can read, with its rows in another table or none in it before. */
function mayBeKept({ upgrade, operation, index }: StepOf<'drop-table'>): boolean {
  return mayBeKeptByUnparsedSql(operation.table, index, upgrade);
}

/** IF EXISTS, to make room for the first table of that name. */
function isOfNoMigration({ upgrade, operation, index }: StepOf<'drop-table'>): boolean {
  const { ifExists, table } = operation;
  const { schema, revision } = schemaAround(upgrade);
  return (
    ifExists === true &&
    schema.tableAt(table, { revision, step: index }) === undefined &&
    stepsOf(upgrade, 'create-table').some(
      (made) => made.index > index && tableKey(made.operation.table) === tableKey(table),
    )
  );
}

function dropped({ table, at, steps }: TableDrop): Outcome<MessageId> {
  // Each of several tables that are dropped in one place has to be read before.
  const places = steps.map((step) => readBefore(step));
  const [read] = places.includes(undefined) ? [] : places;
  if (read === undefined) {
    const messageId = steps.every(isOfNoMigration) ? 'perhaps' : 'drops';
    return { kind: 'violation', messageId, data: { table }, at };
  }
  return {
    kind: 'violation',
    messageId: 'read',
    data: { table, place: shownPlace(read, at.path) },
    at,
    related: [{ message: 'The rows are read here before.', at: read }],
  };
}

/** `reason` is a clause. */
function undecided(
  path: string,
  said: Pick<Undecided<MessageId>, 'messageId' | 'data' | 'at'>,
  reason: string,
): Undecided<MessageId> {
  const missing = [{ fact: path, reason }];
  return { kind: 'undecided', ...said, subject: path, waitsFor: 'observation', missing };
}
