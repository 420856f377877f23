import type { JudgedStep } from './judged-steps.ts';

/** `drops`, `empties`; or `may drop` for a step that may not run. */
export function does({ isCertain }: Pick<JudgedStep, 'isCertain'>, verb: string): string {
  return isCertain ? thirdPerson(verb) : `may ${verb}`;
}

/** The same behind `and`: the `may` before it holds for both. */
export function alsoDoes({ isCertain }: Pick<JudgedStep, 'isCertain'>, verb: string): string {
  return isCertain ? thirdPerson(verb) : verb;
}

function thirdPerson(verb: string): string {
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}
