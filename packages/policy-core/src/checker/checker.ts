import type { Rule } from '../engine/rule.ts';
import { givenChange, givenDocument, givenFiles } from './given-input.ts';
import { allRules } from './all-rules.ts';
import { parseBaseline } from './baseline.ts';
import {
  changeObservations,
  documentObservations,
  treeObservations,
  type ChangeInput,
  type TextFile,
} from './observations-from-input.ts';
import type { KeptOutcomes } from '../engine/kept-outcomes.ts';
import type { Observations } from '../model/observations.ts';
import type { Parsers } from '../parsers/parsers.ts';
import type { InvalidPolicy, Policy } from '../policy/policy.ts';
import type { PolicyOrigin, Report } from '../engine/report.ts';
import { selectPaths, WHOLE_REPOSITORY, type PathSelection } from './path-selection.ts';
import { selectRules, type RuleSelection } from './rule-selection.ts';
import { runChecks } from './run-checks.ts';
import { STAGES, type Stage } from '../model/stage.ts';

/** Judges documents, trees and changes by one policy. Every method is synchronous and pure. */
export interface Checker {
  /** One open document. What needs history or another file stays undetermined. */
  checkDocument(document: TextFile, options?: CheckOptions): Report;
  /** A whole tree: every file the policy names must be among `files`, a file that is not counts as absent. */
  checkFiles(files: readonly TextFile[], options?: CheckOptions): Report;
  /** A diff with its author, branch and labels. */
  checkChange(change: ChangeInput, options?: CheckOptions): Report;
  /** What a host has observed, for instance a replayed snapshot. */
  check(observations: Observations, options?: CheckOptions): Report;
}

export interface CheckOptions {
  /** Default `local`. */
  readonly stage?: Stage;
  /** UTC, such as `2026-11-21T08:00:00Z`. Without it waivers do not hold and times stay undetermined. */
  readonly now?: string;
  /** Text of the baseline file. */
  readonly baseline?: string;
  readonly policyOrigin?: PolicyOrigin;
  readonly bootstrap?: boolean;
  readonly notices?: readonly string[];
  /** Rules and areas; without it every rule. Throws when one of them is not known, or none is named. */
  readonly only?: readonly string[];
  /** Files and folders, relative to the root; without it the whole repository. Throws when none is named. */
  readonly paths?: readonly string[];
  /** What earlier runs of the same program, policy and options said; without it everything is judged anew. */
  readonly outcomes?: KeptOutcomes;
}

/**
 * Throws when the policy is not valid.
 *
 * @param parsers `undefined` leaves migrations undetermined
 * @param rules those that judge, in the order of reports; left out: all of ours
 */
export function checkerFor(
  policy: Policy | InvalidPolicy,
  parsers: Parsers | undefined,
  rules: readonly Rule[] = allRules,
): Checker {
  if (policy.kind === 'invalid') throw new TypeError(refusal(policy));
  const check = (observations: Observations, options: CheckOptions = {}): Report => {
    mustBeStage(options.stage);
    return runChecks({
      policy,
      rules,
      policyOrigin: options.policyOrigin ?? 'worktree',
      bootstrap: options.bootstrap ?? false,
      observations,
      stage: options.stage ?? 'local',
      parsers,
      baseline: options.baseline === undefined ? undefined : parseBaseline(options.baseline),
      notices: options.notices ?? [],
      only: options.only === undefined ? undefined : selectionOf(options.only, rules),
      within: options.paths === undefined ? WHOLE_REPOSITORY : pathsAsked(options.paths),
      outcomes: options.outcomes,
    });
  };
  return {
    check,
    checkDocument: (document, options = {}) =>
      check(documentObservations(givenDocument(document), options), options),
    checkFiles: (files, options = {}) => check(treeObservations(policy, givenFiles(files), options), options),
    checkChange: (change, options = {}) => check(changeObservations(givenChange(change), options), options),
  };
}

/** Of a stage that nobody knows nothing would have to be proved. */
function mustBeStage(stage: unknown): void {
  if (stage !== undefined && !STAGES.some((one) => one === stage))
    throw new TypeError(`stage is ${JSON.stringify(stage)}, and must be one of ${STAGES.join(', ')}.`);
}

function pathsAsked(paths: readonly string[]): PathSelection {
  if (paths.length === 0)
    throw new TypeError('paths is empty, so nothing would be judged. Leave it out to judge all.');
  return selectPaths(paths);
}

/** A slip of the finger must not make a check that judges nothing, and passes. */
function selectionOf(names: readonly string[], rules: readonly Rule[]): RuleSelection {
  const selection = names.length === 0 ? undefined : selectRules(names, rules);
  if (selection?.kind === 'selection') return selection;
  const { name, nearest } = selection ?? { name: '', nearest: undefined };
  const advice = nearest === undefined ? 'See allRules for the list.' : `Did you mean ${nearest}?`;
  throw new TypeError(`There is no rule or area ${JSON.stringify(name)}. ${advice}`);
}

function refusal({ path, problems }: InvalidPolicy): string {
  const lines = problems.map(
    ({ message, at }) => `  ${path}:${at.start.line + 1}:${at.start.character + 1} ${message}`,
  );
  return [`${path} is not a valid policy.`, ...lines].join('\n');
}
