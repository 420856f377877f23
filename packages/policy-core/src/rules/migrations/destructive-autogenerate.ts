import { z } from 'zod';

import {
  isNewTable,
  judgedUpgrades,
  stepsOf,
  type StepOf,
  type JudgedUpgrade,
} from '../../migrations/judged-steps.ts';
import { tableKey, tableText } from '../../migrations/name.ts';
import { defineRule } from '../../rule.ts';

export const destructiveAutogenerate = defineRule({
  id: 'migrations/destructive-autogenerate',
  summary: 'A migration does not drop many tables at once.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: z.strictObject({
    /** From how many dropped tables on it is taken for a mistake. */
    tables: z.int().min(2).default(3),
  }),

  messages: {
    many: 'This migration drops {count} tables: {tables}. Autogenerate writes that when env.py does not import the models, or compares with a stale branch. Do not apply it and do not work around this rule; check target_metadata and generate it again.',
    every:
      'This migration drops every table that the revisions before it made: {tables}. Autogenerate writes that when env.py does not import the models. Do not apply it and do not work around this rule; check target_metadata and generate it again.',
  },

  *check({ migrations }, { options: { tables: limit } }) {
    for (const upgrade of judgedUpgrades(migrations)) {
      const drops = stepsOf(upgrade, 'drop-table').filter((drop) => !isNewTable(drop, drop.operation.table));
      const [first, ...more] = drops;
      const isAll = first !== undefined && leavesNothing(upgrade, drops);
      if (first === undefined) continue;
      if (!isAll && (drops.length < limit || isWrittenByHand(upgrade))) continue;
      yield {
        kind: 'violation',
        messageId: isAll ? 'every' : 'many',
        data: {
          count: String(drops.length),
          tables: drops.map(({ operation: { table } }) => tableText(table)).join(', '),
        },
        at: first.at,
        related: more.map(({ operation: { table }, at }) => ({
          message: `${tableText(table)} is dropped here.`,
          at,
        })),
      };
    }
  },
});

/** Autogenerate renames no table and copies no rows: who wrote that thought of what is to be kept. */
function isWrittenByHand(upgrade: JudgedUpgrade): boolean {
  return stepsOf(upgrade, 'rename-table').length > 0 || copiesRows(upgrade);
}

/** By SQL from table to table. */
function copiesRows(upgrade: JudgedUpgrade): boolean {
  return stepsOf(upgrade, 'change-rows').some(
    ({ operation: { verb, reads } }) => verb === 'insert' && reads !== undefined && reads.length > 0,
  );
}

/** A schema of one table says nothing of a plan that drops everything. */
const LEAST_TABLES = 2;

function leavesNothing(
  { history, revision, steps }: JudgedUpgrade,
  drops: readonly StepOf<'drop-table'>[],
): boolean {
  if (history === undefined || revision === undefined) return false;
  const had = history.schema.tablesAt({ revision, step: 0 });
  const left = history.schema.tablesAt({ revision, step: steps.length });
  const dropped = new Set(drops.map(({ operation: { table } }) => tableKey(table)));
  return (
    had.length >= LEAST_TABLES && left.length === 0 && had.every(({ table }) => dropped.has(tableKey(table)))
  );
}
