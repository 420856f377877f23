import { sha256 } from '../../model/sha256.ts';
import { refused, type Refusal } from './refusal.ts';

/** What is not known, by the names that whoever answers for it has to give. */
export interface AcceptedUnknowns {
  /** Names of causes, in order. */
  readonly accepted: readonly string[];
  /** All that was found, and every code that was given for more than one cause. */
  readonly refusals: readonly Refusal[];
}

/**
 * Whoever answers for something that could not be looked at names it, such as `R15:backup`. A code alone does where it has
 * one cause, which it stands for; where it has several it stands for none of them.
 */
export function acceptedUnknowns(found: readonly Refusal[], asked: readonly string[]): AcceptedUnknowns {
  const refusals = apart(found);
  const read = asked.map((words) => ({ words, names: namesMeant(words, refusals) }));
  const several = read.filter(({ names }) => names.length > 1);
  return {
    accepted: [...new Set(read.flatMap(({ names }) => (names.length === 1 ? names : [])))].toSorted(),
    refusals: [
      ...refusals.map(answerable),
      ...several.map(({ words, names }) =>
        refused(
          words,
          `--accept-unknown ${words} would stand for ${names.length} causes: ${names.join(', ')}.`,
          'Name each that you answer for.',
        ),
      ),
    ],
  };
}

/**
 * What still stands against a release once somebody answers for what is not known. What is known to be wrong nobody can
 * accept.
 */
export function standing(refusals: readonly Refusal[], accepted: readonly string[]): readonly Refusal[] {
  return refusals.filter((refusal) => refusal.kind === 'refused' || !accepted.includes(nameOf(refusal)));
}

function nameOf({ code, of, why }: Refusal): string {
  return `${code}:${of ?? digestOf(why)}`;
}

function digestOf(why: string): string {
  return sha256(why).slice(0, 8);
}

function namesMeant(words: string, refusals: readonly Refusal[]): readonly string[] {
  if (words.includes(':')) return [words];
  return [...new Set(refusals.filter(({ kind, code }) => kind === 'unknown' && code === words).map(nameOf))];
}

/** Two of one name that say different things get different names: nobody answers for one of them by the other. */
function apart(found: readonly Refusal[]): readonly Refusal[] {
  return found.map((refusal) => {
    const { of, why } = refusal;
    const isAlone = found.every((other) => nameOf(other) !== nameOf(refusal) || other.why === why);
    return isAlone || of === undefined ? refusal : { ...refusal, of: `${of}:${digestOf(why)}` };
  });
}

/** Says by which name somebody answers for it. */
function answerable(refusal: Refusal): Refusal {
  if (refusal.kind === 'refused') return refusal;
  const value = nameOf(refusal);
  return {
    ...refusal,
    lift: `${refusal.lift} To answer for it: --accept-unknown ${quoted(value)}.`,
    liftedBy: { by: 'accept-unknown', value },
  };
}

/** As a shell takes it. */
function quoted(name: string): string {
  return /^[\w:./@-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
}
