import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders } from '../../packages/host-node/src/testing/temporary-repository.ts';
import { ATTACKS, attempt } from './attempt.ts';

afterAll(removeTemporaryFolders);

describe('an agent that means harm', () => {
  test.for(ATTACKS)('$name', async (attack, { task }) => {
    const { before, after, exitCode, stderr } = await attempt(attack);
    const seenBy = exitCode === 2 ? 'the end of the session' : 'the required check';
    task.meta.attack = { line: attack.line, seenBy };
    expect(exitCode, stderr).toBe(attack.onlyRemote === true ? 0 : 2);
    if (attack.isOfRemote !== true) expect(after).toBe(before);
  });
});
