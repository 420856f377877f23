/**
 * A fact that was either observed or could not be.
 *
 * "We could not ask GitHub" must never look like "there is no label", so the two are
 * different types. A rule that meets an unobserved fact about a subject says so, and the
 * engine reports that subject as undetermined: it fails a CI run and stays silent in the editor.
 */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly reason: string };

export function observed<T>(value: T): Known<T> {
  return { known: true, value };
}

/** `reason` is a clause that reads well after "because": "this is a shallow clone". */
export function unobserved(reason: string): Known<never> {
  return { known: false, reason };
}
