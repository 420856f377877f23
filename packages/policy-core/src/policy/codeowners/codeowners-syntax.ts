import {
  type PatternProblem,
  type PatternSegment,
  hasBraceList,
  normalizePath,
  readSegment,
  shapeProblem,
  wholeProblem,
} from '../patterns/path-pattern-syntax.ts';

/** A pattern as GitHub reads it in a CODEOWNERS file. */
export interface CodeownersSyntax {
  readonly kind: 'syntax';
  /** From the repository root, without a final `**`; empty when everything is meant. */
  readonly named: readonly PatternSegment[];
  readonly reach: CodeownersReach;
}

export type CodeownersReach =
  /** `docs/*`: the entries themselves, and nothing deeper. */
  | 'entry'
  /** `docs`: a file of that name, or everything below a directory of that name. */
  | 'entry-and-below'
  /** `docs/`, `docs/**`: everything below, and not an entry `docs`. */
  | 'below';

/** Any sign may be escaped. A letter or digit gains nothing by it: then a path of Windows is more likely. */
const ESCAPE = /\\[^\p{L}\p{N}]/gsu;

/** Reads a pattern of the dialect, or says why GitHub would not read it as it seems. */
export function parseCodeownersSyntax(text: string): CodeownersSyntax | PatternProblem {
  const bare = text.replaceAll(ESCAPE, 'x');
  const problem =
    wholeProblem(text) ?? commentProblem(text) ?? signProblem(text, bare) ?? shapeProblem(text, bare);
  if (problem !== undefined) return { kind: 'problem', problem };
  const segments = namesOf(normalizePath(text)).map(readName);
  const last = segments.at(-1);
  return {
    kind: 'syntax',
    named: segments.slice(0, segments.findLastIndex(({ kind }) => kind === 'name') + 1),
    reach: last?.kind === 'directories' ? 'below' : isStar(last) ? 'entry' : 'entry-and-below',
  };
}

function commentProblem(text: string): string | undefined {
  return text.includes('#')
    ? `${text} contains #, which begins a comment in CODEOWNERS even after a backslash. Write ? in its place.`
    : undefined;
}

function signProblem(text: string, bare: string): string | undefined {
  if (bare.startsWith('!')) {
    return `${text} begins with !, which excludes nothing in CODEOWNERS. List the exception under except, or write \\! for a name that begins with it.`;
  }
  if (bare.includes('\\')) {
    return `${text} contains a backslash that escapes nothing. Use / between directories, or \\\\ for a backslash in a name.`;
  }
  if (/\s/.test(bare)) {
    return `${text} contains a blank, where a pattern ends in CODEOWNERS. Write a backslash before the blank, or a pattern of its own for each.`;
  }
  if (/[[\]]/.test(withoutRouteNames(bare))) {
    return `${text} contains a bracket, which CODEOWNERS takes literally. Write ? for any one character, or \\[ and \\] for the brackets.`;
  }
  if (hasBraceList(bare)) {
    return `${text} contains a list in braces, which is not expanded. Write one pattern for each alternative, or \\{ for the brace itself.`;
  }
  if (bare.includes('***')) return `${text} contains *** in a row. Write ** for any number of directories.`;
  return undefined;
}

/** A directory called `[id]` or `[...slug]`, as web frameworks have them; a set of letters is never a whole name. */
function withoutRouteNames(bare: string): string {
  return bare.replaceAll(/(?<=^|\/)\[{1,2}(\.{3})?[A-Za-z_]\w[\w-]*\]{1,2}(?=\/|$)/g, 'x');
}

/** A single name is looked for at every depth, everything else from the root. */
function namesOf(path: string): readonly string[] {
  const names = path.split('/');
  if (names.at(-1) === '') names[names.length - 1] = '**';
  if (names[0] === '') return names.slice(1);
  const isSingleName = names.length === 1 || (names.length === 2 && path.endsWith('/'));
  return isSingleName ? ['**', ...names] : names;
}

/** Stars glued to text never cross a `/` here, however many they are. */
function readName(name: string): PatternSegment {
  const segment = readSegment(name);
  if (segment.kind === 'directories') return segment;
  const pieces = segment.pieces.map((piece) =>
    piece.kind === 'across-names' ? ({ kind: 'within-name' } as const) : piece,
  );
  return { kind: 'name', pieces };
}

function isStar(segment: PatternSegment | undefined): boolean {
  return segment?.kind === 'name' && segment.pieces.every(({ kind }) => kind === 'within-name');
}
