import { parseMarker } from '../packaging/parse-marker.ts';
import { parseSpecifierSet } from '../packaging/specifier-set.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { PylockMarker, PylockProblem, PylockSpecifiers, PylockText } from './pylock.ts';
import type { TomlScalar, TomlTable, TomlValue } from '../../model/toml-value.ts';

/** A table of a lock while it is read, and where to say what is wrong with it. */
export interface PylockFields {
  readonly table: TomlTable;
  readonly problems: PylockProblem[];
}

export function say(
  { problems }: PylockFields,
  kind: PylockProblem['kind'],
  { problem, range }: { readonly problem: string; readonly range: TextRange },
): void {
  problems.push({ kind, problem, range });
}

/** Once for all that is missing, at the head of the table. */
export function requireKeys(fields: PylockFields, keys: readonly string[]): void {
  const missing = keys.filter((key) => !fields.table.entries.has(key)).map((key) => `\`${key}\``);
  if (missing.length === 0) return;
  const problem = `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing`;
  say(fields, 'invalid', { problem, range: fields.table.head });
}

/** Keys that the standard does not know: a later one may, or they are misspelt. */
export function noteOtherKeys(fields: PylockFields, known: readonly string[]): void {
  for (const [name, { key }] of fields.table.entries) {
    if (known.includes(name)) continue;
    say(fields, 'note', { problem: `version 1.0 of the standard has no key \`${name}\` here`, range: key });
  }
}

export function textField(fields: PylockFields, key: string): PylockText | undefined {
  const found = scalarField(fields, key, 'text');
  return found && { value: found.value, range: found.range };
}

export function flagField(fields: PylockFields, key: string): boolean | undefined {
  return scalarField(fields, key, 'boolean')?.value;
}

export function integerField(fields: PylockFields, key: string): bigint | undefined {
  return scalarField(fields, key, 'integer')?.value;
}

/** As written. The standard asks for UTC. */
export function timeField(fields: PylockFields, key: string): PylockText | undefined {
  const found = scalarField(fields, key, 'time');
  if (!found) return undefined;
  const { written, form, range } = found;
  if (form === 'local-date' || form === 'local-time') {
    say(fields, 'invalid', { problem: `\`${key}\` is not a date with a time`, range });
  } else if (!/(?:[Zz]|[+-]00:00)$/.test(written)) {
    say(fields, 'note', { problem: `\`${key}\` is not in UTC`, range });
  }
  return { value: written, range };
}

export function markerField(fields: PylockFields, key: string): PylockMarker | undefined {
  const text = textField(fields, key);
  return text && markerIn(fields, text, key);
}

export function specifiersField(fields: PylockFields, key: string): PylockSpecifiers | undefined {
  const text = textField(fields, key);
  if (!text) return undefined;
  const parsed = parseSpecifierSet(text.value);
  if (!parsed) {
    say(fields, 'invalid', { problem: `\`${key}\` is no version specifier`, range: text.range });
  }
  return { ...text, parsed };
}

export function markersField(fields: PylockFields, key: string): readonly PylockMarker[] {
  return textsField(fields, key).map((text) => markerIn(fields, text, key));
}

function markerIn(fields: PylockFields, text: PylockText, key: string): PylockMarker {
  const reading = parseMarker(text.value);
  if (reading.kind === 'marker') return { ...text, parsed: reading.marker };
  const problem = `a marker in \`${key}\` cannot be read: ${reading.problem}`;
  say(fields, 'invalid', { problem, range: text.range });
  return { ...text, parsed: undefined };
}

export function textsField(fields: PylockFields, key: string): readonly PylockText[] {
  return itemsField(fields, key).flatMap((item) => {
    if (item.kind === 'text') return [{ value: item.value, range: item.range }];
    say(fields, 'invalid', { problem: `\`${key}\` holds something that is no text`, range: item.range });
    return [];
  });
}

export function tableField(fields: PylockFields, key: string): PylockFields | undefined {
  const value = fields.table.entries.get(key)?.value;
  if (!value) return undefined;
  if (value.kind === 'table') return { table: value, problems: fields.problems };
  say(fields, 'invalid', { problem: `\`${key}\` is no table`, range: value.range });
  return undefined;
}

export function tablesField(fields: PylockFields, key: string): readonly PylockFields[] {
  return itemsField(fields, key).flatMap((item) => {
    if (item.kind === 'table') return [{ table: item, problems: fields.problems }];
    say(fields, 'invalid', { problem: `\`${key}\` holds something that is no table`, range: item.range });
    return [];
  });
}

function itemsField(fields: PylockFields, key: string): readonly TomlValue[] {
  const value = fields.table.entries.get(key)?.value;
  if (!value) return [];
  if (value.kind === 'array') return value.items;
  say(fields, 'invalid', { problem: `\`${key}\` is no array`, range: value.range });
  return [];
}

type Scalar<Kind extends TomlScalar['kind']> = Extract<TomlScalar, { readonly kind: Kind }>;

const IN_WORDS = { text: 'text', boolean: 'true or false', integer: 'a whole number', time: 'a time' };

function scalarField<Kind extends keyof typeof IN_WORDS>(
  fields: PylockFields,
  key: string,
  kind: Kind,
): Scalar<Kind> | undefined {
  const value = fields.table.entries.get(key)?.value;
  if (!value || isOf(value, kind)) return value;
  say(fields, 'invalid', { problem: `\`${key}\` is not ${IN_WORDS[kind]}`, range: value.range });
  return undefined;
}

function isOf<Kind extends TomlScalar['kind']>(value: TomlValue, kind: Kind): value is Scalar<Kind> {
  return value.kind === kind;
}
