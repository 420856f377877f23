import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { openShop, type Shop } from '../deploy/shop.ts';
import { openReleaseWindow, packedFor, type ReleaseWindow } from './release-window.ts';
import { PATIENCE_MS, STORY_LIMIT_MS } from './workbench/retry.mjs';

const SETUP_LIMIT_MS = 600_000;

const isServerPlatform = process.platform === 'linux' && process.arch === 'x64';

const COMMANDS = [
  'Lockkeeper: Promote Staging to Production...',
  'Lockkeeper: Roll Back Production...',
  'Lockkeeper: Resume Deployment...',
  'Lockkeeper: Hold / Release Environment...',
  'Lockkeeper: Show Deployments',
  'Lockkeeper: Start AI Change Branch...',
];

// A window for each: what is open there is what the test is about.
describe.runIf(isServerPlatform)('where somebody wants to release', { timeout: STORY_LIMIT_MS }, () => {
  let shop: Shop;
  let vsix: string;
  let workbench: ReleaseWindow;

  beforeAll(async () => {
    const packing = packedFor('release-places');
    shop = await openShop();
    vsix = await packing;
  }, SETUP_LIMIT_MS);
  afterEach(async () => await workbench?.close());
  afterAll(async () => await shop?.end());

  const pickRepository = async (name: string) => {
    await workbench.page.getByPlaceholder('Whose deployments?').waitFor();
    await workbench.keys.pick('Lockkeeper', name);
  };

  test('no folder is open: each command says that one has to be', async () => {
    workbench = await openReleaseWindow(vsix, shop, { workspace: undefined });
    for (const command of COMMANDS) {
      await workbench.keys.runCommand(command);
      expect(await workbench.notification('Open the folder')).toContain('folder');
      await workbench.shot('no-folder');
      await workbench.keys.clearNotifications();
    }
  });

  test('nobody trusts the workspace: no command is offered, and the view says why', async () => {
    workbench = await openReleaseWindow(vsix, shop, { workspaceTrust: 'restricted' });
    await workbench.openView('Deployments');
    const view = workbench.page.locator('.pane', { hasText: 'so it needs a trusted workspace' });
    await view.getByText('Manage Workspace Trust').waitFor();
    await workbench.shot('restricted');
    const offered = await workbench.commandsFor('Lockkeeper: ');
    expect(offered.filter((title) => COMMANDS.includes(title))).toEqual([]);
    expect(offered).toContain('Lockkeeper: Check Workspace');
  });

  test('two repositories are open: it asks which one is meant, and shows what runs for it', async () => {
    workbench = await openReleaseWindow(vsix, shop, { workspace: twoRepositories(shop) });
    await workbench.keys.runCommand('Lockkeeper: Promote Staging to Production...');
    await pickRepository('stall');
    expect(await workbench.notification('No commit is ready in staging')).toContain('Deploy one there first');
    for (const name of ['shop', 'stall']) {
      await workbench.keys.clearNotifications();
      await workbench.keys.runCommand('Lockkeeper: Show Deployments');
      await pickRepository(name);
      await expect
        .poll(async () => (await workbench.treeRows('Deployments')).map(({ label }) => label), {
          timeout: PATIENCE_MS,
        })
        .toContain(`${name} in production`);
      await workbench.page.locator('.pane', { hasText: `${name} at ` }).waitFor();
      await workbench.shot(`two-${name}`);
    }
  });
});

/** The shop and its neighbour, which deploys in the same way; a `.code-workspace` of both. */
function twoRepositories({ clone, git }: Shop): string {
  const folder = path.join(clone, '../street');
  mkdirSync(folder);
  const remote = git('remote', 'get-url', 'origin');
  for (const name of ['shop', 'stall']) {
    const at = path.join(folder, name);
    const inside = (...args: readonly string[]) =>
      execFileSync('git', ['-C', at, '-c', 'user.name=Mia', '-c', 'user.email=mia@example.com', ...args]);
    execFileSync('git', ['clone', '--quiet', remote, at]);
    inside('remote', 'set-head', 'origin', 'main');
    if (name === 'shop') continue;
    const own = path.join(folder, `${name}.git`);
    execFileSync('git', ['clone', '--quiet', '--bare', remote, own]);
    execFileSync('sed', ['-i', `s/^    shop:/    ${name}:/`, path.join(at, 'lockkeeper.yaml')]);
    inside('remote', 'set-url', 'origin', own);
    inside('commit', '--quiet', '--all', '--message', 'The stall');
    inside('push', '--quiet', 'origin', 'main');
  }
  const file = path.join(folder, 'street.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: [{ path: 'shop' }, { path: 'stall' }] }));
  return file;
}
