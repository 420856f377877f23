import { applyFixes } from '../../packages/policy-core/src/model/apply-edits.ts';
import { checkerFor } from '../../packages/policy-core/src/checker/checker.ts';
import type { Finding } from '../../packages/policy-core/src/model/finding.ts';
import { treeObservations } from '../../packages/policy-core/src/checker/observations-from-input.ts';
import type { Observations } from '../../packages/policy-core/src/model/observations.ts';
import { loadPolicy } from '../../packages/policy-core/src/checker/load-policy.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import type { FileTexts } from './alembic-project.ts';

const FOLDER = 'alembic/versions/';
/** It asks for what rules say only where somebody asks. */
const SET_BY_MIGRATION = { options: { setBy: 'migration' } };
const POLICY = {
  version: 1,
  migrations: { alembic: ['alembic/versions'] },
  rules: {
    'migrations/lock-timeout-missing': SET_BY_MIGRATION,
    'migrations/statement-timeout-missing': SET_BY_MIGRATION,
  },
};
const NOW = '2026-11-21T08:00:00Z';

/** What Lockkeeper says of revisions, by the names that `alembicProject` is given them under. */
export interface JudgedFiles {
  /** Of the rules asked for, in their order. */
  readonly findings: readonly Finding[];
  /** Rules without their area. */
  readonly rules: readonly string[];
  /**
   * All texts after the first fix of each finding of a rule; `undefined` where none is offered.
   *
   * @param isMeant by its title; left out: any
   */
  fixedBy(rule: string, isMeant?: (title: string) => boolean): FileTexts | undefined;
}

/**
 * Judges revisions as a whole tree, unless more is seen of them than that.
 *
 * @param rules without their area
 */
export async function judgedFiles(
  revisions: FileTexts,
  rules: readonly string[],
  seen?: Partial<Observations>,
): Promise<JudgedFiles> {
  const policy = loadPolicy({
    path: 'lockkeeper.json',
    text: JSON.stringify(POLICY),
  });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  const texts = Object.fromEntries(
    Object.entries(revisions).map(([name, text]) => [`${FOLDER}${name}`, text]),
  );
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const observations = { ...treeObservations(policy, files, { stage: 'ci', now: NOW }), ...seen };
  const report = checkerFor(policy, await testParsers()).check(observations, { stage: 'ci' });
  if (report.crashed.length > 0) throw new Error(JSON.stringify(report.crashed));
  const findings = report.findings.filter(({ rule }) => rules.includes(withoutArea(rule)));
  return {
    findings,
    rules: findings.map(({ rule }) => withoutArea(rule)),
    fixedBy: (rule, isMeant = () => true) => {
      const fixes = findings
        .filter((finding) => withoutArea(finding.rule) === rule)
        .flatMap((finding) => finding.fixes.filter(({ title }) => isMeant(title)).slice(0, 1));
      const { texts: fixed, applied } = applyFixes(texts, fixes);
      if (applied.length === 0) return undefined;
      return Object.fromEntries(
        Object.entries({ ...texts, ...fixed }).map(([path, text]) => [path.slice(FOLDER.length), text]),
      );
    },
  };
}

function withoutArea(rule: string): string {
  return rule.replace(/^migrations\//, '');
}
