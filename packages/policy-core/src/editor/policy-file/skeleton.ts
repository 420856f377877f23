import { formsOf } from './schema-parts.ts';
import { typeOf, valuesOf } from './schema-words.ts';
import type { JsonSchemaPart } from './json-schema-part.ts';

/** What has to be filled in where something new is written. */
export type ValueSkeleton =
  | { readonly kind: 'text' }
  /** A number, or anything. */
  | { readonly kind: 'plain' }
  | { readonly kind: 'choice'; readonly values: readonly unknown[] }
  | { readonly kind: 'list'; readonly item: ValueSkeleton }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: string, value: ValueSkeleton])[] };

/** Of a map only what it must have; of several forms the first. */
export function valueSkeleton(part: JsonSchemaPart): ValueSkeleton {
  const [form = part] = formsOf(part);
  const values = valuesOf(form);
  if (values.length > 0) return { kind: 'choice', values };
  switch (typeOf(form)) {
    case 'boolean':
      return { kind: 'choice', values: [true, false] };
    case 'string':
      return { kind: 'text' };
    case 'array':
      return { kind: 'list', item: form.items === undefined ? { kind: 'text' } : valueSkeleton(form.items) };
    case 'object':
      return { kind: 'map', entries: requiredOf(form) };
    default:
      return { kind: 'plain' };
  }
}

function requiredOf({
  required = [],
  properties = {},
}: JsonSchemaPart): Extract<ValueSkeleton, { kind: 'map' }>['entries'] {
  // As the schema lists them: that is the order in which people write them.
  return Object.entries(properties)
    .filter(([key]) => required.includes(key))
    .map(([key, part]) => [key, valueSkeleton(part)] as const);
}
