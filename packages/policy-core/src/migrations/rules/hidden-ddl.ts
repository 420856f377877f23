import { blockAround, isSchemaChange, schemaChangesIn } from '../analysis/hidden-code.ts';
import { operationTable } from '../operations/operation-table.ts';
import { allSteps, isNewTable, judgedUpgrades, stepsOf } from '../analysis/migration-step.ts';
import type { Name } from '../operations/name.ts';
import type { ObjectOperation, Operation } from '../operations/operation.ts';
import { schemaAround } from '../analysis/schema-around.ts';
import { placeOfDrop } from '../analysis/table-drops.ts';
import { stepText } from '../analysis/reasons.ts';
import { formatName } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS, type Violation } from '../../engine/rule.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import type { MigrationStep, JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

type MessageId = 'block' | 'asking' | 'function';

export const hiddenDdl = defineRule({
  id: 'migrations/hidden-ddl',
  summary: 'Write schema changes as statements of their own.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,

  options: NO_OPTIONS,

  messages: {
    block:
      'This block hides a schema change. Write it as a statement of its own, with IF EXISTS or IF NOT EXISTS where it may be done already: this {does}.',
    asking:
      'This block hides a schema change. Write it as a statement of its own, and check first in the migration where it may be done already, because PostgreSQL has no IF EXISTS for it: this {does}.',
    function:
      'The function {name} changes the schema when it is called. Change the schema in migrations where you can, and check who calls it where you cannot: it runs {words}.',
  },

  *check(_get, migration) {
    for (const upgrade of judgedUpgrades(migration)) {
      yield* inBlocks(upgrade);
      yield* inFunctions(upgrade);
    }
  },
});

/** Once for each block. */
function* inBlocks(upgrade: JudgedUpgrade): Iterable<Violation<MessageId>> {
  const told = new Set<number>();
  for (const judged of allSteps(upgrade)) {
    const { operation, index } = judged;
    const step = upgrade.steps[index];
    if (step?.kind !== 'operation' || step.via !== 'sql' || !isAboutOld(judged)) continue;
    const block = blockAround(judged);
    if (block === undefined || told.has(block.start)) continue;
    if (isGuarded(judged, upgrade.text.slice(block.start, block.end))) continue;
    told.add(block.start);
    yield {
      kind: 'violation',
      messageId: hasIfExists(operation) ? 'block' : 'asking',
      data: { does: stepText(step) },
      at: placeOf(judged),
      // Where a rule speaks of it, it is not hidden any more.
      supersededBy: `migrations/${kindOf(operation)}`,
    };
  }
}

/** Where another rule speaks of the same. */
function placeOf({ upgrade, index, at }: MigrationStep): SourceSpan {
  const drop = stepsOf(upgrade, 'drop-table').find((step) => step.index === index);
  return drop === undefined ? at : placeOfDrop(drop);
}

function isAboutOld(step: MigrationStep): boolean {
  const { operation } = step;
  // What is new surprises nobody, and all rules see it.
  if (!isSchemaChange(operation) || operation.kind === 'create-table') return false;
  // Nobody can write a statement of its own for what only shows when the block runs.
  if ('name' in operation && operation.name?.isKnown === false) return false;
  const table = operationTable(operation);
  return table === undefined || (table.isKnown && !isNewTable(step, table));
}

/** As the rules about it are called. */
function kindOf(operation: Operation): string {
  return operation.kind === 'other' ? (operation.deed?.kind ?? 'other') : operation.kind;
}

/** PostgreSQL has it for relations, also where they get another name, and not for what is renamed in them. */
function hasIfExists(operation: Operation): boolean {
  if (operation.kind === 'rename-object') return RELATIONS.has(operation.object);
  return !RENAMES.has(kindOf(operation));
}

const RELATIONS: ReadonlySet<ObjectOperation['object']> = new Set(['view', 'materialized-view', 'sequence']);

const RENAMES: ReadonlySet<string> = new Set(['rename-column', 'rename-constraint', 'rename-enum-value']);

/** PostgreSQL has no IF NOT EXISTS for types and constraints: a block that only adds, and asks before, is honest. */
function isGuarded({ operation, isCertain }: MigrationStep, block: string): boolean {
  return ADDS.has(operation.kind) && (!isCertain || /\bEXCEPTION\s+WHEN\b/i.test(block));
}

const ADDS: ReadonlySet<Operation['kind']> = new Set([
  'create-object',
  'create-index',
  'add-column',
  'add-constraint',
]);

function* inFunctions(upgrade: JudgedUpgrade): Iterable<Violation<MessageId>> {
  for (const { operation, index, at } of stepsOf(upgrade, 'create-object')) {
    const step = upgrade.steps[index];
    if (operation.object !== 'function' || step === undefined || step.from !== undefined) continue;
    const changes = schemaChangesIn(operation.routine?.body ?? '');
    if (changes.length === 0 || changes.join() === changesBefore(upgrade, operation.name, index).join())
      continue;
    yield {
      kind: 'violation',
      messageId: 'function',
      data: { name: formatName(operation.name), words: listed(changes) },
      at,
      // Making it changes nothing yet.
      severity: 'info',
    };
  }
}

/** What the function of that name did before, if there was one: that was told where it was made. */
function changesBefore(upgrade: JudgedUpgrade, name: Name, index: number): readonly string[] {
  const { schema, revision } = schemaAround(upgrade);
  return schemaChangesIn(schema.routineAt(name.text, { revision, step: index })?.body ?? '');
}

const MOST_TOLD = 4;

function listed(changes: readonly string[]): string {
  const told = changes.slice(0, MOST_TOLD);
  const more = changes.length - told.length;
  const [last = '', ...others] = (more > 0 ? [...told, `${more} more`] : told).toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}
