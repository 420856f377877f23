import type { MigrationStep } from './judged-upgrade.ts';

/** `drops`, `empties`; or `may drop` for a step that may not run. */
export function verbForm({ isCertain }: Pick<MigrationStep, 'isCertain'>, verb: string): string {
  return isCertain ? thirdPerson(verb) : `may ${verb}`;
}

/** The same behind `and`: the `may` before it holds for both. */
export function alsoDoes({ isCertain }: Pick<MigrationStep, 'isCertain'>, verb: string): string {
  return isCertain ? thirdPerson(verb) : verb;
}

function thirdPerson(verb: string): string {
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}
