import { offsetOf, spansIn, type Position } from '../../model/source-span.ts';
import type { Steps } from '../../policy/source/policy-text.ts';
import type { PlaceNote } from '../note.ts';
import { filesNamed, type NamedFiles } from './matched-files.ts';
import { namesAt, ruleAt } from './policy-names.ts';
import { spotAt, type PolicyNode, type PolicySpot } from './policy-node.ts';
import { policyTree, syntaxOf } from './policy-tree.ts';
import { ruleSentences } from './rule-words.ts';
import { editedFile, schemaAt, type EditedFile } from './schema-parts.ts';
import { sentencesOf, typeWords } from './schema-words.ts';

/** A policy in an editor. */
export interface PolicyDocument {
  /** Relative to the folder that holds it. */
  readonly path: string;
  readonly text: string;
  /** What is there beside it; `undefined` where that cannot be listed. */
  readonly files: readonly string[] | undefined;
}

/** What a key, a rule or a value of a policy means; `undefined` where there is nothing to say. */
export function policyNote({ path, text, files }: PolicyDocument, position: Position): PlaceNote | undefined {
  const tree = policyTree(syntaxOf(path), text);
  const spot = spotAt(tree, offsetOf(text, position));
  if (spot === undefined) return undefined;
  const at = spansIn(path, text).span(spot.range.start, spot.range.end);
  const rule = ruleAt(spot);
  if (rule !== undefined) return { at, sentences: ruleSentences(rule), rule: rule.id };
  const named = files === undefined ? undefined : filesNamed(spot, tree, files);
  const sentences = [
    ...(named === undefined ? [] : namedSentences(named)),
    ...nameSentences(spot, tree),
    ...keySentences(spot.steps, tree, editedFile(path)),
  ];
  return sentences.length === 0 ? undefined : { at, sentences };
}

/** Of an item of a list what is said of the list. */
function keySentences(steps: Steps, tree: PolicyNode | undefined, file: EditedFile): readonly string[] {
  const own = typeof steps.at(-1) === 'number' ? steps.slice(0, -1) : steps;
  const parts = schemaAt(own, tree, file);
  const key = own.at(-1);
  if (parts.length === 0 || key === undefined) return [];
  const isRequired = schemaAt(own.slice(0, -1), tree, file).some(({ required = [] }) =>
    required.includes(String(key)),
  );
  const [description = []] = parts.map(sentencesOf).filter(({ length }) => length > 0);
  return [`${wordsFor(own)}: ${typeWords(parts)}${isRequired ? ', required' : ''}.`, ...description];
}

function nameSentences({ steps, value }: PolicySpot, tree: PolicyNode | undefined): readonly string[] {
  const found = namesAt(steps, 'value', tree).find(({ name }) => name === value);
  return found?.kind === 'preset' ? found.sentences : [];
}

/** More names than that are a list of their own. */
const MOST_NAMES = 3;

function namedSentences(named: NamedFiles): readonly string[] {
  switch (named.kind) {
    case 'pattern':
      return [matchSentence(named.files)];
    case 'file':
      return named.isThere ? [] : [`There is no file ${named.path}.`];
    case 'folder':
      return [named.files === 0 ? 'There is nothing in that folder.' : `It holds ${counted(named.files)}.`];
  }
}

function matchSentence(files: readonly string[]): string {
  if (files.length === 0) return 'It matches no file that is there.';
  const shown = files.slice(0, MOST_NAMES).join(', ');
  const more = files.length - MOST_NAMES;
  return `It matches ${counted(files.length)}: ${shown}${more > 0 ? ` and ${more} more` : ''}.`;
}

function counted(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}

/** `protected[].paths`: which of the items it is matters to nobody. */
function wordsFor(steps: Steps): string {
  return steps
    .map((step, index) => (typeof step === 'number' ? '[]' : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}
