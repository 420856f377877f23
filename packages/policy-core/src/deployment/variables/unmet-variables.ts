import type { GuardProblem } from '../guard/guard-check.ts';
import type { VariableSection, WantedVariable } from '../../policy/policy.ts';
import type { SeenVariable } from './seen-variables.ts';
import { placeName, type SeenSource } from './variable-source.ts';
import { wantedIn } from '../../policy/wanted-variables.ts';

/** What a source lacks of what the policy wants of it. */
export function unmetVariables(
  sections: readonly VariableSection[],
  source: SeenSource,
): readonly GuardProblem[] {
  const place = `${placeName(source)} (${source.where})`;
  return wantedIn(sections, source).flatMap((wanted) => {
    const unmet = unmetBy(wanted, source.seen.get(wanted.name));
    return unmet === undefined ? [] : [problemOf(wanted.name, unmet, place)];
  });
}

interface Unmet {
  /** Goes on after the name of the variable. */
  readonly said: string;
  readonly next: string;
}

function unmetBy(
  { isOptional, forms, minLength }: WantedVariable,
  seen: SeenVariable | undefined,
): Unmet | undefined {
  if (seen === undefined || seen.state === 'empty') {
    if (isOptional) return undefined;
    return { said: seen === undefined ? 'is not set' : 'is empty', next: 'Set it.' };
  }
  if (seen.state === 'placeholder')
    return { said: 'holds a placeholder', next: 'Write what it really has to be.' };
  if (forms.length > 0 && !forms.some(({ text }) => seen.fits.has(text))) {
    const texts = forms.map(({ text }) => text).join(' or ');
    return { said: `is not of the form ${texts}`, next: 'Set the one that belongs there.' };
  }
  return seen.length < minLength
    ? { said: `has fewer than ${minLength} characters`, next: 'Set a longer one.' }
    : undefined;
}

function problemOf(name: string, { said, next }: Unmet, place: string): GuardProblem {
  return {
    kind: 'failed',
    text: `${name} ${said} in ${place}.`,
    where: name,
    path: null,
    next_step: next,
  };
}
