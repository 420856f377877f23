import type { ObjectForm } from './object-forms.ts';

/** What packed values speak of by numbers. */
export interface Dictionary {
  /** Of objects; of lists, their length. */
  readonly forms: readonly Form[];
  /** What may be the same for all: words, and objects that hold nothing but words and numbers. */
  readonly entries: readonly unknown[];
}

export type Form = ObjectForm | number;

/**
 * `0` and above: an entry. Below: `~token` is a form. Behind that of a list stand its elements, behind that of an
 * object its numbers as they are, and then its other values.
 */
export type Token = number;
