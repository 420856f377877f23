import { execFileSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { GO, openShop, type Shop } from '../deploy/shop.ts';
import { openReleaseWindow, packedFor, programIn, type ReleaseWindow } from './release-window.ts';
import { PATIENCE_MS, STORY_LIMIT_MS } from './workbench/retry.mjs';

const SETUP_LIMIT_MS = 600_000;

const isServerPlatform = process.platform === 'linux' && process.arch === 'x64';

// One window serves all stories, in this order: a commit is promoted, another refused, and the first one taken back.
describe.runIf(isServerPlatform)('a person who releases from VS Code', { timeout: STORY_LIMIT_MS }, () => {
  let shop: Shop;
  let vsix: string;
  let workbench: ReleaseWindow;
  let first: string;
  let second: string;
  let third: string;

  beforeAll(async () => {
    const packing = packedFor('releases');
    shop = await openShop();
    first = shop.git('rev-parse', 'HEAD');
    await tried();
    await approve(await begun());
    await must('agent', 'resume', ...GO);
    second = shop.commit({ 'greeting.txt': 'Hello again\n' });
    await tried();
    third = shop.commit({ 'notes.txt': 'Notes\n' });
    await tried();
    vsix = await packing;
    workbench = await openReleaseWindow(vsix, shop);
  }, SETUP_LIMIT_MS);

  afterAll(async () => {
    await workbench?.close();
    await shop?.end();
  });

  const must = async (...command: Parameters<Shop['run']>) => {
    const { exitCode, stderr } = await shop.run(...command);
    if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${exitCode}: ${stderr}`);
  };
  const tried = async () => await must('agent', 'deploy', 'staging', '--yes');
  const begun = async () => (await shop.ask('agent', 'promote', ...GO)).answer.run ?? '';
  const approve = async (run: string) => await must('mia', 'approve', run, ...GO);
  const input = (text: string) => workbench.page.locator('.quick-input-widget', { hasText: text });
  /** As far as the question whether it is meant, where there is one. */
  const approveBy = async ({ keys }: ReleaseWindow) => {
    await keys.runCommand('Lockkeeper: Approve Deployment...');
    await keys.pick('Approve which deployment?', 'promote-');
  };
  /** Each answer is given once its question is there, and with no hand on the mouse. */
  const answerByKeys = async (answers: readonly (readonly [question: string, answer: string])[]) => {
    for (const [question, answer] of answers) {
      await input(question).waitFor();
      await workbench.page.keyboard.type(answer);
      await workbench.page.keyboard.press('Enter');
    }
  };

  test('sees what runs where, and what may be promoted', async () => {
    await workbench.runCommand('Lockkeeper: Show Deployments');
    const item = await workbench.statusItem('production: ');
    expect(item.text).toContain(first.slice(0, 10));
    await expect
      .poll(async () => (await workbench.treeRows('Deployments')).map(({ label }) => label), {
        timeout: PATIENCE_MS,
      })
      .toEqual(['shop in staging', 'shop in production']);
    // The rows are there before the focus is.
    await workbench.page.locator('.monaco-list:focus .focused', { hasText: 'shop in staging' }).waitFor();
    await workbench.page.keyboard.press('ArrowRight');
    await workbench.page.locator('.monaco-list-row', { hasText: 'It is healthy.' }).first().waitFor();
    await workbench.page.keyboard.press('ArrowLeft');
    await workbench.shot('deployments');
  });

  test('reads the plan, types the name, and is told that somebody else has to approve it', async () => {
    await workbench.runAndPick(
      'Lockkeeper: Promote Staging to Production...',
      `${second.slice(0, 10)} greeting.txt`,
    );
    await workbench.answerInput('Give a reason.', 'greet again');
    const plan = await workbench.pageSaying('Promote shop to production', 'Nothing has happened yet.');
    expect(plan).toContain('R09');
    expect(plan).toContain(`- \`${second.slice(0, 10)}\` greeting.txt`);
    await workbench.shot('plan');
    await workbench.answerInput('Type production', 'production');
    expect(await workbench.notification('waits for approval')).toContain('lockkeeper approve promote-');
    expect(await shop.health('production')).toEqual({ status: 200, sha: first });
  });

  test('may not approve it, and somebody else does so by keys in a window of their own, once they have read the plan', async () => {
    await workbench.dismissNotifications();
    await approveBy(workbench);
    await workbench.keys.answer('Type production', 'production');
    expect(await workbench.notification('R09')).toMatch(/\.$/);
    const mias = await openReleaseWindow(vsix, shop, { person: 'mia' });
    try {
      await approveBy(mias);
      await mias.shot('approval');
      const plan = await mias.readBehindTheQuestion('Promote shop to production', 'greet again');
      expect(plan).toContain(second);
      await mias.keys.answer('Type production', 'production');
      expect(await mias.notification('APPROVED')).toContain('Resume Deployment...');
      await mias.shot('approved');
      await mias.sawNoMouse();
    } finally {
      await mias.close();
    }
    expect(await shop.health('production')).toEqual({ status: 200, sha: first });
  });

  test('goes on with the keyboard alone once it is approved, and reads the proof', async () => {
    const { answer } = await shop.asked('mia', 'status');
    const [open] = 'places' in answer ? answer.places.flatMap(({ runs }) => runs) : [];
    const run = open?.run ?? '';
    await workbench.dismissNotifications();
    await workbench.page.keyboard.press('F1');
    await answerByKeys([['', 'Lockkeeper: Resume Deployment...']]);
    await answerByKeys([
      ['Resume which deployment?', run],
      ['Type production', 'production'],
    ]);
    await workbench.page.locator('.notifications-toasts', { hasText: 'ask until' }).waitFor();
    await workbench.shot('progress');
    expect(await workbench.notification('PROMOTED')).toContain(second.slice(0, 10));
    expect(await workbench.pageSaying('Promote shop to production', '## Proof')).toContain('health says 200');
    await workbench.shot('proof');
    expect(await shop.health('production')).toEqual({ status: 200, sha: second });
  });

  test('is refused a commit that main cannot be moved to, with what lifts it, and asked nothing', async () => {
    shop.git('checkout', '--quiet', '-B', 'main', second);
    shop.git('commit', '--quiet', '--allow-empty', '--message', 'Somebody was faster');
    shop.git('push', '--quiet', 'origin', 'main');
    await workbench.dismissNotifications();
    await workbench.runAndPick(
      'Lockkeeper: Promote Staging to Production...',
      `${third.slice(0, 10)} notes.txt`,
    );
    await workbench.answerInput('Give a reason.', 'it should go out');
    expect(await workbench.notification('REFUSED')).toContain('R10');
    expect(await workbench.pageSaying('Promote shop to production', 'REFUSED')).toContain('→');
    await workbench.shot('refused');
    expect(await input('Type production').count()).toBe(0);
    expect(await shop.health('production')).toEqual({ status: 200, sha: second });
  });

  test('is told how to go on where the program is killed in the middle of a rollback', async () => {
    await workbench.dismissNotifications();
    await workbench.runAndPick('Lockkeeper: Roll Back Production...', `${first.slice(0, 10)} The shop`);
    await workbench.answerInput('Give a reason.', 'orders are lost');
    await workbench.pageSaying('Roll back shop in production', 'Nothing has happened yet.');
    await workbench.shot('rollback-plan');
    await workbench.answerInput('Type production', 'production');
    await workbench.page.locator('.notifications-toasts', { hasText: 'ask until' }).waitFor();
    process.kill(programIn(workbench.workspace), 'SIGKILL');
    expect(await workbench.notification('SIGKILL')).toContain('Resume Deployment...');
    expect(await workbench.pageSaying('Roll back shop in production', '# Roll back')).not.toContain(
      'Nothing has happened yet',
    );
    await workbench.shot('killed');
  });

  test('goes on with it where it was, and is offered to roll forward', async () => {
    await workbench.dismissNotifications();
    const { answer } = await shop.asked('mia', 'status');
    const [open] = 'places' in answer ? answer.places.flatMap(({ runs }) => runs) : [];
    await workbench.runAndPick('Lockkeeper: Resume Deployment...', open?.run ?? '');
    await workbench.answerInput('Type production', 'production');
    expect(await workbench.notification('ROLLED BACK')).toContain(first.slice(0, 10));
    await workbench.pageSaying(
      'Roll back shop in production',
      'SYSTEM CORRECTION EVENT: rollback of production',
    );
    await workbench.shot('rolled-back');
    expect(await shop.health('production')).toEqual({ status: 200, sha: first });
    expect(shop.deploys('production').filter(({ commit }) => commit === first)).toHaveLength(2);
    await workbench.answerNotification('ROLLED BACK', 'Roll Forward...');
    await input('Promote shop from staging to production').waitFor();
    expect((await workbench.choices()).join('\n')).toContain(second.slice(0, 10));
    await workbench.shot('roll-forward');
    await workbench.page.keyboard.press('Escape');
  });

  test('holds production, and sees that', async () => {
    await workbench.dismissNotifications();
    await workbench.runAndPick('Lockkeeper: Hold / Release Environment...', 'Hold shop in production');
    await workbench.answerInput('Give a reason.', 'audit week');
    await workbench.answerDialog('Hold shop in production?', 'Hold');
    await expect
      .poll(async () => (await workbench.treeRows('Deployments')).map(({ spoken }) => spoken), {
        timeout: PATIENCE_MS,
      })
      .toContainEqual(expect.stringMatching(/^Failed: shop in production/));
    await workbench.shot('held');
  });

  test('is told why nothing can be said where the remote is away', async () => {
    await workbench.dismissNotifications();
    const { workspace } = workbench;
    execFileSync('git', [
      '-C',
      workspace,
      'remote',
      'set-url',
      'origin',
      path.join(workspace, 'nowhere.git'),
    ]);
    await workbench.runCommand('Lockkeeper: Promote Staging to Production...');
    expect(await workbench.notification('origin')).toMatch(/\.$/);
    await workbench.shot('no-remote');
    expect(await workbench.page.locator('.quick-input-widget:visible').count()).toBe(0);
  });
});
