import { formsOf } from './schema-parts.ts';
import type { JsonSchemaPart } from './json-schema-part.ts';

/** What may stand there, as a clause: `a list of texts`, `a text or a list of texts`, `optional or pinned`. */
export function typeWords(parts: readonly JsonSchemaPart[]): string {
  return [...new Set(parts.map(wordsOf))].join(', or ');
}

function wordsOf(part: JsonSchemaPart): string {
  const values = valuesOf(part);
  if (values.length > 0) return values.map(shownValue).join(' | ');
  const type = typeOf(part);
  if (type === 'array') return part.items === undefined ? 'a list' : `a list of ${itemWords(part.items)}`;
  if (type === 'string') return FORMATS[part.format ?? ''] ?? 'a text';
  return TYPES[type ?? ''] ?? 'anything';
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'a map',
  boolean: 'true | false',
  number: 'a number',
  integer: 'a number',
};

function itemWords(items: JsonSchemaPart): string {
  const forms = formsOf(items);
  const values = forms.flatMap(valuesOf);
  if (values.length > 0) return values.map(shownValue).join(' | ');
  const words = forms.map((form) => {
    if (typeOf(form) === 'object') return 'maps';
    return PLURALS[form.format ?? ''] ?? (typeOf(form) === 'string' ? 'texts' : 'values');
  });
  return [...new Set(words)].join(' or ');
}

const FORMATS: Readonly<Record<string, string>> = {
  'path-pattern': 'a path pattern',
  'file-path': 'a path of a file',
  'folder-path': 'a path of a folder',
  date: 'a day such as 2026-12-31',
};

const PLURALS: Readonly<Record<string, string>> = {
  'path-pattern': 'path patterns',
  'file-path': 'paths of files',
  'folder-path': 'paths of folders',
};

export function typeOf({ type, properties }: JsonSchemaPart): string | undefined {
  if (typeof type === 'string') return type;
  return properties === undefined ? undefined : 'object';
}

/** The values of which one must stand there; none where others may. */
export function valuesOf(part: JsonSchemaPart): readonly unknown[] {
  if (part.const !== undefined) return [part.const];
  return part.enum ?? [];
}

export function shownValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
