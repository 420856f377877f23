import { memoizeByObject } from '../../../model/memoize.ts';
import { tableKey, type TableName } from '../../operations/name.ts';
import type { Operation, Step } from '../../operations/operation.ts';
import type { JudgedUpgrade, StepOf } from '../judged-upgrade.ts';

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

function stepsBefore({ revision, history, sqlHistory }: JudgedUpgrade): readonly Step[] {
  if (sqlHistory !== undefined) {
    const place = sqlHistory.line.findIndex((one) => one.revision === sqlHistory.revision);
    return sqlHistory.line.slice(0, Math.max(place, 0)).flatMap(({ steps }) => steps);
  }
  if (history === undefined || revision === undefined) return [];
  const { graph, files } = history;
  const place = graph.order.indexOf(revision);
  return graph.order.slice(0, Math.max(place, 0)).flatMap((id) => {
    const reading = files.get(graph.revisions.get(id)?.path ?? '')?.reading;
    return reading?.kind === 'revision' ? reading.upgrade.steps : [];
  });
}
