import { guardedClasses } from '../policy/branch-class.ts';
import { parsePatternSyntax, type PatternSyntax } from '../policy/patterns/path-pattern-syntax.ts';
import type { BranchClass, Policy } from '../policy/policy.ts';
import { patternAlternatives, type ForeignDialect } from './pattern-alternatives.ts';

/** One pattern of the policy that guards branches, as GitHub is told of it. */
export interface GuardedPattern {
  /** As the policy writes it. */
  readonly text: string;
  /** The one branch it means; `undefined` where it means several. */
  readonly branch: string | undefined;
  /** Branch patterns of GitHub Actions for pushes, which must all be seen: of what it matches, and perhaps more. */
  readonly pushes: readonly string[];
  /** For bases of pull requests, whose verdict must count for no other branch: of what it matches, and no more. */
  readonly bases: readonly string[];
  /** Patterns of references, as rulesets have them. */
  readonly refs: readonly string[];
}

/** What the policy guards, each pattern once; the usual main branches where it guards none. */
export function guardedPatterns({ branches }: Policy): readonly GuardedPattern[] {
  const guarded = guardedClasses(branches).flatMap(patternsOf);
  return guarded.length === 0 ? ['main', 'master'].flatMap(guardedPattern) : uniquePatterns(guarded);
}

export function patternsOf({ match }: BranchClass): readonly GuardedPattern[] {
  return match.flatMap(({ text }) => guardedPattern(text));
}

/** Of those that mean the same the first. */
export function uniquePatterns(patterns: readonly GuardedPattern[]): readonly GuardedPattern[] {
  return [
    ...new Map(patterns.toReversed().map((pattern) => [pattern.refs.join('\n'), pattern])).values(),
  ].toReversed();
}

/** Branch patterns of GitHub Actions for every push that dependencies are judged on; empty where none is. */
export function judgedPushes(policy: Policy): readonly string[] {
  const judged = policy.dependencies.flatMap(({ pushes }) =>
    pushes === undefined
      ? guardedPatterns(policy)
      : pushes.flatMap(({ pattern }) => guardedPattern(pattern.text)),
  );
  return [...new Set(judged.flatMap((pattern) => pattern.pushes))];
}

function guardedPattern(text: string): readonly GuardedPattern[] {
  const syntax = parsePatternSyntax(text);
  if (syntax.kind !== 'syntax') return [];
  const written = (dialect: ForeignDialect) => [...new Set(patternAlternatives(syntax, dialect))];
  const pushes = written(ACTIONS);
  const bases = written({ ...ACTIONS, oneCharacter: '[a-zA-Z0-9]' });
  const refs = written(FNMATCH).map((pattern) => `refs/heads/${pattern}`);
  return [{ text, branch: nameIn(syntax), pushes, bases, refs }];
}

/** Beside a branch there is none below it: git keeps no folder under the name of a file. */
function nameIn({ segments, endsInSlash }: PatternSyntax): string | undefined {
  const names = segments.map((segment) =>
    segment.kind === 'name'
      ? segment.pieces.map((piece) => (piece.kind === 'text' ? piece.text : undefined))
      : [undefined],
  );
  if (endsInSlash || names.flat().includes(undefined)) return undefined;
  return names.map((pieces) => pieces.join('')).join('/');
}

/** In GitHub Actions `**` is any characters, and `?` asks for none or one of the character before it. */
const ACTIONS: ForeignDialect = {
  text: (text) => text.replaceAll(/[+!]/g, '\\$&'),
  oneCharacter: '*',
  acrossNames: ['**'],
  directories: ['', '**/'],
  below: '**',
  nameCoversBelow: false,
};

const FNMATCH: ForeignDialect = {
  text: (text) => text,
  oneCharacter: '?',
  acrossNames: ['*', '*/**/*'],
  directories: ['**/'],
  below: '**/*',
  nameCoversBelow: false,
};
