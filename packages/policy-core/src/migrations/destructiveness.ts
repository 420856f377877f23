import { tableOf } from './covered-by.ts';
import type { Judgement, Reason } from './judgement.ts';
import { columnBefore } from './inverse-column.ts';
import { tableKey } from './name.ts';
import type { AlterColumn, Operation, Step } from './operation.ts';
import { stepReason } from './reasons.ts';
import { typeChange } from './type-change.ts';
import { typeText } from './type-text.ts';
import type { StateBefore, StepUndoing } from './undoing.ts';

interface Loss {
  readonly answer: 'yes' | 'unknown';
  readonly reason: Reason;
}

/** What may be lost, and by which step. What the upgrade itself makes holds nothing that could be. */
export function destructiveness(
  undoings: readonly StepUndoing[],
  before: StateBefore,
): Judgement<'yes' | 'no' | 'unknown'> {
  const made = new Set<string | undefined>();
  const losses = undoings.flatMap(({ step, undoing }, index): readonly Loss[] => {
    if (step.kind === 'operation') noteMade(step.operation, made);
    return undoing.kind === 'nothing' ? [] : lossesOf(step, { made, before, index });
  });
  const isSure = losses.some(({ answer }) => answer === 'yes');
  const answer = isSure ? 'yes' : losses.length === 0 ? 'no' : 'unknown';
  return { answer, reasons: losses.map(({ reason }) => reason) };
}

function noteMade(operation: Operation, made: Set<string | undefined>): void {
  if (operation.kind === 'create-table' && !operation.ifNotExists) made.add(tableKey(operation.table));
}

interface Place {
  readonly made: ReadonlySet<string | undefined>;
  readonly before: StateBefore;
  readonly index: number;
}

function lossesOf(step: Step, { made, before, index }: Place): readonly Loss[] {
  if (step.kind === 'unclear') return [{ answer: 'unknown', reason: stepReason(step) }];
  const { operation } = step;
  const table = tableOf(operation);
  if (table?.isKnown === true && made.has(tableKey(table))) return [];
  if (operation.kind === 'alter-column') {
    return alterationLoss(step, operation, columnBefore(operation, before(operation, index)));
  }
  if (loses(operation)) return [{ answer: step.isCertain ? 'yes' : 'unknown', reason: stepReason(step) }];
  return mayLose(operation) ? [{ answer: 'unknown', reason: stepReason(step) }] : [];
}

function loses(operation: Operation): boolean {
  switch (operation.kind) {
    case 'drop-table':
    case 'drop-column':
    case 'truncate':
    case 'drop-all':
      return true;
    case 'change-rows':
      return operation.verb === 'delete';
    case 'drop-object':
      return losesObject(operation);
    default:
      return false;
  }
}

function losesObject({ object, cascade }: Extract<Operation, { readonly kind: 'drop-object' }>): boolean {
  if (object === 'database' || object === 'owned' || object === 'sequence') return true;
  // Without CASCADE nothing is dropped that a table still needs.
  return cascade && ['schema', 'type', 'domain', 'extension'].includes(object);
}

/** Old values of an UPDATE may be gone, or be NULL in a column that is new. */
function mayLose(operation: Operation): boolean {
  return operation.kind === 'change-rows' && (operation.verb === 'update' || operation.verb === 'merge');
}

function alterationLoss(
  step: Step,
  { type }: AlterColumn,
  { type: was }: Pick<AlterColumn, 'type'>,
): readonly Loss[] {
  if (type === undefined) return [];
  if (was === undefined) {
    return [{ answer: 'unknown', reason: stepReason(step, 'and which type it had is not known') }];
  }
  const change = typeChange(was, type);
  if (change === 'same' || change === 'widens') return [];
  const why = `${change === 'narrows' ? 'which may not hold every value of' : 'and not every value may be one, coming from'} ${typeText(was)}`;
  return [{ answer: change === 'narrows' ? 'yes' : 'unknown', reason: stepReason(step, why) }];
}
