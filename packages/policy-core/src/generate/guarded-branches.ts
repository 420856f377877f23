import { parsePatternSyntax } from '../policy/patterns/path-pattern-syntax.ts';
import type { PathPattern } from '../policy/patterns/path-pattern.ts';
import type { BranchClass, Policy } from '../policy/policy.ts';
import { patternAlternatives, type ForeignDialect } from './pattern-alternatives.ts';

/** Branch patterns of GitHub Actions for every branch the policy guards; the usual main branches where it names none. */
export function guardedBranches({ branches: { classes } }: Policy): readonly string[] {
  const guarded = classes.filter(isGuarded).flatMap(({ match }) => translated(match, ACTIONS));
  return guarded.length === 0 ? ['main', 'master'] : [...new Set(guarded)];
}

/** Branch patterns of GitHub Actions for every push that dependencies are judged on; empty where none is. */
export function judgedPushes(policy: Policy): readonly string[] {
  const judged = policy.dependencies.flatMap(({ pushes }) =>
    pushes === undefined
      ? guardedBranches(policy)
      : translated(
          pushes.map(({ pattern }) => pattern),
          ACTIONS,
        ),
  );
  return [...new Set(judged)];
}

/** Whether pushes to the branches are limited at all. */
export function isGuarded({ needsPullRequest, keepsHistory }: BranchClass): boolean {
  return needsPullRequest || keepsHistory;
}

/** Patterns of Ruby's `fnmatch`, as rulesets have them. */
export function rulesetRefs({ match }: BranchClass): readonly string[] {
  return translated(match, FNMATCH).map((pattern) => `refs/heads/${pattern}`);
}

function translated(patterns: readonly PathPattern[], dialect: ForeignDialect): readonly string[] {
  return patterns.flatMap(({ text }) => {
    const syntax = parsePatternSyntax(text);
    return syntax.kind === 'syntax' ? patternAlternatives(syntax, dialect) : [];
  });
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
