import { requiredOf, typeOf, valuesOf, type JsonSchemaPart } from './json-schema-part.ts';
import { keyChoices, namedChoice, type Choice } from './key-choices.ts';
import { leadOf, type PolicyCursor } from './policy-cursor.ts';
import { namesAt } from './policy-names.ts';
import { nodeAt, textsIn } from './policy-node.ts';
import { schemaAt } from './schema-parts.ts';
import { sentencesOf, shownValue, typeWords } from './schema-words.ts';
import { itemSnippet, valueSnippet } from './snippet.ts';
import { inFlow, quoted } from './written-word.ts';

/** What may stand as a value; of a list not what it has. */
export function valueChoices(cursor: PolicyCursor): readonly Choice[] {
  const parts = schemaAt(cursor.steps, undefined, cursor.file);
  if (isListWithoutDash(cursor, parts))
    return valueChoices({ ...cursor, steps: [...cursor.steps, 0], needsDash: true });
  const words = [...nameChoices(cursor), ...parts.flatMap((part) => wordChoices(part, cursor))];
  return [...words.filter(({ label }) => !isTaken(label, cursor)), ...collectionChoices(parts, cursor)];
}

/** On a line of its own below a key that holds a list: a dash comes first. */
function isListWithoutDash(
  { syntax, steps, isFlow, beginsLine, needsDash }: PolicyCursor,
  parts: readonly JsonSchemaPart[],
): boolean {
  const isItem = needsDash || typeof steps.at(-1) === 'number';
  const isOwnLine = syntax === 'yaml' && !isFlow && beginsLine;
  return isOwnLine && !isItem && parts.some((part) => typeOf(part) === 'array');
}

function wordChoices(part: JsonSchemaPart, cursor: PolicyCursor): readonly Choice[] {
  return valuesOf(part).map((value) => ({
    label: shownValue(value),
    kind: 'value',
    detail: '',
    sentences: sentencesOf(part),
    rule: undefined,
    ...wordTexts(value, cursor),
  }));
}

function nameChoices(cursor: PolicyCursor): readonly Choice[] {
  return namesAt(cursor.steps, 'value', cursor.tree).map((named) =>
    namedChoice(named, wordTexts(named.name, cursor)),
  );
}

/** In the quotes that stand there already. */
function wordTexts(value: unknown, cursor: PolicyCursor): Pick<Choice, 'text' | 'snippet'> {
  const { syntax, text, written } = cursor;
  const quote = text.charAt(written.start);
  const isQuoted = typeof value === 'string' && syntax === 'yaml' && (quote === '"' || quote === "'");
  const word = isQuoted ? quoted(value, quote) : inFlow(value, syntax);
  return { text: `${leadOf(cursor)}${word}`, snippet: undefined };
}

/** It stands in the list already. */
function isTaken(label: string, { steps, tree }: PolicyCursor): boolean {
  return textsIn(nodeAt(tree, steps.slice(0, -1))).includes(label);
}

/** Of lists and maps the whole, to be filled in; of a map on lines of its own its keys, too. */
function collectionChoices(parts: readonly JsonSchemaPart[], cursor: PolicyCursor): readonly Choice[] {
  const maps = parts.filter((part) => typeOf(part) === 'object');
  const isBlock = cursor.syntax === 'yaml' && !cursor.isFlow && cursor.beginsLine;
  if (!isBlock) {
    const lists = parts.filter((part) => typeOf(part) === 'array');
    return [...maps, ...lists].map((part) => wholeChoice(part, cursor));
  }
  // What has nothing that must be there is begun by one of its keys.
  const whole = maps.filter((map) => requiredOf(map).length > 1);
  return [
    ...whole.map((map) => ({
      ...wholeChoice(map, cursor),
      text: `${leadOf(cursor)}${requiredOf(map)[0]?.[0]}: `,
      snippet: `${leadOf(cursor)}${itemSnippet(map)}`,
    })),
    ...(maps.length > 0 ? keyChoices(cursor) : []),
  ];
}

function wholeChoice(part: JsonSchemaPart, cursor: PolicyCursor): Choice {
  const keys = requiredOf(part).map(([key]) => key);
  const empty = typeOf(part) === 'array' ? '[ ]' : '{ }';
  return {
    label: keys.length === 0 ? empty : `{ ${keys.join(', ')} }`,
    kind: 'value',
    detail: typeWords([part]),
    sentences: sentencesOf(part),
    rule: undefined,
    text: `${leadOf(cursor)}${empty}`,
    snippet: `${leadOf(cursor)}${valueSnippet(part, cursor.syntax)}`,
  };
}
