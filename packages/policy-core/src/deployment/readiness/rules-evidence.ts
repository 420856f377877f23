import type { RuleCheck } from '../guard/guard.ts';
import { counted } from '../../engine/tally.ts';
import type { PlacedEvidence, QualityState } from './quality.ts';
import type { GuardedRelease, QualitySight } from './quality-sight.ts';
import { groupOf, RULE_GROUPS, type RuleGroup, type RuleGroupId } from './rule-groups.ts';

const SOURCE = 'lockkeeper guard';

/** What the rules said of the release, group by group. */
export function rulesEvidence({
  guard,
  environment,
}: Pick<QualitySight, 'guard' | 'environment'>): readonly PlacedEvidence[] {
  return (Object.keys(RULE_GROUPS) as RuleGroupId[]).flatMap((id) => {
    const { of, title, ...group }: Omit<RuleGroup, 'id'> = RULE_GROUPS[id];
    const at = { id, of, title, source: SOURCE };
    if (guard.kind === 'not-run') return [{ ...at, state: 'unknown' as const, seen: [notRun(guard)] }];
    const checks = guard.decision.checks.filter(({ rule }) => groupOf(rule) === id);
    if (checks.length === 0 && id === 'other-rules') return [];
    const idle = checks.every(({ outcome }) => IDLE.has(outcome))
      ? group.idle?.({ ...guard, environment })
      : undefined;
    return [{ ...at, ...(idle === undefined ? said(checks) : { state: 'unknown', seen: [idle] }) }];
  });
}

/** What nothing was found by. A rule that found something had something to judge. */
const IDLE: ReadonlySet<RuleCheck['outcome']> = new Set(['passed', 'not-applicable']);

export function notRun({ why }: Extract<GuardedRelease, { kind: 'not-run' }>): string {
  return `The guard could not judge. ${why}`;
}

type Said = Pick<PlacedEvidence, 'state' | 'seen'>;

function said(checks: readonly RuleCheck[]): Said {
  if (checks.length === 0) return { state: 'unknown', seen: ['No rule about it is switched on.'] };
  const judged = checks.filter(({ outcome }) => outcome !== 'not-applicable');
  if (judged.length === 0) return { state: 'unknown', seen: whyNone(checks) };
  const found = judged.filter(({ outcome }) => outcome !== 'passed');
  const passed = judged.length - found.length;
  const telling = [...found].sort((one, other) => weight(one) - weight(other));
  const reasons = telling.flatMap(({ rule, reasons: told }) =>
    told.map((why) => sentence(`${rule}: ${why}`)),
  );
  return {
    state: stateOf(found),
    seen: [...(passed > 0 ? [`${counted(passed, 'rule')} found nothing.`] : []), ...shortened(reasons)],
  };
}

/** Each reason once: a rule that had nothing to judge showed nothing. */
function whyNone(checks: readonly RuleCheck[]): readonly string[] {
  const reasons = [...new Set(checks.flatMap((check) => check.reasons))];
  return reasons.map((why) => sentence(`No rule about it had anything to judge: ${why}`));
}

/** A warning is for somebody to look at: that it does no harm was not shown. */
function stateOf(found: readonly RuleCheck[]): QualityState {
  if (found.some(({ outcome }) => outcome === 'failed')) return 'against';
  return found.length > 0 ? 'unknown' : 'shown';
}

function weight({ outcome }: RuleCheck): number {
  return ['failed', 'crashed', 'undetermined', 'warned', 'not-applicable'].indexOf(outcome);
}

const MOST_SHOWN = 5;

/** Several rules may give one reason, such as that there is no change to look at. */
function shortened(reasons: readonly string[]): readonly string[] {
  const more = reasons.length - MOST_SHOWN;
  return more > 1 ? [...reasons.slice(0, MOST_SHOWN), `And ${more} more.`] : reasons;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
