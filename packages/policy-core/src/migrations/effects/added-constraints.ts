import type { Migrations } from '../analysis/migrations.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { ConstraintDefinition } from '../operations/column.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import type { LockMode } from '../operations/lock-mode.ts';
import type { TableName } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';
import { namesAcross } from '../operations/same-names.ts';
import { judgedEffects, type JudgedEffects } from './judged-effects.ts';
import type { TransactionState } from './transaction-state.ts';
import { lockInForce } from './lock-in-force.ts';
import { tableWork, type TableWork } from './table-work.ts';

/** A constraint that a table gets which is there before, with what the step that adds it costs the table. */
export interface AddedConstraint {
  readonly step: MigrationStep;
  readonly kind: ConstraintDefinition['kind'];
  /** It comes with a new column, and is part of its definition. */
  readonly isOfColumn: boolean;
  /** The table that a foreign key leads to. */
  readonly target: TableName | undefined;
  /** What others meet on the target, where it is another table, and one that is there before. */
  readonly targetLock: LockMode | undefined;
  readonly work: TableWork;
  /** What the step meets. */
  readonly transaction: TransactionState;
}

/** In the order of running; of several of a kind that come with one column, the first. */
export const addedConstraints: (migrations: Migrations) => readonly AddedConstraint[] = memoizeByObject(
  (migrations: Migrations) =>
    judgedEffects(migrations).flatMap((judged) => {
      const { operation } = judged.step;
      if (operation.kind !== 'add-constraint' && operation.kind !== 'add-column') return [];
      return added(operation).flatMap(({ isOpen, ...constraint }) => {
        const work = tableWork(judged, operation.table, { isOpen });
        return work === undefined ? [] : [{ ...constraint, ...meetings(judged, constraint.target), work }];
      });
    }),
);

function meetings(
  judged: JudgedEffects,
  target: TableName | undefined,
): Pick<AddedConstraint, 'step' | 'transaction' | 'targetLock'> {
  const { step, transaction } = judged;
  const locked = judged.existing.find(
    ({ cause, relation }) =>
      cause === 'foreign-key' && target !== undefined && NAMES.isSameTable(relation, target),
  );
  return { step, transaction, targetLock: locked && lockInForce(judged, locked).lock };
}

const NAMES = namesAcross([]);

type Added = Pick<AddedConstraint, 'kind' | 'isOfColumn' | 'target'> & {
  /** Whether it is NOT VALID only shows when it runs. */
  readonly isOpen: boolean;
};

function added(operation: Extract<Operation, { kind: 'add-constraint' | 'add-column' }>): readonly Added[] {
  if (operation.kind === 'add-constraint') return [addedBy(operation.constraint, { isOfColumn: false })];
  const { constraints, primaryKey } = operation.column;
  const byKind = new Map<string, Added>();
  for (const one of constraints.toReversed()) byKind.set(one.kind, addedBy(one, { isOfColumn: true }));
  if (primaryKey === true) {
    byKind.set('primary-key', { kind: 'primary-key', isOfColumn: true, target: undefined, isOpen: false });
  }
  return [...byKind.values()];
}

function addedBy(constraint: ConstraintDefinition, { isOfColumn }: { readonly isOfColumn: boolean }): Added {
  const { kind, notValid } = constraint;
  const target = constraint.kind === 'foreign-key' ? constraint.target.table : undefined;
  return { kind, isOfColumn, target, isOpen: notValid === undefined };
}
