import { memoizeByObject } from '../../../model/memoize.ts';
import { tableKey, type TableName } from '../../operations/name.ts';
import type { Operation, Step } from '../../operations/operation.ts';
import { stepsOfMigration, type JudgedUpgrade, type StepOf } from '../judged-upgrade.ts';

/** Whether earlier migrations made a trigger of that name on the table and left it there, so that running code fires it. */
export function wasTriggerBefore({ upgrade, operation }: StepOf<'create-object'>): boolean {
  const { on, name } = operation;
  return on !== undefined && triggersBefore(upgrade).get(tableKey(on))?.has(name.text) === true;
}

/** The names of triggers, by the keys of their tables. */
type Triggers = Map<string | undefined, Set<string>>;

/** As earlier migrations leave them; those of a table that is not known are left out. */
const triggersBefore = memoizeByObject((upgrade: JudgedUpgrade): Triggers => {
  const triggers: Triggers = new Map();
  for (const step of stepsBefore(upgrade)) if (step.kind === 'operation') note(triggers, step.operation);
  return triggers;
});

function note(triggers: Triggers, operation: Operation): void {
  if (operation.kind === 'drop-table') triggers.delete(tableKey(operation.table));
  if (operation.kind !== 'create-object' && operation.kind !== 'drop-object') return;
  const { object, on, name } = operation;
  if (object !== 'trigger' || on?.isKnown !== true) return;
  if (operation.kind === 'drop-object') triggers.get(tableKey(on))?.delete(name.text);
  else triggers.set(tableKey(on), namesOn(triggers, on).add(name.text));
}

function namesOn(triggers: Triggers, table: TableName): Set<string> {
  return triggers.get(tableKey(table)) ?? new Set();
}

function stepsBefore(upgrade: JudgedUpgrade): readonly Step[] {
  const { revision, history, sqlHistory } = upgrade;
  const order = sqlHistory?.line.map((one) => one.revision) ?? history?.graph.order ?? [];
  const place = order.indexOf(sqlHistory?.revision ?? revision ?? '');
  return order.slice(0, Math.max(place, 0)).flatMap((id) => stepsOfMigration(upgrade, id));
}
