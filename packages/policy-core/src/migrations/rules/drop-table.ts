import { z } from 'zod';

import type { MigrationScript, TableDrop } from '../analysis/migrations.ts';
import { isCopiedTable } from '../analysis/copied-table.ts';
import { judgedUpgrades, stepsOf, type JudgedUpgrade } from '../analysis/migration-step.ts';
import { mayBeKeptByUnparsedSql } from '../operations/created-by-unparsed-sql.ts';
import { tableKey } from '../operations/name.ts';
import { dropStepsAt, isCreatedAndDropped } from '../analysis/table-created-and-dropped.ts';
import { readBefore, shownPlace } from '../analysis/values-read.ts';
import { schemaAround } from '../analysis/schema-around.ts';
import { defineRule, type Outcome, type Undecided } from '../../engine/rule.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';
import { unseenFile } from '../../engine/unseen-file.ts';

type MessageId =
  | 'drops'
  | 'perhaps'
  | 'read'
  | 'unread'
  | 'unclear'
  | 'unanalyzable'
  | 'unseen'
  | 'unsettled';

export const dropTable = defineRule({
  id: 'migrations/drop-table',
  summary: 'A migration does not drop a table.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: z.strictObject({
    /** Tables that may be dropped, as the migration writes them. */
    allowTables: z.array(z.string()).default([]),
  }),

  messages: {
    drops:
      'This drops the table {table} and every row in it. Keep the table, or drop it in a later release with a waiver.',
    perhaps:
      'This drops the table {table}, where there is one, and every row in it: no migration before makes it. Keep the table, or drop it in a later release with a waiver.',
    read: 'This drops the table {table}. {place} reads its rows before, and may have moved them: look that each of them has its new place. Keep the table, or drop it in a later release with a waiver.',
    unread:
      'It cannot be told whether the rows of {table} are kept, because a statement that makes this table cannot be read. Write it as PostgreSQL has it.',
    unclear: 'It cannot be told whether this drops a table. Write the statement as a literal.',
    unanalyzable:
      '{path} cannot be analysed: {problem}. Save it as UTF-8 text of at most 2 MB, or take it out of the migrations.',
    unseen: '{path} was not read.',
    unsettled: 'It cannot be told which migrations are new.',
  },

  *check({ migrations }, { options }) {
    if (migrations.unsettled !== undefined) {
      const missing = [{ fact: 'history', reason: migrations.unsettled }];
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
    const upgrades = new Map(judgedUpgrades(migrations).map((upgrade) => [upgrade.path, upgrade]));
    for (const script of migrations.scripts) {
      const upgrade = upgrades.get(script.path);
      const isMeant = (drop: TableDrop) =>
        !options.allowTables.includes(drop.table) &&
        !(upgrade !== undefined && (isCreatedAndDropped(upgrade, drop) || isCopiedTable(upgrade, drop)));
      const isUnread = (drop: TableDrop) => upgrade !== undefined && mayBeKept(upgrade, drop);
      const placeRead = (drop: TableDrop) => upgrade && rowsReadAt(upgrade, drop);
      const isUnheard = (drop: TableDrop) => upgrade !== undefined && isOfNoMigration(upgrade, drop);
      yield* judge(script, { isMeant, isUnread, isUnheard, placeRead });
    }
  },
});

/** Made by what nobody can read, with its rows in another table or none in it before. */
function mayBeKept(upgrade: JudgedUpgrade, drop: TableDrop): boolean {
  const meant = dropStepsAt(upgrade, drop);
  return (
    meant.length > 0 &&
    meant.every(({ operation, index }) => mayBeKeptByUnparsedSql(operation.table, index, upgrade))
  );
}

/** IF EXISTS, to make room for the first table of that name. */
function isOfNoMigration(upgrade: JudgedUpgrade, drop: TableDrop): boolean {
  const { schema, revision } = schemaAround(upgrade);
  const steps = dropStepsAt(upgrade, drop);
  return (
    steps.length > 0 &&
    steps.every(
      ({ operation: { ifExists, table }, index }) =>
        ifExists === true &&
        schema.tableAt(table, { revision, step: index }) === undefined &&
        stepsOf(upgrade, 'create-table').some(
          (made) => made.index > index && tableKey(made.operation.table) === tableKey(table),
        ),
    )
  );
}

/** Each of several tables that are dropped in one place has to be read before. */
function rowsReadAt(upgrade: JudgedUpgrade, drop: TableDrop): SourceSpan | undefined {
  const places = dropStepsAt(upgrade, drop).map((step) => readBefore(step));
  return places.includes(undefined) ? undefined : places[0];
}

interface Judging {
  readonly isMeant: (drop: TableDrop) => boolean;
  readonly isUnread: (drop: TableDrop) => boolean;
  readonly isUnheard: (drop: TableDrop) => boolean;
  readonly placeRead: (drop: TableDrop) => SourceSpan | undefined;
}

function* judge(
  { path, reading }: MigrationScript,
  { isMeant, isUnread, isUnheard, placeRead }: Judging,
): Iterable<Outcome<MessageId>> {
  if (!reading.known) {
    yield unseenFile('unseen', path, reading.reason);
    return;
  }
  const script = reading.value;
  if (script.kind === 'unanalyzable') {
    yield {
      kind: 'violation',
      messageId: 'unanalyzable',
      data: { path, problem: script.problem },
      at: startOf(path),
    };
  } else if (script.kind === 'unreadable') {
    yield undecided(path, { messageId: 'unclear', data: {}, at: script.at }, script.problem);
  } else if (script.kind === 'read') {
    for (const drop of script.drops.filter(isMeant)) {
      const { table, at } = drop;
      yield isUnread(drop)
        ? undecided(path, { messageId: 'unread', data: { table }, at }, `what makes ${table} cannot be read`)
        : dropped(drop, { read: placeRead(drop), isUnheard: isUnheard(drop) });
    }
    for (const { at, problem } of script.unclear) {
      yield undecided(path, { messageId: 'unclear', data: {}, at }, problem);
    }
  }
}

function dropped(
  { table, at }: TableDrop,
  { read, isUnheard }: { readonly read: SourceSpan | undefined; readonly isUnheard: boolean },
): Outcome<MessageId> {
  if (read === undefined) {
    return { kind: 'violation', messageId: isUnheard ? 'perhaps' : 'drops', data: { table }, at };
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
