import { verbForm } from '../analysis/verb-form.ts';
import { isUnread } from '../analysis/unclear-steps.ts';
import { judgedUpgrades, stepsOf } from '../analysis/migration-step.ts';
import { listedWords } from '../analysis/operation-words.ts';
import type { Operation } from '../operations/operation.ts';
import { nameText, renamedObject } from '../operations/same-names.ts';
import { schemaAround } from '../analysis/schema-around.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { MigrationStep, JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const enumValueRemoved = defineRule({
  id: 'migrations/enum-value-removed',
  summary: 'Keep the values of an enum.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['create-object', 'rename-object'],

  options: NO_OPTIONS,

  messages: {
    removes:
      'This {removes} {values} from {type}; existing rows may break it. Keep the value in the type, and stop writing it, because the running release may write it.',
    replaced:
      'This {removes} {values} from {type}, which running code may write. Keep the value in the type, and stop writing it.',
  },

  *check(_get, migration) {
    for (const upgrade of judgedUpgrades(migration)) {
      for (const [type, step] of remadeIn(upgrade)) {
        const lost = lostValues(upgrade, type);
        if (lost.length === 0) continue;
        const told = conversionTo(upgrade, type) ?? step;
        yield {
          kind: 'violation',
          messageId: isHarmless(upgrade, { type, told, lost }) ? 'replaced' : 'removes',
          data: {
            removes: verbForm(told, 'take'),
            values: `the ${lost.length === 1 ? 'value' : 'values'} ${listedWords(lost.map(quoted), MOST_VALUES)}`,
            type,
          },
          at: told.at,
          // Where the column is told to lose them, that is the same.
          supersededBy: 'migrations/narrow-column-type',
        };
      }
    }
  },
});

const MOST_VALUES = 6;

function quoted(value: string): string {
  return `'${value}'`;
}

/** Names that a type is given, each with the last step that does so. */
function remadeIn(upgrade: JudgedUpgrade): ReadonlyMap<string, MigrationStep> {
  return new Map(
    stepsOf(upgrade, 'create-object', 'rename-object').flatMap((step) => {
      const name = givenName(step.operation);
      return name === undefined ? [] : [[name, step] as const];
    }),
  );
}

function givenName(operation: Operation): string | undefined {
  if (operation.kind !== 'create-object' && operation.kind !== 'rename-object') return undefined;
  if (operation.object !== 'type') return undefined;
  const name = operation.kind === 'create-object' ? operation.name : renamedObject(operation);
  return name.isKnown ? nameText(name) : undefined;
}

/** Values that the type of that name had before the migration, and has no more at its end. */
function lostValues(upgrade: JudgedUpgrade, type: string): readonly string[] {
  const { schema, revision } = schemaAround(upgrade);
  const before = schema.enumAt(type, { revision, step: 0 }) ?? valuesBefore(upgrade, type);
  const after = schema.enumAt(type, { revision, step: upgrade.steps.length });
  if (before === undefined || after === undefined) return [];
  const kept = new Set([...after, ...renamedValues(upgrade)]);
  return before.filter((value) => !kept.has(value));
}

/** Nothing before tells of it, but the migration may name the values, as Alembic's existing_type does. */
function valuesBefore(upgrade: JudgedUpgrade, type: string): readonly string[] | undefined {
  return stepsOf(upgrade, 'alter-column')
    .map(({ operation: { existingType } }) => existingType)
    .flatMap((existing) => (existing?.isKnown === true && existing.name === type ? [existing.values] : []))
    .find((values) => values !== undefined);
}

/** migrations/rename-enum-value tells of these. */
function renamedValues(upgrade: JudgedUpgrade): readonly string[] {
  return stepsOf(upgrade, 'other').flatMap(({ operation: { deed } }) =>
    deed?.kind === 'rename-enum-value' ? [deed.value] : [],
  );
}

interface Loss {
  readonly type: string;
  readonly told: MigrationStep;
  readonly lost: readonly string[];
}

/** No row has one of the values by then. */
function isHarmless(upgrade: JudgedUpgrade, { type, told, lost }: Loss): boolean {
  return isReplaced(upgrade, told) || isForNewColumn(upgrade, type) || isWrittenOver(upgrade, lost);
}

/** Statements of the migration name each of the values: `UPDATE people SET mood = 'a' WHERE mood = 'b'`. */
function isWrittenOver({ steps, text }: JudgedUpgrade, lost: readonly string[]): boolean {
  const written = steps.flatMap((step) =>
    step.kind === 'operation' && isOfRows(step.operation) ? [text.slice(step.start, step.end)] : [],
  );
  return lost.every((value) => written.some((statement) => statement.includes(quoted(value))));
}

function isOfRows(operation: Operation): boolean {
  if (operation.kind === 'alter-column') return operation.type !== undefined;
  return operation.kind === 'change-rows' && (operation.verb === 'update' || operation.verb === 'delete');
}

/** Only a column that the migration adds is of the type, and holds what the migration writes into it. */
function isForNewColumn(upgrade: JudgedUpgrade, type: string): boolean {
  if (upgrade.steps.some(isUnread)) return false;
  const isAdded = stepsOf(upgrade, 'add-column').some(
    ({ operation: { column } }) => column.type.isKnown && column.type.name === type,
  );
  const isGiven = stepsOf(upgrade, 'alter-column').some(
    ({ operation: { type: given } }) => given !== undefined && (!given.isKnown || given.name === type),
  );
  return isAdded && !isGiven;
}

/** Another type takes its name, and no column is given another type: none of its rows has to have a value of the new one. */
function isReplaced(upgrade: JudgedUpgrade, { operation }: MigrationStep): boolean {
  if (operation.kind !== 'rename-object') return false;
  const { steps, text } = upgrade;
  return !steps.some((step) =>
    step.kind === 'unclear'
      ? /\balter\b/i.test(text.slice(step.start, step.end))
      : step.operation.kind === 'alter-column' && step.operation.type !== undefined,
  );
}

/** The step that gives a column the type with fewer values, where Alembic tells both lists. */
function conversionTo(upgrade: JudgedUpgrade, type: string): MigrationStep | undefined {
  return stepsOf(upgrade, 'alter-column').find(({ operation: { type: given } }) => {
    return given?.isKnown === true && given.values !== undefined && given.name === type;
  });
}
