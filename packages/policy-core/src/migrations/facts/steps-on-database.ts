import type { MigrationScript } from '../analysis/migrations.ts';
import { isBuiltInElsewhere } from '../functions/elsewhere-functions.ts';
import { observed } from '../../model/known.ts';
import { calledText } from '../operations/called-routine.ts';
import { databaseText, isOtherDatabase, type Database } from '../operations/lock-mode.ts';
import type { Step, UnclearStep } from '../operations/operation.ts';

/** With its database, as it is read there. */
export function onDatabase(script: MigrationScript, database: Database): MigrationScript {
  const { reading } = script;
  if (!reading.known || reading.value.kind !== 'read') return { ...script, database };
  const { upgrade } = reading.value;
  const steps = stepsOn(database, upgrade.steps);
  if (steps === upgrade.steps) return { ...script, database };
  return { ...script, database, reading: observed({ ...reading.value, upgrade: { ...upgrade, steps } }) };
}

/**
 * The same steps in their places: a call of what another database than PostgreSQL brings along is no doubt there, and that
 * PostgreSQL refuses a statement is no matter.
 */
export function stepsOn(database: Database, steps: readonly Step[]): readonly Step[] {
  if (!isOtherDatabase(database)) return steps;
  const isKnown = (step: Step): boolean =>
    step.kind === 'unclear' &&
    step.calls?.schema === undefined &&
    step.calls !== undefined &&
    isBuiltInElsewhere(step.calls.name, database);
  const problem = `only the SQL of PostgreSQL is read, and this runs on ${databaseText(database)}`;
  if (!steps.some((step) => isKnown(step) || isRefused(step))) return steps;
  return steps.map((step) => {
    if (isRefused(step)) return { ...step, problem };
    return isKnown(step) ? callOf(step) : step;
  });
}

function isRefused(step: Step): step is UnclearStep {
  return step.kind === 'unclear' && step.isRefused === true;
}

function callOf(step: Step): Step {
  if (step.kind === 'operation' || step.calls === undefined) return step;
  const { start, end, isCertain, autocommit, from, calls } = step;
  const what = `${calledText(calls)}()`;
  const place = { start, end, isCertain, autocommit, ...(from && { from }) };
  return { kind: 'operation', via: 'sql', ...place, operation: { kind: 'other', what } };
}
