import { nearestWord } from './nearest-word.ts';

/** A word that nobody knows, and the one that a typing slip most likely made it of. */
export interface MeantWord {
  readonly written: string;
  readonly instead: string;
}

/** For the problem that says so: what an editor offers to write. Nothing where no known word is close. */
export function meantAmong(written: string, known: readonly string[]): { readonly meant?: MeantWord } {
  const instead = nearestWord(written, known);
  return instead === undefined ? {} : { meant: { written, instead } };
}
