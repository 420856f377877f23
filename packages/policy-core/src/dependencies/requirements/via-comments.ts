import { isProjectName } from '../packaging/project-name.ts';
import type { TextRange } from '../../model/text-range.ts';
import { nextPhysicalLine, startOfLines } from './physical-lines.ts';
import type { RequirementsDocument, RequirementsLine } from './requirements-document.ts';

/** What pip-compile and uv say a line of a lock comes from. */
export type ViaSource =
  /** Another project needs it. Without extras, as written. */
  | { readonly kind: 'project'; readonly name: string; readonly range: TextRange }
  /** It stands in a file: relative to where the lock was written, as written. */
  | {
      readonly kind: 'file';
      readonly path: string;
      /** `project`: a `pyproject.toml` or its like, whose metadata or groups ask for it. */
      readonly as: 'requirements' | 'constraints' | 'overrides' | 'project';
      readonly range: TextRange;
    };

/**
 * For each line of the document, in its order, what its `# via` comment names: at the end of the line
 * or below it. Empty where there is none; what is neither a file nor a name is left out.
 */
export function viaComments(document: RequirementsDocument): readonly (readonly ViaSource[])[] {
  const { text, lines } = document;
  return lines.map((line, index) => {
    const below = lines[index + 1]?.range.start ?? text.length;
    if (line.comments.length === 0 && !text.slice(line.range.end, below).includes('#')) return [];
    return itemsIn(remarksOf(text, line, below)).flatMap(sourceIn);
  });
}

interface Remark {
  /** From `#` on; empty for a line without a comment. */
  readonly text: string;
  readonly start: number;
}

/** What stands behind the line, and below it as far as the next one. */
function remarksOf(text: string, line: RequirementsLine, below: number): Remark[] {
  const { end } = line.range;
  const within = line.comments
    .filter((comment) => comment.start < end)
    .map((comment) => remarkAt(text, comment.start, comment.end));
  const after = text.slice(end, below);
  const cursor = startOfLines(after);
  while (nextPhysicalLine(after, cursor)) within.push(remarkAt(text, end + cursor.start, end + cursor.end));
  return within;
}

function remarkAt(text: string, from: number, to: number): Remark {
  const written = text.slice(from, to);
  const remark = written.trimStart();
  return { text: remark.startsWith('#') ? remark.trimEnd() : '', start: to - remark.length };
}

/** `# via` and names in the lines below it, or `# via a, b` with all of them. */
function itemsIn(remarks: readonly Remark[]): Remark[] {
  const items: Remark[] = [];
  let isOpen = false;
  for (const remark of remarks) {
    const [opening] = /^#[ \t]*via(?=[ \t]|$)/.exec(remark.text) ?? [];
    if (opening !== undefined) {
      for (const name of namesIn(remark, opening.length)) items.push(name);
      isOpen = opening === remark.text;
    } else if (isOpen && /^#[ \t]{2}/.test(remark.text)) {
      items.push(trimmed(remark, 1, remark.text.length));
    } else {
      isOpen = false;
    }
  }
  return items;
}

function namesIn(remark: Remark, from: number): Remark[] {
  const names: Remark[] = [];
  for (let at = from; at < remark.text.length;) {
    const comma = remark.text.indexOf(', ', at);
    const end = comma < 0 ? remark.text.length : comma;
    names.push(trimmed(remark, at, end));
    at = end + 1;
  }
  return names;
}

function trimmed({ text, start }: Remark, from: number, to: number): Remark {
  const rest = text.slice(from, to).trimStart();
  return { text: rest.trimEnd(), start: start + to - rest.length };
}

function sourceIn({ text, start }: Remark): ViaSource[] {
  const range = { start, end: start + text.length };
  const file = includedFile(text) ?? projectFile(text);
  if (file) return [{ kind: 'file', ...file, range }];
  const bracket = text.indexOf('[');
  const name = (bracket < 0 ? text : text.slice(0, bracket)).trim();
  return isProjectName(name) ? [{ kind: 'project', name, range }] : [];
}

type NamedFile = Pick<Extract<ViaSource, { kind: 'file' }>, 'path' | 'as'>;

const INCLUDES: ReadonlyMap<string, NamedFile['as']> = new Map([
  ['-r', 'requirements'],
  ['-c', 'constraints'],
  ['--override', 'overrides'],
]);

/** `-r requirements.in (line 3)`: older ones say on which line. */
function includedFile(text: string): NamedFile | undefined {
  const blank = text.indexOf(' ');
  const as = blank < 0 ? undefined : INCLUDES.get(text.slice(0, blank));
  if (as === undefined) return undefined;
  const path = text
    .slice(blank)
    .trim()
    .replace(/ \(line \d{1,9}\)$/, '');
  return { path: projectFile(path)?.path ?? path, as };
}

/** `shop (pyproject.toml)`, `shop (pyproject.toml:dev)`, `shop (pyproject.toml::build-system.requires)`. */
function projectFile(text: string): NamedFile | undefined {
  const opening = text.lastIndexOf('(');
  if (opening < 0 || !text.endsWith(')')) return undefined;
  const inside = text.slice(opening + 1, -1).replace(/::?[^:\\/]+$/, '');
  return /[./\\]/.test(inside) ? { path: inside, as: 'project' } : undefined;
}
