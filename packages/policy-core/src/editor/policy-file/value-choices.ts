import { leadOf, MARK, type PolicyCursor } from './policy-cursor.ts';
import { keyChoices, type Choice, type Writing } from './key-choices.ts';
import { namesAt } from './policy-names.ts';
import { nodeAt, textsIn } from './policy-tree.ts';
import { schemaAt } from './schema-parts.ts';
import { shownValue, typeOf, typeWords, valuesOf } from './schema-words.ts';
import { valueSkeleton } from './skeleton.ts';
import { itemSnippet, valueSnippet } from './skeleton-text.ts';
import { inFlow, quoted } from './written-word.ts';
import type { JsonSchemaPart } from './json-schema-part.ts';

/** What may stand as a value; of a list not what it has. */
export function valueChoices(cursor: PolicyCursor, writing: Writing): readonly Choice[] {
  const items = listStart(cursor, writing);
  if (items !== undefined) return items;
  const parts = schemaAt(cursor.steps);
  const words = [
    ...nameChoices(cursor, writing),
    ...parts.flatMap((part) => wordChoices(part, cursor, writing)),
  ];
  const free = words.filter(({ label }) => !isTaken(label, cursor));
  return [...free, ...mapChoices(parts, cursor, writing)];
}

/** On a line of its own below a key that holds a list: a dash comes first. */
function listStart(cursor: PolicyCursor, writing: Writing): readonly Choice[] | undefined {
  const { beginsLine, isFlow, needsDash, steps } = cursor;
  if (writing.syntax !== 'yaml' || isFlow || !beginsLine || needsDash) return undefined;
  const isItem = typeof steps.at(-1) === 'number';
  const list = schemaAt(steps).find((part) => typeOf(part) === 'array');
  if (isItem || list === undefined) return undefined;
  return valueChoices({ ...cursor, steps: [...steps, 0], needsDash: true }, writing);
}

function wordChoices(part: JsonSchemaPart, cursor: PolicyCursor, writing: Writing): readonly Choice[] {
  const values = typeOf(part) === 'boolean' ? [true, false] : valuesOf(part);
  return values.map((value) => ({
    label: shownValue(value),
    kind: 'value',
    detail: '',
    sentences: part.description === undefined ? [] : [part.description],
    rule: undefined,
    text: leadOf(cursor) + written(value, cursor, writing),
    snippet: undefined,
  }));
}

function nameChoices(cursor: PolicyCursor, writing: Writing): readonly Choice[] {
  return namesAt(cursor.steps, 'value', cursor.tree)
    .filter(({ name }) => !name.includes(MARK))
    .map(({ name, kind, detail, sentences }) => ({
      label: name,
      kind,
      detail,
      sentences,
      rule: kind === 'rule' ? name : undefined,
      text: leadOf(cursor) + written(name, cursor, writing),
      snippet: undefined,
    }));
}

/** In the quotes that stand there already. */
function written(value: unknown, { written: { start } }: PolicyCursor, { syntax, text }: Writing): string {
  const quote = text.charAt(start);
  if (typeof value === 'string' && syntax === 'yaml' && (quote === '"' || quote === "'"))
    return quoted(value, quote);
  return inFlow(value, syntax);
}

function isTaken(label: string, { steps, tree }: PolicyCursor): boolean {
  if (typeof steps.at(-1) !== 'number') return false;
  return textsIn(nodeAt(tree, steps.slice(0, -1))).includes(label);
}

/** Where a map stands: its keys, where each has a line of its own; else the whole of it, to be filled in. */
function mapChoices(
  parts: readonly JsonSchemaPart[],
  cursor: PolicyCursor,
  writing: Writing,
): readonly Choice[] {
  const whole = parts.filter((part) => typeOf(part) === 'object' || typeOf(part) === 'array');
  if (whole.length === 0) return [];
  const isBlock = writing.syntax === 'yaml' && !cursor.isFlow && cursor.beginsLine;
  const maps = whole.filter((part) => typeOf(part) === 'object');
  const keys = isBlock && maps.length > 0 ? keyChoices(cursor, writing, cursor.steps) : [];
  return [...whole.flatMap((part) => wholeChoice(part, { cursor, writing, isBlock })), ...keys];
}

function wholeChoice(part: JsonSchemaPart, { cursor, writing, isBlock }: Whole): readonly Choice[] {
  const skeleton = valueSkeleton(part);
  const keys = skeleton.kind === 'map' ? skeleton.entries.map(([key]) => key) : undefined;
  // What has nothing that must be there is begun by one of its keys.
  if (isBlock && (keys === undefined || keys.length < 2)) return [];
  return [
    {
      label: keys === undefined ? '[ ]' : shapeOf(keys),
      kind: 'value',
      detail: typeWords([part]),
      sentences: part.description === undefined ? [] : [part.description],
      rule: undefined,
      text: leadOf(cursor) + (isBlock ? `${keys?.[0]}: ` : emptyOf(keys)),
      snippet: leadOf(cursor) + (isBlock ? itemSnippet(skeleton) : valueSnippet(skeleton, writing)),
    },
  ];
}

interface Whole {
  readonly cursor: PolicyCursor;
  readonly writing: Writing;
  readonly isBlock: boolean;
}

function emptyOf(keys: readonly string[] | undefined): string {
  return keys === undefined ? '[]' : '{ }';
}

function shapeOf(keys: readonly string[]): string {
  return keys.length === 0 ? '{ }' : `{ ${keys.join(', ')} }`;
}
