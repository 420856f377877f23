export { allRules } from './checker/all-rules.ts';
export { acceptableIn, baselineOf, baselineText, parseBaseline, type Baseline } from './checker/baseline.ts';
export { changesFrom } from './checker/changes-from.ts';
export { checkerFor, type Checker } from './checker/checker.ts';
export { createChecker } from './checker/create-checker.ts';
export { loadPolicy } from './checker/load-policy.ts';
export type { ChangeInput, TextFile } from './checker/observations-from-input.ts';
export { selectRules } from './checker/rule-selection.ts';
export { parseSnapshot, snapshotText, type Snapshot } from './checker/snapshot.ts';
export type { Report } from './engine/report.ts';
export type { Rule } from './engine/rule.ts';
export { applyFixes } from './model/apply-edits.ts';
export { displayText } from './model/display-text.ts';
export { shellCommand } from './model/shell-command.ts';
export { textContent, type FileContent } from './model/file-content.ts';
export { filesLookedAt } from './model/files-looked-at.ts';
export type { Evidence, Finding, Severity, Undetermined } from './model/finding.ts';
export type { Fix, TextEdit } from './model/fix.ts';
export { observed, unobserved, type Known } from './model/known.ts';
export type { Observations } from './model/observations.ts';
export { startOf, type Position, type SourceSpan } from './model/source-span.ts';
export { mustBeProved, type Stage } from './model/stage.ts';
export type { Parsers } from './parsers/parsers.ts';
export type { KeptOutcomes } from './engine/kept-outcomes.ts';
export type { ReadingStore } from './parsers/reading-store.ts';
export { nearestWord } from './policy/nearest-word.ts';
export { policyJsonSchema } from './policy/policy-schema.ts';
export {
  DEFAULT_LABEL_TERMS,
  POLICY_FILE_NAMES,
  type DependencyPair,
  type InvalidPolicy,
  type Policy,
  type PolicyProblem,
} from './policy/policy.ts';
export { exitCodeOf } from './report/check-exit-code.ts';
