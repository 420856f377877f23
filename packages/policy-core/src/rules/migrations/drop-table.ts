import { z } from 'zod';

import type { MigrationScript, TableDrop } from '../../facts/migrations.ts';
import { isCopiedTable } from '../../migrations/copied-table.ts';
import { judgedUpgrades } from '../../migrations/judged-steps.ts';
import { isPassingTable } from '../../migrations/passing-table.ts';
import { defineRule, type Outcome } from '../../rule.ts';
import { startOf } from '../../source-span.ts';
import { unseenFile } from '../../unseen-file.ts';

type MessageId = 'drops' | 'unclear' | 'unanalyzable' | 'unseen' | 'unsettled';

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
        !(upgrade !== undefined && (isPassingTable(upgrade, drop) || isCopiedTable(upgrade, drop)));
      yield* judge(script, isMeant);
    }
  },
});

function* judge(
  { path, reading }: MigrationScript,
  isMeant: (drop: TableDrop) => boolean,
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
    const missing = [{ fact: path, reason: script.problem }];
    yield {
      kind: 'undecided',
      messageId: 'unclear',
      data: {},
      at: script.at,
      subject: path,
      waitsFor: 'observation',
      missing,
    };
  } else if (script.kind === 'read') {
    for (const { table, at } of script.drops.filter(isMeant)) {
      yield { kind: 'violation', messageId: 'drops', data: { table }, at };
    }
    for (const { at, problem } of script.unclear) {
      const missing = [{ fact: path, reason: problem }];
      yield {
        kind: 'undecided',
        messageId: 'unclear',
        data: {},
        at,
        subject: path,
        waitsFor: 'observation',
        missing,
      };
    }
  }
}
