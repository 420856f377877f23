import process from 'node:process';

import { createLogStore } from '../../packages/host-node/src/write/audit-log/log-store.ts';
import { writeEvent } from '../../packages/operations/src/records/audit-trail.ts';

// Writes that revisions `<name>.1` to `<name>.<count>` ran into the log of a folder. Each name is printed once
// its entry is on the disk, so that whoever reads along knows what may not be lost.
const [root = '', name = '', count = '1', locks = `${root}/.locks`] = process.argv.slice(2);
const trail = {
  path: 'deploys/audit.jsonl',
  logs: createLogStore({ root, locks }),
  clock: { now: () => new Date().toISOString() },
  actor: name,
};

for (let number = 1; number <= Number(count); number += 1) {
  const revision = `${name}.${number}`;
  const written = await writeEvent(trail, {
    event: 'migration.once',
    env: 'x'.repeat(200),
    data: { revision },
  });
  if (written.kind !== 'written') throw new Error(JSON.stringify(written.problems));
  process.stdout.write(`${revision}\n`);
}
