import { sectionInput, type PolicySection } from '../engine/policy-sections.ts';
import type { QueryEngine } from '../engine/queries/query-engine.ts';
import { isSameValue } from '../model/same-value.ts';
import type { Policy } from '../policy/policy.ts';

/** Says what the policy is, after what the engine was told `before`: a section that is as it was is no change. */
export function sayPolicy(engine: QueryEngine, policy: Policy, before?: Policy): void {
  for (const section of ALL_SECTIONS) {
    if (before === undefined || !isSameValue(before[section], policy[section]))
      engine.set(sectionInput, section, { value: policy[section] });
  }
}

const SECTIONS = [
  'path',
  'bases',
  'title',
  'policyVersion',
  'status',
  'scope',
  'branches',
  'actors',
  'labels',
  'protected',
  'changeScope',
  'machineOwned',
  'integrity',
  'dependencies',
  'migrations',
  'databases',
  'variables',
  'backupMaxAgeMs',
  'record',
  'recordsBranch',
  'probes',
  'deployedServices',
  'recordsSigners',
  'generated',
  'rules',
  'waivers',
  'since',
  'baseline',
  'documents',
  'namedDocuments',
  'namedPlaces',
  'unsupported',
  'hints',
] as const;

type Unlisted = Exclude<PolicySection, (typeof SECTIONS)[number]>;
/** Does not compile while one is left out. */
const ALL_SECTIONS: [Unlisted] extends [never] ? typeof SECTIONS : never = SECTIONS;
