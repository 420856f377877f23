import type { Location, Log, ReportingDescriptor, Result } from 'sarif';

import type { GuardDecision } from '../deployment/guard/guard.ts';
import type { GuardCheck, GuardProblem } from '../deployment/guard/guard-check.ts';
import type { Report } from '../engine/report.ts';
import { startOf } from '../model/source-span.ts';
import type { ReportContext } from './report-context.ts';
import { SARIF_FORM, sarifRun } from './sarif.ts';
import { physicalLocation } from './sarif-place.ts';
import { sarifText } from './sarif-text.ts';

/** SARIF of the report, with one rule `guard/<check>` for each check and one result for each of its problems. */
export function guardSarif(decision: GuardDecision, report: Report, context: ReportContext): string {
  const run = sarifRun(report, context);
  const { driver } = run.tool;
  const [invocation] = run.invocations;
  // What the rules say of the policy stands there already.
  const checks = decision.table.filter(({ id }) => id !== 'policy');
  const rules = [...driver.rules, ...checks.map(descriptor)];
  const results = checks.flatMap((check, index) =>
    check.problems.map((problem) => ({
      ...resultOf(check, problem),
      ruleIndex: driver.rules.length + index,
      locations: [locationOf(problem, report)],
    })),
  );
  const log: Log = {
    ...SARIF_FORM,
    runs: [
      {
        ...run,
        tool: { driver: { ...driver, rules } },
        invocations: [{ ...invocation, exitCode: decision.exit }],
        results: [...run.results, ...results],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor({ id, title }: GuardCheck): ReportingDescriptor {
  return {
    id: `guard/${id}`,
    shortDescription: { text: title },
    help: { text: title },
    defaultConfiguration: { level: 'error' },
  };
}

function resultOf({ id, evidence }: GuardCheck, { kind, text, next_step }: GuardProblem): Result {
  return {
    ruleId: `guard/${id}`,
    ...(kind === 'failed' ? { level: 'error' } : { kind: 'open', level: 'none' }),
    message: { text: sarifText(`${text} ${next_step}`) },
    properties: { because: evidence.map((seen) => seen.text) },
  };
}

/** What no file causes points at the policy that asks. */
function locationOf({ path, line = 1 }: GuardProblem, { policy }: Report): Location {
  if (path === null) return { physicalLocation: physicalLocation(startOf(policy.path)) };
  const start = { line: line - 1, character: 0 };
  return { physicalLocation: physicalLocation({ path, start, end: start }) };
}
