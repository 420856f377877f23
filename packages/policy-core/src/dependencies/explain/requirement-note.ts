import { beforeHashes } from '../facts/before-hashes.ts';
import type { ReadPylock, ReadRequirements } from '../facts/requirements-file.ts';
import { projectNamed } from '../facts/line-entry.ts';
import type { RequirementsPair } from '../facts/requirements-pair.ts';
import type { PylockPackage } from '../requirements/pylock.ts';
import { offsetOf, type Position, type SourceSpan } from '../../model/source-span.ts';
import type { TextRange } from '../../model/text-range.ts';
import { explainDependency } from './explain-dependency.ts';
import { noteSentences } from './note-sentences.ts';

/** What an editor says of a requirement that the pointer rests on. */
export interface RequirementNote {
  readonly at: SourceSpan;
  /** One to four. */
  readonly sentences: readonly string[];
}

/**
 * What the other files of its pairs say of the requirement at a place: which version is locked, who asks for
 * it, whether its marker counts. `undefined` where there is none, or where they say the same as the line itself.
 */
export function requirementNote(
  path: string,
  position: Position,
  pairs: readonly RequirementsPair[],
): RequirementNote | undefined {
  for (const { fileAt } of pairs) {
    const file = fileAt(path);
    if (!file.known || (file.value.kind !== 'read' && file.value.kind !== 'pylock')) continue;
    const named = namedAt(file.value, offsetOf(file.value.text, position));
    if (named === undefined) return undefined;
    const at = file.value.place(named.range);
    const here = { path, line: file.value.place(named.entry).start.line + 1 };
    const explained = pairs.flatMap((pair) => explainDependency(named.project, [pair]).pairs);
    const sentences = [...new Set(explained.flatMap((pair) => noteSentences(pair, here)))];
    return sentences.length === 0 ? undefined : { at, sentences: sentences.slice(0, MOST_SENTENCES) };
  }
  return undefined;
}

const MOST_SENTENCES = 4;

interface Named {
  readonly project: string;
  readonly range: TextRange;
  /** By which it is known elsewhere. */
  readonly entry: TextRange;
}

function namedAt(file: ReadRequirements | ReadPylock, offset: number): Named | undefined {
  if (file.kind === 'pylock') {
    const found = file.pylock.packages.find(({ nameRange }) => holds(nameRange, offset));
    return found && { project: found.normalizedName, range: found.nameRange, entry: entryRange(found) };
  }
  const line = file.lines.find(({ range }) => holds(range, offset));
  const project = line && projectNamed(line);
  if (line === undefined || project === undefined) return undefined;
  const range = beforeHashes(file.text, line);
  return holds(range, offset) ? { project, range, entry: line.range } : undefined;
}

function entryRange({ versionRange, nameRange }: PylockPackage): TextRange {
  return versionRange ?? nameRange;
}

function holds({ start, end }: TextRange, offset: number): boolean {
  return start <= offset && offset <= end;
}
