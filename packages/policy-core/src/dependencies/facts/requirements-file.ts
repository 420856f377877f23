import type { FileContent } from '../../model/file-content.ts';
import { foreignLock, lockHeader, type LockHeader } from '../requirements/lock-header.ts';
import { parsePylock, type PylockReading } from '../requirements/parse-pylock.ts';
import { parseRequirements } from '../requirements/parse-requirements.ts';
import { isPylock } from '../../policy/pylock-name.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import { spansIn, type SourceSpan, type SpanFinder } from '../../model/source-span.ts';
import type { TextRange } from '../../model/text-range.ts';
import { unfollowedCoding } from '../../paths/facts/unfollowed-coding.ts';

/** A requirements file or a lock; what could not be read says why. */
export type RequirementsFile =
  | ReadRequirements
  | ReadPylock
  | { readonly kind: 'absent'; readonly path: string }
  | {
      readonly kind: 'unreadable';
      readonly path: string;
      readonly problem: string;
      /** What it is, where it is of a form that nobody judges here. */
      readonly form?: string;
    };

/** Lines as pip reads them, from a source, a lock, or a file that one of them brings in. */
export interface ReadRequirements extends PlacedText {
  readonly kind: 'read';
  readonly lines: readonly RequirementsLine[];
  /** How the file was made; `undefined` where people write it, or the tool does not say. */
  readonly header: LockHeader | undefined;
}

/** A lock of the standard form. */
export interface ReadPylock extends PlacedText {
  readonly kind: 'pylock';
  readonly pylock: PylockReading;
}

export interface PlacedText {
  readonly path: string;
  readonly text: string;
  /** Places are found only when somebody asks: most lines break no rule. */
  readonly place: (range: TextRange) => SourceSpan;
}

export function requirementsFile(path: string, content: FileContent): RequirementsFile {
  if (content.kind !== 'text') return { ...content, path };
  const form = isPylock(path) ? undefined : foreignLock(path, content.text);
  if (form !== undefined) {
    const problem = `it is ${form}, and only requirements of pip and pylock.toml are judged`;
    return { kind: 'unreadable', path, problem, form };
  }
  const problem = isPylock(path) ? undefined : unfollowedCoding(path, content.text);
  if (problem !== undefined) return { kind: 'unreadable', path, problem };
  const known = parsed.get(content);
  if (known?.path === path) return known;
  const file = read(path, content.text);
  parsed.set(content, file);
  return file;
}

/** What brings in what is asked several times for one run; each text is parsed once. */
const parsed = new WeakMap<FileContent, ReadRequirements | ReadPylock>();

function read(path: string, text: string): ReadRequirements | ReadPylock {
  const placed = { path, text, place: placeIn(path, text) };
  return isPylock(path)
    ? { kind: 'pylock', ...placed, pylock: parsePylock(text) }
    : { kind: 'read', ...placed, lines: parseRequirements(text).lines, header: lockHeader(text) };
}

function placeIn(path: string, text: string): PlacedText['place'] {
  let finder: SpanFinder | undefined;
  return ({ start, end }) => {
    finder ??= spansIn(path, text);
    return finder.span(start, end);
  };
}
