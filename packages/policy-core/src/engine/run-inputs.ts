import type { Stage } from '../model/stage.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { defineInput, type Input } from './queries/query.ts';

/** What a run begins with. */
export const stageInput = begun<Stage>('the stage');
/** `undefined` when not loaded; a run that is not given them learns by it whether anything is to be parsed. */
export const parsersInput = defineInput<Parsers | undefined>({
  name: 'the parsers',
  unanswered: () => undefined,
});

/** @param name for people who look for a fault */
export function begun<Value>(name: string): Input<'', Value> {
  return defineInput({
    name,
    unanswered: () => {
      throw new Error(`No run begins without ${name}`);
    },
  });
}
