import { l10n } from 'vscode';

// Each number has a sentence of its own: languages differ in how a noun follows a number.

export function countedFindings(count: number): string {
  return count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', count);
}

export function countedErrors(count: number): string {
  return count === 1 ? l10n.t('1 error') : l10n.t('{0} errors', count);
}

export function countedWarnings(count: number): string {
  return count === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', count);
}

/** Neither errors nor warnings. */
export function countedNotes(count: number): string {
  return count === 1 ? l10n.t('1 note') : l10n.t('{0} notes', count);
}

export function countedProblems(count: number): string {
  return count === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', count);
}

export function countedFiles(count: number): string {
  return count === 1 ? l10n.t('1 file') : l10n.t('{0} files', count);
}

export function countedChangedFiles(count: number): string {
  return count === 1 ? l10n.t('1 changed file') : l10n.t('{0} changed files', count);
}

/** What a rule could not decide: a file, a change, a branch. */
export function countedSubjects(count: number): string {
  return count === 1 ? l10n.t('1 subject') : l10n.t('{0} subjects', count);
}

export function countedTables(count: number): string {
  return count === 1 ? l10n.t('1 table') : l10n.t('{0} tables', count);
}

export function countedDifferences(count: number): string {
  return count === 1 ? l10n.t('1 difference') : l10n.t('{0} differences', count);
}

export function countedRules(count: number): string {
  return count === 1 ? l10n.t('1 rule') : l10n.t('{0} rules', count);
}
