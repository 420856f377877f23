import { madeFrom } from '../../model/same-value.ts';
import { type CodeownersSyntax, parseCodeownersSyntax } from './codeowners-syntax.ts';
import { type PatternSegment, normalizePath } from '../patterns/path-pattern-syntax.ts';
import type { PathPattern, PatternResult } from '../patterns/path-pattern.ts';
import {
  isLiteral,
  literalDirectories,
  literalEnd,
  longestText,
  plainGlob,
  segmentGlobs,
} from '../patterns/pattern-globs.ts';

/**
 * Compiles a pattern with the meaning it has in a CODEOWNERS file on GitHub.
 *
 * Never throws: text that is no pattern is a problem, worded for the user. Unlike in the lockpath
 * dialect `dir/` and `dir/**` leave out an entry `dir`, such as a symbolic link in its place.
 */
export function compileCodeownersPattern(text: string): PatternResult {
  const syntax = parseCodeownersSyntax(text);
  if (syntax.kind === 'problem') return syntax;
  const matchesNormalized = matcherFor(syntax);
  const pattern: PathPattern = {
    text,
    dialect: 'codeowners',
    literalPrefix: literalDirectories(syntax.named),
    matches: madeFrom(compileCodeownersPattern, ['as it is', text], (path) =>
      matchesNormalized(normalizePath(path)),
    ),
    matchesNormalized: madeFrom(compileCodeownersPattern, ['normalized', text], matchesNormalized),
  };
  return { kind: 'pattern', pattern };
}

type Matcher = (path: string) => boolean;

function matcherFor({ named, reach }: CodeownersSyntax): Matcher {
  const [first, ...rest] = named;
  if (first === undefined) return () => true;
  if (named.every(isLiteral)) return atRoot(textOf(named), reach);
  if (first.kind === 'directories' && rest.every(isLiteral)) return anywhere(textOf(rest), reach);
  return byGlobs({ named, reach });
}

function textOf(segments: readonly PatternSegment[]): string {
  return segments.map(literalEnd).join('/');
}

function atRoot(text: string, reach: CodeownersSyntax['reach']): Matcher {
  const inside = `${text}/`;
  if (reach === 'below') return (path) => path.startsWith(inside);
  return (path) => path.startsWith(text) && (path.length === text.length || path.startsWith(inside));
}

function anywhere(text: string, reach: CodeownersSyntax['reach']): Matcher {
  const between = `/${text}/`;
  const end = reach === 'below' ? '' : '/';
  return (path) => path.includes(text) && `/${path}${end}`.includes(between);
}

function byGlobs({ named, reach }: Pick<CodeownersSyntax, 'named' | 'reach'>): Matcher {
  const globs = segmentGlobs(named)
    .flatMap((glob) => {
      if (reach === 'entry') return [glob];
      return reach === 'below' ? [`${glob}/**`] : [glob, `${glob}/**`];
    })
    .map(plainGlob);
  const text = longestText(named);
  return (path) => path.includes(text) && globs.some((matches) => matches(path));
}
