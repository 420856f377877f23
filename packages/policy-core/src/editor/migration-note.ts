import { effectText } from '../migrations/effects/effect-words.ts';
import { effectsOfUpgrade, type JudgedEffects } from '../migrations/effects/judged-effects.ts';
import { failureText } from '../migrations/explain/failure-text.ts';
import type { Migrations } from '../migrations/analysis/migrations.ts';
import { isNewByHistory } from '../migrations/analysis/newness/claimed-table.ts';
import type { Step } from '../migrations/operations/operation.ts';
import { stepText } from '../migrations/analysis/reasons.ts';
import type { Position, SourceSpan } from '../model/source-span.ts';
import { openedMigration, type OpenedMigration } from './opened-migration.ts';
import type { PlaceNote } from './note.ts';

/** What an operation does, what it locks and where it may fail; of several around a place, the innermost. */
export function migrationNote(
  path: string,
  position: Position,
  migrations: Migrations,
): PlaceNote | undefined {
  const opened = openedMigration(path, migrations);
  if (opened === undefined) return undefined;
  const { upgrade, revision } = opened;
  const innermost = (steps: readonly Step[]): Step | undefined =>
    steps
      .filter((step) => holds(upgrade.span(step), position))
      .toSorted((one, other) => one.end - one.start - (other.end - other.start))[0];
  const forward = innermost(upgrade.steps);
  if (forward !== undefined) return { at: upgrade.span(forward), sentences: costOf(forward, opened) };
  const back = innermost(revision?.downgrade.steps ?? []);
  return back && { at: upgrade.span(back), sentences: [`Going back, this ${stepText(back)}.`] };
}

function costOf(step: Step, { upgrade, pgVersion }: OpenedMigration): readonly string[] {
  const index = upgrade.steps.indexOf(step);
  const judged = effectsOfUpgrade(upgrade, pgVersion).find((one) => one.step.index === index);
  return [`This ${stepText(step)}.`, ...(judged === undefined ? [] : sentencesOf(judged))];
}

function sentencesOf({ step, effects, transaction }: JudgedEffects): readonly string[] {
  const old = effects.relations.filter(({ relation }) => !isNewByHistory(step, relation));
  const failures = effects.failures.filter(({ relation }) => !isNewByHistory(step, relation));
  const isRefused = effects.refusedInTransaction === true && transaction.isInside === true;
  return [
    ...old.map((effect) => `It ${effectText(effect, step)}.`),
    ...failures.map((failure) => `It may fail where ${failureText(failure)}.`),
    ...(isRefused ? ['PostgreSQL refuses it in a transaction.'] : []),
    ...effects.unknown.map((reason) => `What it locks is not known, because ${reason}.`),
  ];
}

function holds({ start, end }: SourceSpan, { line, character }: Position): boolean {
  const isBehindStart = line > start.line || (line === start.line && character >= start.character);
  return isBehindStart && (line < end.line || (line === end.line && character <= end.character));
}
