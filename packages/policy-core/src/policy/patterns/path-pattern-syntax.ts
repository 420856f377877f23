/** A part of one file or directory name. */
export type NamePiece =
  | { readonly kind: 'text'; readonly text: string }
  /** `?` */
  | { readonly kind: 'one-character' }
  /** `*` */
  | { readonly kind: 'within-name' }
  /** `**` glued to something: any characters, `/` included. */
  | { readonly kind: 'across-names' };

export type PatternSegment =
  /** `**` on its own: zero or more directories. */
  { readonly kind: 'directories' } | { readonly kind: 'name'; readonly pieces: readonly NamePiece[] };

export interface PatternSyntax {
  readonly kind: 'syntax';
  /** Never empty. Text is in NFC and free of escapes. */
  readonly segments: readonly PatternSegment[];
  readonly endsInSlash: boolean;
}

export interface PatternProblem {
  readonly kind: 'problem';
  /** What is wrong, then what to do. */
  readonly problem: string;
}

/** Patterns stay far below the sizes where matching would become slow or, worse, silently stop. */
const LIMITS = { characters: 1024, doubleStars: 200, gluedDoubleStars: 4 } as const;

const ESCAPE = /\\[*?[\]{}\\!]/g;
const CONTROL = /\p{Cc}/u;
const TOKEN = /\\.|\*+|\?|[^\\*?]+/gs;

/** Reads a pattern of the lockpath dialect, or says why it cannot mean what it seems to. */
export function parsePatternSyntax(text: string): PatternSyntax | PatternProblem {
  const problem = wholeProblem(text) ?? signProblem(text) ?? shapeProblem(text, withoutEscapes(text));
  if (problem !== undefined) return { kind: 'problem', problem };
  const path = withoutLeadingSlash(normalizePath(text));
  const endsInSlash = path.endsWith('/');
  const names = (endsInSlash ? path.slice(0, -1) : path).split('/');
  return { kind: 'syntax', segments: names.map(readSegment), endsInSlash };
}

/** The form in which patterns and paths are compared. Lone surrogates stay as they are. */
export function normalizePath(path: string): string {
  return /[\u0080-\uffff]/.test(path) ? path.normalize('NFC') : path;
}

/** What no pattern of either dialect may be. */
export function wholeProblem(text: string): string | undefined {
  if (text === '') return 'The pattern is empty. Name a file or directory, or write ** for everything.';
  if (text.length > LIMITS.characters) {
    return `The pattern has ${text.length} characters, and at most ${LIMITS.characters} are read. Write several shorter patterns.`;
  }
  if (CONTROL.test(text)) {
    return `The pattern ${JSON.stringify(text)} contains a control character. Write ? in its place.`;
  }
  return undefined;
}

function signProblem(text: string): string | undefined {
  const bare = withoutEscapes(text);
  if (bare.startsWith('!')) {
    return `${text} begins with !, which does not exclude anything here. List the exception under except, or write \\! for a name that begins with it.`;
  }
  if (bare.includes('\\')) {
    return `${text} contains a backslash that escapes nothing. Use / between directories, or \\\\ for a backslash in a name.`;
  }
  if (bare.includes('[')) {
    return `${text} contains [, which could be a set of characters or a folder such as app/[id]. Write ? for any one character, or \\[ for the bracket itself.`;
  }
  if (hasBraceList(bare)) {
    return `${text} contains a list in braces, which is not expanded. Write one pattern for each alternative, or \\{ for the brace itself.`;
  }
  return undefined;
}

/** `{a,b}` anywhere, nested or across `/`. Braces without a comma, or never closed, are plain text. */
export function hasBraceList(bare: string): boolean {
  const open: { comma: boolean }[] = [];
  for (const [sign] of bare.matchAll(/[{},]/g)) {
    const innermost = open.at(-1);
    if (sign === '{') open.push({ comma: false });
    else if (innermost !== undefined && sign === ',') innermost.comma = true;
    else if (sign === '}' && open.pop()?.comma === true) return true;
  }
  return false;
}

/** `bare`: the text with a letter for each escape. */
export function shapeProblem(text: string, bare: string): string | undefined {
  const path = withoutLeadingSlash(bare);
  if (path === '') return '/ alone names nothing. Write ** for everything.';
  const names = path.replace(/\/$/, '').split('/');
  if (names.includes('')) return `${text} contains // with nothing between. Write a single /.`;
  if (names.some((name) => name === '.' || name === '..')) {
    return `${text} contains . or .. as a directory, which no path in a repository has. Write the path from the repository root.`;
  }
  const doubleStars = countDoubleStars(path);
  if (doubleStars > LIMITS.doubleStars) {
    return `The pattern contains ** ${doubleStars} times, and at most ${LIMITS.doubleStars} are read. Write several simpler patterns.`;
  }
  const glued = names
    .filter((name) => !isDoubleStar(name))
    .reduce((sum, name) => sum + countDoubleStars(name), 0);
  if (glued > LIMITS.gluedDoubleStars) {
    return `${text} contains ** glued to text ${glued} times, and at most ${LIMITS.gluedDoubleStars} are read. Write * within a name, or /**/ between directories.`;
  }
  return undefined;
}

/** Each escape becomes a letter, so that what is left can be searched for signs with a meaning. */
function withoutEscapes(text: string): string {
  return text.replaceAll(ESCAPE, 'x');
}

function withoutLeadingSlash(text: string): string {
  return text.startsWith('/') ? text.slice(1) : text;
}

function countDoubleStars(text: string): number {
  return text.match(/\*{2,}/g)?.length ?? 0;
}

/** Three stars and more mean what two mean. */
function isDoubleStar(name: string): boolean {
  return /^\*{2,}$/.test(name);
}

export function readSegment(name: string): PatternSegment {
  return isDoubleStar(name) ? { kind: 'directories' } : { kind: 'name', pieces: readPieces(name) };
}

function readPieces(name: string): readonly NamePiece[] {
  const pieces: NamePiece[] = [];
  let text = '';
  for (const [token] of name.matchAll(TOKEN)) {
    const wildcard = wildcardOf(token);
    if (wildcard === undefined) {
      text += token.startsWith('\\') ? token.slice(1) : token;
      continue;
    }
    if (text !== '') pieces.push({ kind: 'text', text });
    text = '';
    pieces.push(wildcard);
  }
  if (text !== '') pieces.push({ kind: 'text', text });
  return pieces;
}

function wildcardOf(token: string): NamePiece | undefined {
  if (token === '?') return { kind: 'one-character' };
  if (token === '*') return { kind: 'within-name' };
  return token.startsWith('*') ? { kind: 'across-names' } : undefined;
}
