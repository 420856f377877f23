import type { SourceSpan } from '../../model/source-span.ts';
import type { CodePlace } from '../ownership/code-place.ts';
import type { Known } from '../../model/known.ts';
import type { ApplicationCode } from './application-code.ts';

export interface PlaceOfKind<Kind extends CodePlace['kind']> {
  readonly path: string;
  readonly place: Extract<CodePlace, { readonly kind: Kind }>;
  readonly at: SourceSpan;
}

/** Every place of one kind in the files that could be read. */
export function codePlaces<Kind extends CodePlace['kind']>(
  code: Known<ApplicationCode>,
  kind: Kind,
): readonly PlaceOfKind<Kind>[] {
  if (!code.known) return [];
  return code.value.files.flatMap(({ path, reading }) => {
    if (!reading.known || reading.value.kind !== 'read') return [];
    return reading.value.places.flatMap(({ place, at }) =>
      isOfKind(place, kind) ? [{ path, place, at }] : [],
    );
  });
}

function isOfKind<Kind extends CodePlace['kind']>(
  place: CodePlace,
  kind: Kind,
): place is Extract<CodePlace, { readonly kind: Kind }> {
  return place.kind === kind;
}
