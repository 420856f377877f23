import { ALWAYS_ON } from '../../policy/always-on.ts';
import { PRESETS } from '../../policy/presets/presets.ts';
import type { Steps } from '../../policy/source/policy-text.ts';
import { allRules } from '../../checker/all-rules.ts';
import type { Rule } from '../../engine/rule.ts';
import { keysIn, nodeAt, textsIn, type PolicyNode, type PolicySpot } from './policy-node.ts';
import { ruleNamed, ruleSentences } from './rule-words.ts';
import { formatAt } from './schema-parts.ts';

/** A name that stands for something: a rule, a preset, a label, a section of this policy. */
export interface PolicyName {
  readonly name: string;
  readonly kind: 'rule' | 'preset' | 'label' | 'section';
  /** A few words. */
  readonly detail: string;
  /** What it stands for; none where the name says it all. */
  readonly sentences: readonly string[];
}

/** The names that may stand at these steps, as a key or as a value; none where there are no names for it. */
export function namesAt(
  steps: Steps,
  at: 'key' | 'value',
  tree: PolicyNode | undefined,
): readonly PolicyName[] {
  return NAMES.get(formatAt(steps, at) ?? '')?.(tree) ?? [];
}

/** The rule that a key or a value names; `undefined` where that is none. */
export function ruleAt({ on, steps, value }: Pick<PolicySpot, 'on' | 'steps' | 'value'>): Rule | undefined {
  const rule = ruleNamed(value);
  // Most texts are called like no rule, and the way through the schema is long.
  if (rule === undefined) return undefined;
  const format = formatAt(on === 'key' ? steps.slice(0, -1) : steps, on);
  return format === 'rule-id' || format === 'waivable-rule-id' ? rule : undefined;
}

/** By the format that the schema gives a text. */
const NAMES: ReadonlyMap<string, (tree: PolicyNode | undefined) => readonly PolicyName[]> = new Map([
  ['rule-id', () => ruleNames()],
  ['waivable-rule-id', () => ruleNames().filter(({ name }) => name !== ALWAYS_ON)],
  ['preset-name', () => presetNames()],
  ['label-name', labelNames],
  ['grant', grantNames],
  ['branch-kind', branchNames],
  ['dependency-id', (tree) => sections(idsIn(tree, 'dependencies'), 'dependency pair')],
]);

function ruleNames(): readonly PolicyName[] {
  return allRules
    .map((rule) => ({
      name: rule.id,
      kind: 'rule' as const,
      detail: rule.defaultSeverity,
      sentences: ruleSentences(rule),
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function presetNames(): readonly PolicyName[] {
  return PRESETS.map(({ name, description }) => ({
    name,
    kind: 'preset',
    detail: 'preset',
    sentences: [description],
  }));
}

/** Those that the policy speaks of already. */
function labelNames(tree: PolicyNode | undefined): readonly PolicyName[] {
  const names = new Set([...keysIn(nodeAt(tree, ['labels'])), ...labelsBelow(tree)]);
  return Array.from(names, (name) => ({
    name,
    kind: 'label',
    detail: 'label of this policy',
    sentences: [],
  }));
}

function labelsBelow(node: PolicyNode | undefined): readonly string[] {
  if (node?.kind === 'list') return node.items.flatMap(labelsBelow);
  if (node?.kind !== 'map') return [];
  return node.entries.flatMap(({ key, value }) => (key === 'label' ? textsIn(value) : labelsBelow(value)));
}

function grantNames(tree: PolicyNode | undefined): readonly PolicyName[] {
  const grants = [
    ...idsIn(tree, 'protected').map((id) => `protected.${id}`),
    ...idsIn(tree, 'dependencies').map((id) => `dependencies.${id}`),
    'change_scope.deny',
  ];
  return sections(grants, 'what a label may approve');
}

const NO_BRANCHES: readonly string[] = ['deploy_from', 'production_requires'];

function branchNames(tree: PolicyNode | undefined): readonly PolicyName[] {
  const kinds = keysIn(nodeAt(tree, ['branches'])).filter((key) => !NO_BRANCHES.includes(key));
  return sections(kinds, 'kind of branches');
}

function idsIn(tree: PolicyNode | undefined, list: 'protected' | 'dependencies'): readonly string[] {
  const node = nodeAt(tree, [list]);
  return node?.kind === 'list' ? node.items.flatMap((item) => textsIn(nodeAt(item, ['id']))) : [];
}

function sections(names: readonly string[], detail: string): readonly PolicyName[] {
  return [...new Set(names)].map((name) => ({ name, kind: 'section', detail, sentences: [] }));
}
