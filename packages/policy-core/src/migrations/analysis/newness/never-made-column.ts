import { mentionedBefore } from '../first-mention-of-table.ts';
import { stepsOfMigration, type JudgedUpgrade, type StepOf } from '../judged-upgrade.ts';
import { tableBefore } from '../migration-step.ts';
import { tableKey, type TableName } from '../../operations/name.ts';
import type { Step } from '../../operations/operation.ts';

/**
 * Whether a column is dropped IF EXISTS that is not there: the migrations made its table, and none of them made it. Where
 * not all is known that they do to the table, none of them may as much as name it.
 */
export function isNeverMade(drop: StepOf<'drop-column'>): boolean {
  const { upgrade, operation, index } = drop;
  const { table, column, ifExists } = operation;
  if (ifExists !== true || !column.isKnown) return false;
  const state = tableBefore(drop, table);
  if (state?.createdIn === undefined || state.columns.has(column.text)) return false;
  if (state.isWhole) return true;
  const isMadeWhole = stepsOfMigration(upgrade, state.createdIn).some((step) => makesWhole(step, table));
  return isMadeWhole && !isNamedBefore(upgrade, { index, name: column.text });
}

/** For certain, and with all of its columns in sight. */
function makesWhole(step: Step, table: TableName): boolean {
  if (step.kind !== 'operation' || step.operation.kind !== 'create-table' || !step.isCertain) return false;
  const { isWhole, ifNotExists, table: made } = step.operation;
  return isWhole && ifNotExists === false && tableKey(made) === tableKey(table);
}

interface Mention {
  readonly index: number;
  readonly name: string;
}

function isNamedBefore(upgrade: JudgedUpgrade, { index, name }: Mention): boolean {
  if (!/^\w+$/.test(name)) return true;
  const word = new RegExp(String.raw`\b${name}\b`, 'i');
  if (word.test(upgrade.text.slice(0, upgrade.steps[index]?.start))) return true;
  const { history, revision, sqlHistory } = upgrade;
  if (sqlHistory === undefined) {
    return history === undefined || revision === undefined || mentionedBefore(history, { revision, name });
  }
  const place = sqlHistory.line.findIndex((one) => one.revision === sqlHistory.revision);
  return (
    place < 0 || sqlHistory.line.slice(0, place).some(({ text }) => text === undefined || word.test(text))
  );
}
