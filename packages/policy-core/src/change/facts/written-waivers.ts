import { defineSubjects, eachAt } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import type { Waiver } from '../../policy/policy.ts';

/** A waiver of the policy that judges, and where the policy lies. */
export interface WrittenWaiver {
  readonly path: string;
  readonly waiver: Waiver;
}

/** Every waiver; most say why they hold, and who answers for them. */
export const writtenWaivers = defineSubjects<WrittenWaiver>({
  name: 'written-waivers',
  words: 'the policy',
  of: 'file',
  isConfigured: (get) => policySections(get, 'waivers').waivers.length > 0,
  compute: (get) =>
    eachAt(policySections(get, 'waivers').waivers.map((waiver) => ({ path: waiver.at.path, waiver }))),
});
