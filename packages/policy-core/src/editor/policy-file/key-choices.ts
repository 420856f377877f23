import type { Steps } from '../../policy/source/policy-text.ts';
import { leadOf, MARK, type PolicyCursor } from './policy-cursor.ts';
import { namesAt, type PolicyName } from './policy-names.ts';
import { keysIn, nodeAt, type PolicySyntax } from './policy-tree.ts';
import { schemaAt } from './schema-parts.ts';
import { typeWords } from './schema-words.ts';
import { valueSkeleton } from './skeleton.ts';
import { entrySnippet, keyText } from './skeleton-text.ts';
import type { JsonSchemaPart } from './json-schema-part.ts';

export interface Choice {
  readonly label: string;
  readonly kind: 'key' | 'value' | PolicyName['kind'];
  readonly detail: string;
  readonly sentences: readonly string[];
  readonly rule: string | undefined;
  readonly text: string;
  readonly snippet: string | undefined;
}

export interface Writing {
  readonly syntax: PolicySyntax;
  readonly text: string;
}

/** Keys of the map in which something is being written; not those that it has. */
export function keyChoices(cursor: PolicyCursor, writing: Writing, steps = cursor.steps): readonly Choice[] {
  const present = keysIn(nodeAt(cursor.tree, steps)).filter((key) => !key.includes(MARK));
  const choices = [...namedKeys(steps, cursor, writing), ...schemaKeys(steps, cursor, writing)];
  return choices.filter(({ label }) => !present.includes(label));
}

function schemaKeys(steps: Steps, cursor: PolicyCursor, writing: Writing): readonly Choice[] {
  const choices = schemaAt(steps).flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).map(([key, part]) => ({
      isRequired: required.includes(key),
      choice: keyChoice(key, { part, isRequired: required.includes(key) }, { cursor, writing }),
    })),
  );
  const rank = ({ isRequired, choice }: (typeof choices)[number]) =>
    isRequired ? 0 : Number(choice.label.startsWith('$')) + 1;
  return choices.toSorted((one, other) => rank(one) - rank(other)).map(({ choice }) => choice);
}

interface Place {
  readonly cursor: PolicyCursor;
  readonly writing: Writing;
}

function keyChoice(
  key: string,
  { part, isRequired }: { readonly part: JsonSchemaPart; readonly isRequired: boolean },
  { cursor, writing }: Place,
): Choice {
  const words = typeWords(schemaAt([...cursor.steps, key])) || typeWords([part]);
  return {
    label: key,
    kind: 'key',
    detail: isRequired ? `${words} (required)` : words,
    sentences: part.description === undefined ? [] : [part.description],
    rule: undefined,
    ...entryTexts(key, part, { cursor, writing }),
  };
}

/** Keys that people choose: the rules, and labels that the policy speaks of. */
function namedKeys(steps: Steps, cursor: PolicyCursor, writing: Writing): readonly Choice[] {
  const [part = {}] = schemaAt([...steps, 'any']);
  return namesAt(steps, 'key', cursor.tree).map(({ name, kind, detail, sentences }) => ({
    label: name,
    kind,
    detail,
    sentences,
    rule: kind === 'rule' ? name : undefined,
    ...entryTexts(name, part, { cursor, writing }),
  }));
}

/** Where a value stands behind the key already, only the key is written. */
function entryTexts(
  key: string,
  part: JsonSchemaPart,
  { cursor, writing }: Place,
): Pick<Choice, 'text' | 'snippet'> {
  const { syntax, text } = writing;
  const whole = keyText(key, syntax);
  const lead = leadOf(cursor);
  if (/^[ \t]*[:=\]]/.test(text.slice(cursor.written.end))) {
    return { text: `${lead}${whole.replace(/[:= ]+$/, '')}`, snippet: undefined };
  }
  const isTop = cursor.steps.length === 0 && cursor.beginsLine;
  const snippet = entrySnippet(key, valueSkeleton(part), {
    syntax,
    isFlow: cursor.isFlow,
    isTop,
    indent: indentAt(text, cursor),
  });
  return { text: `${lead}${whole}`, snippet: `${lead}${snippet}` };
}

/** How many characters stand between the first of the line and the key. */
function indentAt(text: string, cursor: PolicyCursor): number {
  const { start } = cursor.written;
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return line.trimStart().length + leadOf(cursor).length;
}
