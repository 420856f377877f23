import { l10n } from 'vscode';

import { countedErrors } from '../words/counted.ts';
import { isClear, POLICY_CHECK } from './guard-table.ts';
import type { GuardSubject, GuardVerdict } from './guard-verdict.ts';

/** What was found, counted as the guard itself counts it. Whatever the editor says in numbers of a verdict comes from here. */
export interface GuardTally {
  readonly errors: number;
  /** Subjects that could not be decided. */
  readonly undecided: number;
  /** Rules. */
  readonly crashed: number;
  /** Ids of what else was asked of the release. The policy is one where it fails by none of its rules. */
  readonly failed: readonly string[];
  readonly unproved: readonly string[];
}

export function guardTally({ checks, table }: Pick<GuardVerdict, 'checks' | 'table'>): GuardTally {
  const { errors, undecided, crashed } = subjectTally(checks.flatMap(({ subjects }) => subjects));
  const others = table.filter(
    ({ id, state }) => !isClear(state) && (id !== POLICY_CHECK || errors + undecided + crashed === 0),
  );
  const named = (isFailed: boolean) =>
    others.flatMap(({ id, state }) => ((state === 'failed') === isFailed ? [id] : []));
  return { errors, undecided, crashed, failed: named(true), unproved: named(false) };
}

/** Of what is said under one rule, or under several. */
export function subjectTally(subjects: readonly GuardSubject[]) {
  const count = (isWanted: (subject: GuardSubject) => boolean) => subjects.filter(isWanted).length;
  return {
    errors: count(({ kind, severity }) => kind === 'finding' && severity === 'error'),
    warnings: count(({ kind, severity }) => kind === 'finding' && severity === 'warning'),
    notes: count(({ kind, severity }) => kind === 'finding' && severity === 'info'),
    undecided: count(({ kind }) => kind === 'undetermined'),
    crashed: count(({ kind }) => kind === 'crashed'),
  };
}

/** Such as `2 errors, 1 not proved, databases not proved`; empty where nothing was found. */
export function guardTallyText(tally: GuardTally): string {
  const { failed, unproved } = tally;
  return [
    policyTallyText(tally),
    failed.length > 0 ? l10n.t('{0} failed', failed.join(', ')) : '',
    unproved.length > 0 ? l10n.t('{0} not proved', unproved.join(', ')) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** The same with no more than a number of what has a name, for where there is little room. */
export function shortTallyText(tally: GuardTally): string {
  const { failed, unproved } = tally;
  const others = failed.length + unproved.length;
  const named = others === 1 ? l10n.t('1 other check') : l10n.t('{0} other checks', others);
  return [policyTallyText(tally), others > 0 ? named : ''].filter(Boolean).join(', ');
}

/** What the rules of the policy found. */
export function policyTallyText({
  errors,
  undecided,
  crashed,
}: Pick<GuardTally, 'errors' | 'undecided' | 'crashed'>): string {
  return [
    errors > 0 ? countedErrors(errors) : '',
    undecided > 0 ? l10n.t('{0} not proved', undecided) : '',
    crashed > 0 ? l10n.t('{0} crashed', crashed) : '',
  ]
    .filter(Boolean)
    .join(', ');
}
