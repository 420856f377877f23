import type { Migrations } from './migrations.ts';
import { verbForm } from './verb-form.ts';
import { migrationSteps } from './migration-step.ts';
import { comesBack, isNewObject } from './object-lives.ts';
import type { ObjectOperation, Operation } from '../operations/operation.ts';
import { formatName } from '../operations/format-name.ts';
import { isRenameSwap } from '../operations/rename-swap.ts';
import type { StepOf } from './judged-upgrade.ts';

type ObjectKind = ObjectOperation['object'];

/** Drops of things of these kinds that were there before the migration, and are not renamed out of the way by it. */
export function droppedObjects(
  migrations: Migrations,
  ...kinds: readonly ObjectKind[]
): readonly StepOf<'drop-object'>[] {
  return migrationSteps(migrations, 'drop-object').filter(
    (step) => kinds.includes(step.operation.object) && !isNewObject(step, step.operation) && !givesWay(step),
  );
}

/** The words of a drop for a message. */
export function dropWords(step: StepOf<'drop-object'>): { readonly drops: string; readonly name: string } {
  return { drops: verbForm(step, 'drop'), name: formatName(step.operation.name) };
}

/** Where CASCADE is written, migrations/cascade-drop tells more. */
export function cascadeRule({ operation }: StepOf<'drop-object'>): string | undefined {
  return operation.cascade === true ? 'migrations/cascade-drop' : undefined;
}

/**
 * Whether it goes after what used it in the same migration, as PostgreSQL asks for without CASCADE: a rule tells of
 * that already.
 */
export function followsItsUse({ operation, upgrade, index }: StepOf<'drop-object'>): boolean {
  if (operation.cascade !== false) return false;
  return upgrade.steps.slice(0, index).some((step) => step.kind === 'operation' && endsUse(step.operation));
}

function endsUse(operation: Operation): boolean {
  if (operation.kind === 'alter-column') {
    return operation.type !== undefined || operation.default !== undefined;
  }
  return operation.kind === 'drop-table' || operation.kind === 'drop-column';
}

/** Another one has its name, from before the drop on or afterwards. */
function givesWay(step: StepOf<'drop-object'>): boolean {
  const { upgrade, index, operation } = step;
  const own = upgrade.steps[index];
  if (own?.kind === 'operation' && isRenameSwap(upgrade.steps, own)) return true;
  // Numbers of a sequence that is made again begin anew, and a schema is empty.
  return REPLACED.has(operation.object) && (comesBack(step, operation) || mayBeMadeUnread(step));
}

/** `op.create_view(ORDERS_VIEW)`, an operation of the project: what it makes cannot be read, and is a view. */
function mayBeMadeUnread({ upgrade, index, operation }: StepOf<'drop-object'>): boolean {
  if (operation.object !== 'view' && operation.object !== 'materialized-view') return false;
  return upgrade.steps
    .slice(index + 1)
    .some(({ kind, start, end }) => kind === 'unclear' && MAKES_VIEW.test(upgrade.text.slice(start, end)));
}

const MAKES_VIEW = /\b(?:create|replace|make|refresh|recreate)_\w*views?\b|\bcreate\s[^;]*\bview\b/i;

const REPLACED: ReadonlySet<ObjectKind> = new Set([
  'view',
  'materialized-view',
  'type',
  'domain',
  'extension',
]);
