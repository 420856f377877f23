import type { TextRange } from '../../model/text-range.ts';

/** One thing that those who use a module will notice, or may. */
export interface ApiChange extends TextRange {
  readonly kind: 'breaks' | 'unclear';
  readonly what: ApiChangeKind;
  /** `UserService.get` */
  readonly name: string;
  /** What happened to it, as a clause after the name: "no longer takes limit". */
  readonly text: string;
}

export type ApiChangeKind =
  | 'removed'
  | 'renamed'
  | 'kind-changed'
  | 'conditional'
  | 'form-changed'
  | 'async-changed'
  | 'became-abstract'
  | 'not-settable'
  | 'parameter-removed'
  | 'parameter-renamed'
  | 'parameter-moved'
  | 'parameter-added'
  | 'parameter-required'
  | 'parameter-kind-changed'
  | 'parameter-retyped'
  | 'return-retyped'
  | 'value-retyped'
  | 'base-removed'
  | 'export-removed'
  | 'elsewhere'
  | 'wrapped'
  | 'constructor-inherited'
  | 'names-unknown';

/** What is being compared: its name for people, and where it stands in the new text. */
export interface ApiPlace extends TextRange {
  readonly name: string;
}

export function breaks(place: ApiPlace, what: ApiChangeKind, text: string): ApiChange {
  return { ...place, kind: 'breaks', what, text };
}

export function unclear(place: ApiPlace, what: ApiChangeKind, text: string): ApiChange {
  return { ...place, kind: 'unclear', what, text };
}

/** The same name, at another place of the new text. */
export function at({ name }: ApiPlace, { start, end }: TextRange): ApiPlace {
  return { name, start, end };
}

/** Of several ways to read a change the one with the least to say; nothing where there are no ways. */
export function mildest(ways: readonly (readonly ApiChange[])[]): readonly ApiChange[] {
  const weight = (changes: readonly ApiChange[]) =>
    changes.reduce((sum, { kind }) => sum + (kind === 'breaks' ? 1000 : 1), 0);
  return (
    ways.reduce<readonly ApiChange[] | undefined>(
      (best, way) => (best === undefined || weight(way) < weight(best) ? way : best),
      undefined,
    ) ?? []
  );
}
