import { keepsRecord } from '../../policy/record-places.ts';
import type { RuleSummary } from '../../engine/report.ts';
import type { GuardInput } from './guard-input.ts';
import { tallyOf, counted } from '../../engine/tally.ts';
import { guardCheck, type GuardCheck, type GuardProblem } from './guard-check.ts';

type Judged = Pick<GuardInput, 'report' | 'record' | 'range' | 'policy' | 'isFirstDeploy' | 'others'>;

/** What the rules say of the release. Each finding is told where reports tell it. */
export function policyCheck(judged: Judged): GuardCheck {
  const { report, range } = judged;
  const { path } = report.policy;
  const { undetermined } = tallyOf(report);
  const applied = report.rules.filter(isApplied);
  const rules = `${counted(applied.length, 'rule')} judged ${counted(report.files, 'file')}`;
  const seen = range === undefined ? `${rules} of the tree.` : `${rules} of ${range.from}...${range.to}.`;
  const problem = problemOf(judged);
  const open = undetermined > 0 ? [`${counted(undetermined, 'subject')} could not be decided.`] : [];
  return guardCheck('policy', {
    evidence: [seen, ...open].map((text) => ({ text, where: path })),
    problems: problem === undefined ? [] : [{ where: path, path: null, ...problem }],
  });
}

/** 0: they let it go ahead. 1: findings. 2: not proved. 3: a rule crashed. */
export function policyExit(judged: Judged): 0 | 1 | 2 | 3 {
  const { report } = judged;
  if (report.crashed.length > 0) return 3;
  if (report.verdict === 'fail' || report.findings.some(({ severity }) => severity === 'error')) return 1;
  return report.verdict === 'pass' && isCompared(judged) && hasSubject(judged) ? 0 : 2;
}

/** Whether all was judged that there is to judge: without a record that is the tree, where no policy speaks of one. */
function isCompared({ record, range, policy, isFirstDeploy = false }: Judged): boolean {
  if (record !== 'absent') return record === 'present' && range !== undefined;
  return isFirstDeploy || policy === undefined || !keepsRecord(policy);
}

/**
 * A tree in which no rule had anything to judge proves nothing, unless somebody says that there is nothing yet, or
 * another check passed: none does that has seen nothing.
 */
function hasSubject({ report, range, isFirstDeploy = false, others = [] }: Judged): boolean {
  if (range !== undefined || isFirstDeploy) return true;
  return report.rules.some(isApplied) || others.some(({ state }) => state === 'passed');
}

function isApplied({ outcome }: RuleSummary): boolean {
  return outcome !== 'not-applicable';
}

function problemOf(judged: Judged): Omit<GuardProblem, 'where' | 'path'> | undefined {
  const { errors, crashed } = tallyOf(judged.report);
  switch (policyExit(judged)) {
    case 0:
      return undefined;
    case 1:
      return {
        kind: 'failed',
        text: `${counted(errors, 'error')} ${errors === 1 ? 'prevents' : 'prevent'} the release.`,
        next_step: 'Fix what the findings say; `lockkeeper explain RULE` says why.',
      };
    case 2:
      return { kind: 'undetermined', ...openBecause(judged) };
    case 3:
      return {
        kind: 'failed',
        text: `${counted(crashed, 'rule')} crashed.`,
        next_step: 'Report it with `lockkeeper check --save-snapshot FILE`, and run the guard again.',
      };
  }
}

function openBecause(judged: Judged): Pick<GuardProblem, 'text' | 'next_step'> {
  const { report, record } = judged;
  if (report.verdict !== 'pass')
    return {
      text: 'Not everything that the rules ask could be seen.',
      next_step: 'Resolve each undetermined subject.',
    };
  if (!hasSubject(judged) && isCompared(judged))
    return {
      text: 'No rule had anything to judge, so nothing was proved.',
      next_step:
        'Name under deployment where the record lies, or say that nothing was deployed with --first-deploy.',
    };
  if (record === 'absent')
    return {
      text: 'There is no deploy record, so what production runs is not known.',
      next_step: 'Restore the record; where nothing was deployed before, say so with --first-deploy.',
    };
  return record === 'unreadable'
    ? { text: 'The changes since the last release are unknown.', next_step: 'Repair the deploy record.' }
    : {
        text: 'The changes since the last release are unknown.',
        next_step: 'Fetch the whole history, such as with `git fetch --unshallow`.',
      };
}
