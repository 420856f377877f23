import { parsePatternSyntax } from '../policy/path-pattern-syntax.ts';
import type { BranchClass, Policy } from '../policy/policy.ts';
import { patternAlternatives, type ForeignDialect } from './pattern-alternatives.ts';

/** Branch patterns of GitHub Actions for every branch the policy guards; the usual main branches where it names none. */
export function guardedBranches({ branches: { classes } }: Policy): readonly string[] {
  const guarded = classes.filter(isGuarded).flatMap(actionsPatterns);
  return guarded.length === 0 ? ['main', 'master'] : [...new Set(guarded)];
}

/** Whether pushes to the branches are limited at all. */
export function isGuarded({ needsPullRequest, keepsHistory }: BranchClass): boolean {
  return needsPullRequest || keepsHistory;
}

/** Patterns of Ruby's `fnmatch`, as rulesets have them. */
export function rulesetRefs(branch: BranchClass): readonly string[] {
  return translated(branch, FNMATCH).map((pattern) => `refs/heads/${pattern}`);
}

function actionsPatterns(branch: BranchClass): readonly string[] {
  return translated(branch, ACTIONS);
}

function translated({ match }: BranchClass, dialect: ForeignDialect): readonly string[] {
  return match.flatMap(({ text }) => {
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
