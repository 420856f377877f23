import { nearestWord } from '../policy/nearest-word.ts';
import type { Policy } from '../policy/policy.ts';
import { judgesChange, type Rule } from '../engine/rule.ts';
import { allRules } from './all-rules.ts';
import { startOf } from '../model/source-span.ts';

/** The rules a run is limited to. */
export interface RuleSelection {
  readonly kind: 'selection';
  /** As they were asked for, each once. */
  readonly names: readonly string[];
  readonly includes: (rule: string) => boolean;
  /** Whether it asks for a rule about a change. */
  readonly judgesChanges: boolean;
  /** Whether it asks for a rule that judges what this section of the policy names. */
  readonly judgesPlacesOf: (section: string) => boolean;
}

/** A name that is neither a rule nor an area. */
export interface UnknownRule {
  readonly kind: 'unknown';
  readonly name: string;
  /** The rule or area it most likely stands for. */
  readonly nearest: string | undefined;
}

/**
 * @param names of rules (`dependencies/label`) and of areas (`dependencies`)
 * @param rules those that may be named; left out: all of ours
 */
export function selectRules(
  names: readonly string[],
  rules: readonly Rule[] = allRules,
): RuleSelection | UnknownRule {
  const asked = new Set(names);
  const ids = rules.map(({ id }) => id);
  const known = new Set([...ids, ...ids.map(areaOf)]);
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) return { kind: 'unknown', name: unknown, nearest: nearestName(unknown, ids) };
  const isNamed = (rule: string) => asked.has(rule) || asked.has(areaOf(rule));
  return {
    kind: 'selection',
    names: [...asked],
    includes: (rule) => isNamed(rule) || isAlwaysJudged(rule),
    judgesChanges: rules.some((rule) => isNamed(rule.id) && judgesChange(rule)),
    judgesPlacesOf: (section) => {
      const areas = AREAS_OF_SECTION[section];
      return areas === undefined || ids.some((rule) => isNamed(rule) && areas.has(areaOf(rule)));
    },
  };
}

/**
 * The policy with every other rule off. Facts must come from it as well: a rule that leaves a subject to
 * another, as `dependencies/label` leaves a label that does not count, speaks itself where the other is silent.
 */
export function limitedPolicy(policy: Policy, { includes }: RuleSelection, rules: readonly Rule[]): Policy {
  const off = { severity: 'off', options: undefined, at: startOf(policy.path) } as const;
  const silent = rules.flatMap(({ id }) => (includes(id) ? [] : [[id, off] as const]));
  return { ...policy, rules: new Map([...policy.rules, ...silent]) };
}

/** Without a sound policy that leads somewhere, or without the whole change, what the other rules say would prove nothing. */
export function isAlwaysJudged(rule: string): boolean {
  return ALWAYS.has(rule);
}

const ALWAYS: ReadonlySet<string> = new Set([
  'policy/missing',
  'policy/invalid',
  'policy/diff-incomplete',
  'policy/matches-nothing',
]);

/** Whose rules have nothing to judge where a section leads nowhere; the scope is for all of them. */
const AREAS_OF_SECTION: Readonly<Record<string, ReadonlySet<string>>> = {
  migrations: new Set(['migrations', 'policy']),
  dependencies: new Set(['dependencies', 'policy']),
  variables: new Set(['environment', 'deployment', 'policy']),
  deployment: new Set(['deployment', 'policy']),
  protected: new Set(['paths', 'integrity', 'policy']),
  change_scope: new Set(['scope', 'policy']),
  documents: new Set(['docs', 'policy']),
};

function areaOf(rule: string): string {
  return rule.slice(0, rule.indexOf('/'));
}

/** A rule may also be meant by the half of its id that is its own. */
function nearestName(written: string, ids: readonly string[]): string | undefined {
  const named = ids.find((id) => nameOf(id) === written.toLowerCase());
  if (named !== undefined) return named;
  const nearest = nearestWord(written, [...ids, ...ids.map(areaOf)]);
  if (nearest !== undefined) return nearest;
  const name = nearestWord(written, ids.map(nameOf));
  return ids.find((id) => nameOf(id) === name);
}

function nameOf(rule: string): string {
  return rule.slice(rule.indexOf('/') + 1);
}
