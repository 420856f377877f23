import type { Known } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import type { Stage } from '../model/stage.ts';
import type { Parsers } from '../parsers/parsers.ts';
import type { Policy } from '../policy/policy.ts';
import { defineFact, defineInput, type Input } from './queries/query.ts';

/** What a run begins with. */
export const policyInput = begun<Policy>('the policy');
export const observationsInput = begun<Observations>('what was seen');
export const stageInput = begun<Stage>('the stage');
/** `undefined` when not loaded. */
export const parsersInput = begun<Parsers | undefined>('the parsers');

/** UTC, such as `2026-11-21T08:00:00Z`. */
export const now = defineFact<Known<string>>({ name: 'now', compute: (get) => get(observationsInput).now });

/** @param name for people who look for a fault */
export function begun<Value>(name: string): Input<'', Value> {
  return defineInput({
    name,
    unanswered: () => {
      throw new Error(`No run begins without ${name}`);
    },
  });
}
