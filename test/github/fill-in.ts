import { isObject, resolved, type Json } from './github-description.ts';

/**
 * A whole answer from the few fields a test cares for: what the schema requires beyond them is made up,
 * as dull as possible. Fields the schema does not know are kept, so that validation finds them.
 */
export function fillIn(schema: Json, given: unknown): unknown {
  const known = chosen(resolved(schema), given);
  if (given === undefined) return madeUp(known);
  if (Array.isArray(given)) return given.map((entry) => fillIn(objectIn(known['items']), entry));
  if (!isObject(given)) return given;
  const properties = objectIn(known['properties']);
  const missing = requiredOf(known).filter((name) => !(name in given));
  return Object.fromEntries([
    ...missing.map((name) => [name, fillIn(objectIn(properties[name]), undefined)]),
    ...Object.entries(given).map(([name, value]) => [name, fillIn(objectIn(properties[name]), value)]),
  ]);
}

/** Of several alternatives the one that needs the least to be made up. */
function chosen(schema: Json, given: unknown): Json {
  const alternatives = [schema['anyOf'], schema['oneOf'], schema['allOf']].find(Array.isArray);
  if (alternatives === undefined) return schema;
  const names = isObject(given) ? Object.keys(given) : [];
  const cost = (candidate: Json): number => {
    const properties = objectIn(candidate['properties']);
    const unknown = names.filter((name) => !(name in properties)).length;
    return unknown * 100 + requiredOf(candidate).filter((name) => !names.includes(name)).length;
  };
  const [first = {}, ...others] = alternatives
    .filter(isObject)
    .map((alternative) => chosen(resolved(alternative), given));
  return others.reduce((best, other) => (cost(other) < cost(best) ? other : best), first);
}

function madeUp(schema: Json): unknown {
  const { nullable, enum: words, type, format } = schema;
  if (nullable === true) return null;
  if (Array.isArray(words)) return words[0];
  switch (type) {
    case 'array':
      return [];
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return 0;
    case 'string':
      return textOf(format);
    default:
      return fillIn({ ...schema, nullable: false }, {});
  }
}

function textOf(format: unknown): string {
  if (format === 'uri') return 'https://github.test/somewhere';
  if (format === 'date-time') return '2026-01-01T00:00:00Z';
  return '';
}

function requiredOf(schema: Json): readonly string[] {
  const names = schema['required'];
  return Array.isArray(names) ? names.map(String) : [];
}

function objectIn(value: unknown): Json {
  return isObject(value) ? value : {};
}
