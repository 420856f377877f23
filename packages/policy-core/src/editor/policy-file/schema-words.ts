import { formsOf, typeOf, valuesOf, type JsonSchemaPart } from './json-schema-part.ts';

/** What may stand there, as a clause: `a list of texts`, `a text or a list of texts`, `optional or pinned`. */
export function typeWords(parts: readonly JsonSchemaPart[]): string {
  return [...new Set(parts.map(wordsOf))].join(', or ');
}

/** What the schema says of it. */
export function sentencesOf({ description }: JsonSchemaPart): readonly string[] {
  return description === undefined ? [] : [description];
}

export function shownValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function wordsOf(part: JsonSchemaPart): string {
  const values = valuesOf(part);
  if (values.length > 0) return values.map(shownValue).join(' | ');
  const type = typeOf(part);
  if (type === 'array') return part.items === undefined ? 'a list' : `a list of ${itemWords(part.items)}`;
  return FORMATS[part.format ?? ''] ?? TYPES[type ?? ''] ?? 'anything';
}

function itemWords(items: JsonSchemaPart): string {
  const forms = formsOf(items);
  const values = forms.flatMap(valuesOf);
  if (values.length > 0) return values.map(shownValue).join(' | ');
  const words = forms.map((form) => PLURALS[form.format ?? ''] ?? PLURALS[typeOf(form) ?? ''] ?? 'values');
  return [...new Set(words)].join(' or ');
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  object: 'a map',
  number: 'a number',
  integer: 'a number',
};

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
  string: 'texts',
  object: 'maps',
};
