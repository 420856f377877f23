import type { Person } from '@lockkeeper/operations/ports';

import { confirm } from '../../io/prompt.ts';
import type { World } from '../../world.ts';

/** Whoever sits at the terminal; nobody where there is none. */
export function terminalPerson(world: Pick<World, 'stdin' | 'stderr'>): Person {
  return {
    work: async ({ checklist, question }) => {
      for (const [at, line] of checklist.entries()) world.stderr.write(`  ${at + 1}. ${line}\n`);
      const answer = await confirm(question, { world });
      if (answer === 'nobody') return answer;
      return answer === 'yes' ? 'done' : 'failed';
    },
  };
}
