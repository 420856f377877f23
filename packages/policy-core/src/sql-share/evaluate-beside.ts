import { evaluate, type Evaluation, type RuleRun } from '../evaluate.ts';
import type { Facts } from '../facts/facts.ts';
import type { Finding } from '../finding.ts';
import type { Stage } from '../stage.ts';
import type { SharedVerdict } from './judge-sql-share.ts';
import { isShared, type SqlShare } from './sql-share.ts';

/** What there is to judge, and the share of it that somebody else judges. */
interface Beside {
  readonly runs: readonly RuleRun[];
  readonly facts: Facts;
  readonly stage: Stage;
  readonly share: SqlShare;
}

/** What somebody else said of their share; `undefined` where they failed. */
export type Said = SharedVerdict | undefined;

/**
 * Judges what is not in the share, at once, and then puts both together: the same evaluation as of all by one. That
 * is also what there is where they failed, and where a rule crashed, so that nothing of it counts.
 */
export function evaluateBeside({ runs, facts, stage, share }: Beside): (said: Said) => Evaluation {
  const own = ownPart({ runs, facts, stage, share });
  return (said) => {
    const parts = said && [{ ...said, yielding: yieldingIn(said) }, ...own];
    if (parts === undefined || parts.some(({ crashed }) => crashed.length > 0)) {
      return evaluate(runs, facts, stage);
    }
    return together(runs, parts);
  };
}

function ownPart({ runs, facts, stage, share }: Beside): readonly Evaluation[] {
  const shared = new Set(share.files.map(({ path }) => path));
  const scripts = facts.migrations.scripts.filter(({ path }) => !shared.has(path));
  const rest = { ...facts, migrations: { ...facts.migrations, scripts } };
  return [
    evaluate(runs.filter(isShared), rest, stage),
    evaluate(
      runs.filter((run) => !isShared(run)),
      facts,
      stage,
    ),
  ];
}

function yieldingIn({ findings, yielding }: SharedVerdict): ReadonlyMap<Finding, string> {
  return new Map(
    yielding.flatMap(([index, rule]) => {
      const finding = findings[index];
      return finding === undefined ? [] : [[finding, rule] as const];
    }),
  );
}

/** Rule by rule, as one alone would say it. */
function together(runs: readonly RuleRun[], parts: readonly Evaluation[]): Evaluation {
  const places = new Map(runs.map(({ rule }, place) => [rule.id, place]));
  const byRule = (one: { readonly rule: string }, other: { readonly rule: string }) =>
    (places.get(one.rule) ?? 0) - (places.get(other.rule) ?? 0);
  return {
    findings: parts.flatMap(({ findings }) => findings).toSorted(byRule),
    undetermined: parts.flatMap(({ undetermined }) => undetermined).toSorted(byRule),
    crashed: [],
    yielding: new Map(parts.flatMap(({ yielding }) => [...yielding])),
  };
}
