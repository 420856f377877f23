import { mergedPart, type JsonSchemaPart } from './json-schema-part.ts';
import { leadOf, type PolicyCursor } from './policy-cursor.ts';
import { namesAt, type PolicyName } from './policy-names.ts';
import { keysIn, nodeAt } from './policy-node.ts';
import { schemaAt } from './schema-parts.ts';
import { sentencesOf, typeWords } from './schema-words.ts';
import { entrySnippet } from './snippet.ts';
import { inKey, keyText } from './written-word.ts';

/** Something that can be written. */
export interface Choice {
  readonly label: string;
  readonly kind: 'key' | 'value' | PolicyName['kind'];
  /** A few words beside the label. */
  readonly detail: string;
  /** What it means. */
  readonly sentences: readonly string[];
  /** The rule whose page says more. */
  readonly rule: string | undefined;
  readonly text: string;
  /** The same with what is to be filled in, in the syntax of LSP; `undefined` where there is nothing to fill in. */
  readonly snippet: string | undefined;
}

type Texts = Pick<Choice, 'text' | 'snippet'>;

/** Keys of the map in which something is being written; not those that it has. */
export function keyChoices(cursor: PolicyCursor): readonly Choice[] {
  const present = keysIn(nodeAt(cursor.tree, cursor.steps));
  return [...namedKeys(cursor), ...schemaKeys(cursor)].filter(({ label }) => !present.includes(label));
}

/** A name with what is written where it is chosen. */
export function namedChoice({ name, ...words }: PolicyName, texts: Texts): Choice {
  return { label: name, ...words, rule: words.kind === 'rule' ? name : undefined, ...texts };
}

/** Keys that people choose: the rules, and labels that the policy speaks of. */
function namedKeys(cursor: PolicyCursor): readonly Choice[] {
  const [part = {}] = schemaAt([...cursor.steps, 'any'], undefined, cursor.file);
  return namesAt(cursor.steps, 'key', cursor.tree).map((named) =>
    namedChoice(named, entryTexts(named.name, part, cursor)),
  );
}

function schemaKeys(cursor: PolicyCursor): readonly Choice[] {
  const keys = keysOf(schemaAt(cursor.steps, cursor.tree, cursor.file));
  const rank = ({ key, isRequired }: (typeof keys)[number]) =>
    isRequired ? 0 : Number(key.startsWith('$')) + 1;
  return keys
    .toSorted((one, other) => rank(one) - rank(other))
    .map(({ key, part, isRequired }) => ({
      label: key,
      kind: 'key',
      detail: `${typeWords(schemaAt([...cursor.steps, key], cursor.tree, cursor.file))}${isRequired ? ' (required)' : ''}`,
      sentences: sentencesOf(part),
      rule: undefined,
      ...entryTexts(key, part, cursor),
    }));
}

/** Each once, whatever number of forms has it; required where all of them require it. */
function keysOf(forms: readonly JsonSchemaPart[]) {
  const maps = forms.filter(({ properties }) => properties !== undefined);
  const keys = new Set(maps.flatMap(({ properties = {} }) => Object.keys(properties)));
  return [...keys].map((key) => ({
    key,
    part: mergedPart(maps.flatMap(({ properties = {} }) => properties[key] ?? [])),
    isRequired: maps.every(({ required = [] }) => required.includes(key)),
  }));
}

/** Where a value stands behind the key already, only the key is written. */
function entryTexts(key: string, part: JsonSchemaPart, cursor: PolicyCursor): Texts {
  const { syntax, text, isFlow, steps, beginsLine, written } = cursor;
  const lead = leadOf(cursor);
  if (/^[ \t]*[:=\]]/.test(text.slice(written.end)))
    return { text: `${lead}${inKey(key, syntax)}`, snippet: undefined };
  const isTop = steps.length === 0 && beginsLine;
  const snippet = entrySnippet(key, part, { syntax, isFlow, isTop, indent: indentAt(cursor) });
  return { text: `${lead}${keyText(key, syntax)}`, snippet: `${lead}${snippet}` };
}

/** How many characters stand between the first of the line and the key. */
function indentAt(cursor: PolicyCursor): number {
  const { start } = cursor.written;
  const line = cursor.text.slice(cursor.text.lastIndexOf('\n', start - 1) + 1, start);
  return line.trimStart().length + leadOf(cursor).length;
}
