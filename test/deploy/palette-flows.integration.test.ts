import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { abandonRun } from '../../packages/extension/src/releases/abandon-run.ts';
import { approveRun } from '../../packages/extension/src/releases/approve-run.ts';
import type { ReleaseNeeds } from '../../packages/extension/src/releases/carry-out.ts';
import { promote } from '../../packages/extension/src/releases/promote.ts';
import { resumeRun } from '../../packages/extension/src/releases/resume-run.ts';
import { eagerPerson } from '../../packages/extension/src/testing/eager-person.ts';
import { ended } from '../../packages/extension/src/testing/scripted-program.ts';
import { openShop, type Person, type Shop } from './shop.ts';

let shop: Shop;
let commit: string;

/** A commit is ready in staging, and nobody can see whether the platform deploys by itself. */
beforeAll(async () => {
  shop = await openShop();
  const file = path.join(shop.clone, 'lockkeeper.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/^ *auto_deploy: .*\n/gm, ''));
  commit = shop.commit({ 'greeting.txt': 'Hello\n' }, { branch: 'main' });
  await shop.run('agent', 'deploy', 'staging', '--yes', '--accept-unknown', 'R19');
});
afterAll(async () => {
  await shop.end();
});

/** A command of the palette, by somebody who wants it done, with the program as it is. */
async function flowed<T>(person: Person, flow: (needs: ReleaseNeeds) => Promise<T>) {
  const talk = eagerPerson();
  const came = await flow({
    talk,
    python: [],
    lockkeeper: async ({ args }) => {
      const { exitCode, stdout, stderr } = await shop.run(person, ...args, '--format', 'json');
      return ended(stdout, exitCode ?? -1, stderr);
    },
  });
  return { came, heard: talk.heard };
}

/** One story, told in its order. */
describe('a promotion by the palette', () => {
  test('begins once somebody has answered for what is unknown, and is given up', async () => {
    const { came, heard } = await flowed('agent', promote);
    expect(came).toMatchObject({
      verdict: 'waits',
      plan: { commit, reason: 'because; R19:auto-deploy: because' },
    });
    expect(heard.filter((line) => line.startsWith('pick: R19'))).toHaveLength(1);
    const over = await flowed('agent', abandonRun);
    expect(over.came).toMatchObject({ verdict: 'ended', outcome: 'abandoned', run: came?.run });
  });

  test('is approved by somebody else, who has read it: never by who made it', async () => {
    const { came: waiting } = await flowed('agent', promote);
    const own = await flowed('agent', approveRun);
    expect([own.came, own.heard.at(-1)]).toEqual([undefined, expect.stringMatching(/^refuse: .*\(R09\)/)]);
    const { came, heard } = await flowed('mia', approveRun);
    expect(came).toMatchObject({ verdict: 'approved', run: waiting?.run });
    expect(heard.map((line) => line.split(':')[0])).toEqual(['pick', 'show', 'type']);
  });

  test('goes on from there, and runs', async () => {
    const { came } = await flowed('agent', resumeRun);
    expect(came).toMatchObject({ verdict: 'ended', outcome: 'done' });
    expect(await shop.health('production')).toEqual({ status: 200, sha: commit });
  });
});
