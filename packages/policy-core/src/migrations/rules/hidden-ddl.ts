import { blockAround, isSchemaChange, schemaWordsIn } from '../analysis/hidden-code.ts';
import { operationTable } from '../operations/operation-table.ts';
import { allSteps, isNewTable, judgedUpgrades, stepsOf } from '../analysis/migration-step.ts';
import type { ObjectOperation, Operation } from '../operations/operation.ts';
import { stepText } from '../analysis/reasons.ts';
import { formatName } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS, type Violation } from '../../engine/rule.ts';
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
      'The function {name} hides {words} from every rule. Change the schema in migrations, and only rows in functions.',
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
    const { operation, index, at } = judged;
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
      at,
      // Where a rule speaks of it, it is not hidden any more.
      supersededBy: `migrations/${kindOf(operation)}`,
    };
  }
}

function isAboutOld(step: MigrationStep): boolean {
  const { operation } = step;
  if (!isSchemaChange(operation)) return false;
  const table = operationTable(operation);
  return table === undefined || operation.kind === 'create-table' || !isNewTable(step, table);
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
  'create-table',
  'create-object',
  'create-index',
  'add-column',
  'add-constraint',
]);

function* inFunctions(upgrade: JudgedUpgrade): Iterable<Violation<MessageId>> {
  for (const { operation, index, at } of stepsOf(upgrade, 'create-object')) {
    const step = upgrade.steps[index];
    if (operation.object !== 'function' || step === undefined || step.from !== undefined) continue;
    const words = schemaWordsIn(upgrade.text.slice(step.start, step.end));
    if (words === undefined) continue;
    yield {
      kind: 'violation',
      messageId: 'function',
      data: { name: formatName(operation.name), words },
      at,
    };
  }
}
