import type { Steps } from '../../policy/source/policy-text.ts';
import type { TextRange } from '../../model/text-range.ts';
import { nodeAt, spotsIn, type PolicyNode, type PolicySpot } from './policy-node.ts';
import { policyTree, type PolicySyntax } from './policy-tree.ts';
import type { EditedFile } from './schema-parts.ts';

/** What is being written at a place of a policy, or of another file of ours. */
export interface PolicyCursor extends CursorPlace {
  readonly file: EditedFile;
}

/** The same, whatever file it is. */
export interface CursorPlace {
  readonly syntax: PolicySyntax;
  readonly text: string;
  /** `key`: a key of the map at `steps`. `value`: what stands at `steps`. */
  readonly on: 'key' | 'value';
  readonly steps: Steps;
  /** What is written of it so far, also behind the place. It may be nothing. */
  readonly written: TextRange;
  /** An item that begins a line and has no dash yet. */
  readonly needsDash: boolean;
  /** Right behind the colon or the dash of YAML, which are none without a blank. */
  readonly needsBlank: boolean;
  /** Nothing but blanks or the dashes of a list stands before it on its line. */
  readonly beginsLine: boolean;
  /** It lies within brackets or braces. */
  readonly isFlow: boolean;
  /** The whole text, with {@link MARK} where the place is. */
  readonly tree: PolicyNode;
}

/** Stands in for what is not written yet. No policy holds it. */
export const MARK = 'lockkeeper-cursor-mark';

/**
 * Finds out by writing a word at the place and looking where the reader puts it: so half-written lines, flow maps,
 * quotes and comments are read as they will be. `undefined` where nothing can be written: in a comment, behind or
 * before a value that is complete.
 */
export function policyCursor(syntax: PolicySyntax, text: string, offset: number): CursorPlace | undefined {
  for (const form of FORMS[syntax]) {
    const inserted = form.replace('M', MARK);
    const marked = text.slice(0, offset) + inserted + text.slice(offset);
    const tree = policyTree(syntax, marked);
    const found = tree && findMark(tree, marked);
    if (tree === undefined || found === undefined || !isMeant(found, { syntax, tree, marked })) continue;
    const { on, steps, range, isFlow } = found;
    const written = {
      start: unmarked(range.start, offset, inserted),
      end: unmarked(range.end, offset, inserted),
    };
    if (syntax === 'json' && isBeforeValue(on, written, text)) return undefined;
    return {
      syntax,
      text,
      on,
      steps,
      written,
      needsDash: form.startsWith('-'),
      needsBlank: syntax === 'yaml' && /[:-]/.test(text.charAt(written.start - 1)),
      beginsLine: /^[\s-]*$/.test(lineBefore(text, Math.min(range.start, offset))),
      isFlow,
      tree,
    };
  }
  return undefined;
}

/** The reader of JSON takes two values of one key also where no comma stands between them. */
function isBeforeValue(on: PolicyCursor['on'], { start, end }: TextRange, text: string): boolean {
  return on === 'value' && start === end && /^[ \t]*["[{\w-]/.test(text.slice(end, end + 200));
}

/** What has to stand before what is chosen. */
export function leadOf({ needsDash, needsBlank }: Pick<PolicyCursor, 'needsDash' | 'needsBlank'>): string {
  return `${needsBlank ? ' ' : ''}${needsDash ? '- ' : ''}`;
}

/** What is tried, in this order. */
const FORMS: Readonly<Record<PolicySyntax, readonly string[]>> = {
  yaml: ['M', ' M', 'M:', '- M', 'M"', "M'"],
  toml: ['M', '"M"', 'M = 0', 'M"', 'M" = 0'],
  json: ['M', '"M"', 'M"'],
};

/** `steps` of a key are those of its map. */
interface Found extends Pick<PolicySpot, 'on' | 'steps' | 'range'> {
  readonly isFlow: boolean;
}

function findMark(tree: PolicyNode, marked: string): Found | undefined {
  const spot = spotsIn(tree).find(({ value }) => typeof value === 'string' && value.includes(MARK));
  if (spot === undefined) return undefined;
  const above = spot.steps.map((_, index) => nodeAt(tree, spot.steps.slice(0, index)));
  const isFlow = above.some((node) => node !== undefined && '[{'.includes(marked.charAt(node.range.start)));
  return { ...spot, steps: spot.on === 'key' ? spot.steps.slice(0, -1) : spot.steps, isFlow };
}

interface Marked {
  readonly syntax: PolicySyntax;
  readonly tree: PolicyNode;
  readonly marked: string;
}

function isMeant(found: Found, { syntax, tree, marked }: Marked): boolean {
  if (!isPlausible(found, marked)) return false;
  return syntax !== 'yaml' || (isAligned(found, { tree, marked }) && hasDash(found, marked));
}

/** A word that the reader joined with the line above, or with a colon or a dash, was not meant so. */
function isPlausible({ range }: Found, marked: string): boolean {
  const token = marked.slice(range.start, range.end);
  return !/[\r\n]/.test(token) && !token.startsWith(`-${MARK}`) && !token.includes(`:${MARK}`);
}

/** The reader of YAML takes a key also where it stands askew: people write one below the other. */
function isAligned(
  { on, steps, range, isFlow }: Found,
  { tree, marked }: { readonly tree: PolicyNode; readonly marked: string },
): boolean {
  const map = on === 'key' && !isFlow ? nodeAt(tree, steps) : undefined;
  if (map?.kind !== 'map') return true;
  const column = lineBefore(marked, range.start).length;
  return map.entries.every(({ keyRange }) => lineBefore(marked, keyRange.start).length === column);
}

/** The reader of YAML takes an item also where its dash is missing. */
function hasDash({ on, steps, range, isFlow }: Found, marked: string): boolean {
  const isItem = on === 'value' && !isFlow && typeof steps.at(-1) === 'number';
  return !isItem || /-\s+(?:[&!]\S*\s+)*$/.test(marked.slice(0, range.start));
}

function unmarked(place: number, offset: number, inserted: string): number {
  if (place <= offset) return place;
  return Math.max(offset, place - inserted.length);
}

/** A byte order mark is nothing wide. */
function lineBefore(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return text.slice(start, offset).replace(/^\uFEFF/, '');
}
