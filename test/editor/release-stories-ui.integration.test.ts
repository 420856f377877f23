import process from 'node:process';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { GO, type Shop } from '../deploy/shop.ts';
import { isDatabaseShopMissing, migration, openDatabaseShop, type DatabaseShop } from './database-shop.ts';
import { openReleaseWindow, packedFor, programIn, type ReleaseWindow } from './release-window.ts';
import { PATIENCE_MS, STORY_LIMIT_MS } from './workbench/retry.mjs';

const SETUP_LIMIT_MS = 600_000;

const isServerPlatform = process.platform === 'linux' && process.arch === 'x64';

const MIGRATIONS = {
  'alembic/versions/b1_index.py': migration('b1', 'a1', [
    "op.create_index('orders_by_number', 'orders', ['number'])",
    "op.drop_index('orders_by_number', 'orders')",
  ]),
  'alembic/versions/c1_both.py': migration('c1', 'b1', [
    "op.create_index('orders_by_both', 'orders', ['id', 'number'])",
    "op.drop_index('orders_by_both', 'orders')",
  ]),
};

// One world serves all stories, in this order. Whatever happens in a window is done by keys.
describe.skipIf(isDatabaseShopMissing || !isServerPlatform)(
  'real PostgreSQL and Alembic behind a release from VS Code, with no hand on the mouse',
  { timeout: STORY_LIMIT_MS },
  () => {
    let world: DatabaseShop;
    let shop: Shop;
    let workbench: ReleaseWindow;
    let first: string;
    let second: string;
    let ill: string;

    beforeAll(async () => {
      const packing = packedFor('release-stories');
      world = await openDatabaseShop();
      ({ shop } = world);
      const { must } = world;
      first = shop.git('rev-parse', 'HEAD');
      await must('agent', 'deploy', 'staging', '--yes');
      await must('agent', 'promote', ...GO);
      second = shop.commit({ ...MIGRATIONS, 'greeting.txt': 'Hello again\n' });
      await must('agent', 'deploy', 'staging', '--yes');
      ill = shop.commit({ ILL: 'production\n' });
      await must('agent', 'deploy', 'staging', '--yes');
      workbench = await openReleaseWindow(await packing, shop);
    }, SETUP_LIMIT_MS);

    afterAll(async () => {
      await workbench?.close();
      await world?.end();
    });

    afterEach(async () => await workbench.sawNoMouse());

    const input = (text: string) => workbench.page.locator('.quick-input-widget', { hasText: text });
    const planPromotion = async (commit: string, reason: string) =>
      await workbench.planPromotion('Promote shop from staging to production', commit, reason);

    test('a promotion is refused until a backup is written down, and the page is read line by line', async () => {
      await planPromotion(second, 'greet again');
      expect(await workbench.notification('REFUSED')).toContain('R15');
      await workbench.shot('1-refused');
      const page = await workbench.pageToTheEnd('Promote shop to production', 'Nothing has happened yet.');
      expect(page).toMatch(/R15.*b1, c1/);
      expect(page).toContain('lockkeeper record backup');
      expect(page).toContain('alembic/versions/c1_both.py');
      expect(await input('Type production').count()).toBe(0);
      expect(await shop.health('production')).toEqual({ status: 200, sha: first });
    });

    test('a promotion runs the migrations, after its plan was read behind the question', async () => {
      await world.backUp();
      await workbench.keys.clearNotifications();
      await planPromotion(second, 'greet again');
      await input('Type production').waitFor();
      expect(await workbench.keys.focusedText()).toContain('Promote');
      await workbench.shot('2-plan');
      expect(
        await workbench.readBehindTheQuestion('Promote shop to production', 'Nothing has happened yet.'),
      ).toContain('alembic downgrade a1');
      await workbench.keys.answer('Type production', 'production');
      expect(await workbench.notification('PROMOTED')).toContain(second.slice(0, 10));
      await workbench.shot('2-promoted');
      expect(await workbench.pageToTheEnd('Promote shop to production', '## Proof')).toContain(
        'health says 200',
      );
      expect(await shop.health('production')).toEqual({ status: 200, sha: second });
      expect(await world.revision()).toBe('c1');
    });

    test('a deploy that does not get well comes back by itself, and the page says so', async () => {
      await workbench.keys.clearNotifications();
      await planPromotion(ill, 'answer faster');
      await workbench.keys.answer('Type production', 'production');
      expect(await workbench.notification('ROLLED BACK')).toContain(ill.slice(0, 10));
      await workbench.shot('3-came-back');
      const page = await workbench.pageToTheEnd('Promote shop to production', 'SYSTEM CORRECTION EVENT');
      expect(page).toContain('503');
      expect(page).toMatch(new RegExp(`health says 200, and reports ${second.slice(0, 10)}`));
      expect(await shop.health('production')).toEqual({ status: 200, sha: second });
      expect(await world.revision()).toBe('c1');
    });

    test('a commit that failed is tried once more by whoever says so twice: what holds it back is released, and the failure is answered for', async () => {
      const deployed = () => shop.deploys('production').filter(({ commit }) => commit === ill).length;
      const tries = deployed();
      await workbench.keys.clearNotifications();
      await workbench.keys.runCommand('Lockkeeper: Promote Staging to Production...');
      await workbench.keys.pick('Promote shop from staging to production', ill.slice(0, 10));
      await workbench.keys.answer('Release shop in production first?', 'the network was away');
      await workbench.dialog('Release shop in production first?');
      await workbench.page.keyboard.press('Enter');
      await workbench.keys.answer('Promote shop from staging to production', 'answer faster, again');
      await input('R25: ').waitFor();
      await workbench.shot('3-failed-before');
      await workbench.keys.pick('R25: ', 'Retry');
      await workbench.keys.answer('Give a reason.', 'the network was away');
      await input('Type production').waitFor();
      await workbench.shot('3-answered-for');
      const page = await workbench.readBehindTheQuestion(
        'Promote shop to production',
        'Nothing has happened yet.',
      );
      expect(page).toContain('Accepted risks');
      expect(page).toMatch(/! \*\*R25\*\* /);
      await workbench.keys.answer('Type production', 'production');
      expect(await workbench.notification('ROLLED BACK')).toContain(ill.slice(0, 10));
      expect(deployed()).toBe(tries + 1);
      expect(await shop.health('production')).toEqual({ status: 200, sha: second });
    });

    test('a rollback takes the migrations back first, newest first, and nothing is lost; its notification offers the way forward', async () => {
      await workbench.keys.clearNotifications();
      await workbench.keys.runCommand('Lockkeeper: Roll Back Production...');
      await workbench.keys.pick('Roll back shop in production', first.slice(0, 10));
      await workbench.keys.answer('Give a reason.', 'orders are slow');
      await input('Type production').waitFor();
      await workbench.shot('4-plan');
      const plan = await workbench.readBehindTheQuestion(
        'Roll back shop in production',
        'Nothing has happened yet.',
      );
      expect(plan).toContain('c1, b1');
      expect(plan).toMatch(/1\. alembic downgrade a1.*\n2\. deploy/);
      await workbench.keys.answer('Type production', 'production');
      // The story before ended with such a notification as well, of another commit.
      await workbench.notification(new RegExp(`ROLLED BACK.*${first.slice(0, 10)}`, 's'));
      await workbench.shot('4-rolled-back');
      // At once: a notification leaves after a while, and its button with it.
      await workbench.keys.pressNotification('Roll Forward...');
      await input('Promote shop from staging to production').waitFor();
      expect(await shop.health('production')).toEqual({ status: 200, sha: first });
      expect(await world.revision()).toBe('a1');
      expect(await world.query('SELECT number FROM orders ORDER BY id')).toEqual([
        { number: 'A-1' },
        { number: 'A-2' },
        { number: 'B-1' },
      ]);
    });

    test('a rolled back commit is picked again, and the place that holds it back is released first, through a dialog; the proof of the rollback is still there', async () => {
      await workbench.keys.pick('Promote shop from staging to production', second.slice(0, 10));
      await input('Release shop in production first?').waitFor();
      await workbench.shot('5-held');
      await workbench.keys.answer('Give a reason.', 'it was not that');
      await workbench.dialog('Release shop in production first?');
      expect(await workbench.keys.focusedText()).toBe('Release');
      await workbench.shot('5-dialog');
      await workbench.page.keyboard.press('Enter');
      expect(await workbench.notification('is released')).toContain('production');
      await input('Promote shop from staging to production').waitFor();
      await workbench.page.keyboard.press('Escape');
      const proof = await workbench.pageToTheEnd('Roll back shop in production', '## Proof');
      expect(proof).toContain('SYSTEM CORRECTION EVENT: rollback of production');
      expect(proof).toContain('The database says a1, and said c1 before.');
    });

    test('the window is killed in the middle of a deploy, and the next one says so and goes on, with nothing done twice', async () => {
      world.gate.shut();
      await planPromotion(second, 'roll forward');
      await workbench.keys.answer('Type production', 'production');
      await expect.poll(() => world.gate.isReached(), { timeout: PATIENCE_MS }).toBe(true);
      await workbench.shot('5-before-the-end');
      const deploys = shop.deploys('production').length;
      const program = programIn(workbench.workspace);

      workbench = await workbench.killAndReopen([program]);
      await workbench.notification('VS Code closed during a deployment');
      await workbench.shot('5-reopened');
      await workbench.keys.pressNotification('Show Deployments');
      await expect
        .poll(async () => (await workbench.keys.readRows()).join('\n'), { timeout: PATIENCE_MS })
        .toMatch(/promote [0-9a-f]{10}.*running, started by agent/);
      await workbench.shot('5-under-way');
      // The program that the killed window started still runs: whoever resumes waits for it.
      await workbench.keys.runCommand('Lockkeeper: Resume Deployment...');
      await workbench.keys.pick('Resume which deployment?', 'promote-');
      await workbench.keys.answer('Type production', 'production');
      await workbench.page.locator('.notifications-toasts', { hasText: 'waiting for agent' }).waitFor();
      await workbench.shot('5-waits');
      expect(shop.deploys('production')).toHaveLength(deploys);
      world.gate.open();
      expect(await workbench.notification('PROMOTED')).toContain(second.slice(0, 10));
      await workbench.shot('5-resumed');
      expect(shop.deploys('production')).toHaveLength(deploys + 1);
      expect(await shop.health('production')).toEqual({ status: 200, sha: second });
      expect(await world.revision()).toBe('c1');
      await workbench.statusItem(`production: ${second.slice(0, 10)}`);
    });

    test('an environment is held through a dialog, and the tree says by whom', async () => {
      await workbench.keys.clearNotifications();
      await workbench.keys.runCommand('Lockkeeper: Hold / Release Environment...');
      await workbench.keys.pick('Hold or release', 'Hold shop in production');
      await workbench.keys.answer('Give a reason.', 'audit week');
      await workbench.dialog('Hold shop in production?');
      expect(await workbench.keys.focusedText()).toBe('Hold');
      await workbench.page.keyboard.press('Enter');
      expect(await workbench.notification('production is on hold')).toContain('until it is released');
      await workbench.keys.runCommand('Lockkeeper: Show Deployments');
      await expect
        .poll(async () => (await workbench.keys.readRows()).join('\n'), { timeout: PATIENCE_MS })
        .toMatch(/Failed: shop in production[^]*Failed: Held by agent, audit week/);
      await workbench.shot('8-held');
    });
  },
);
