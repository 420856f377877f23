import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { GO, type Shop } from '../deploy/shop.ts';
import { isDatabaseShopMissing, migration, openDatabaseShop, type DatabaseShop } from './database-shop.ts';
import { openReleaseWindow, packedFor, programIn, type ReleaseWindow } from './release-window.ts';
import { PATIENCE_MS, STORY_LIMIT_MS } from './workbench/retry.mjs';

const SETUP_LIMIT_MS = 600_000;

const isServerPlatform = process.platform === 'linux' && process.arch === 'x64';

/** The platform does not say whether it deploys by itself, for as long as somebody keeps it from that. */
const AUTO_DEPLOY = `import { existsSync } from 'node:fs';
if (existsSync(process.env.SAMPLE_PLATFORM + '/mute')) process.exit(1);
console.log('false');
`;

const LABELS = {
  'alembic/versions/b2_label.py': migration('b2', 'a1', [
    "op.add_column('orders', sa.Column('label', sa.Text))",
    "op.drop_column('orders', 'label')",
  ]),
};

// One world serves all stories, in this order. Whatever happens in a window is done by keys.
describe.skipIf(isDatabaseShopMissing || !isServerPlatform)(
  'what somebody has to answer for in VS Code, with no hand on the mouse',
  { timeout: STORY_LIMIT_MS },
  () => {
    let world: DatabaseShop;
    let shop: Shop;
    let workbench: ReleaseWindow;
    let mute: string;
    let first: string;
    let second: string;

    beforeAll(async () => {
      const packing = packedFor('release-answers');
      // A way back that loses rows is none that anything takes by itself: a person decides.
      world = await openDatabaseShop((policy) => ({
        'lockkeeper.yaml': policy.replace(/ {10}rollback: .*\n/u, ''),
        'ops/auto-deploy.mjs': AUTO_DEPLOY,
      }));
      ({ shop } = world);
      const { must } = world;
      mute = path.join(shop.env('agent')['SAMPLE_PLATFORM'] ?? '', 'mute');
      first = shop.git('rev-parse', 'HEAD');
      await must('agent', 'deploy', 'staging', '--yes');
      await must('agent', 'promote', ...GO);
      second = shop.commit(LABELS);
      await must('agent', 'deploy', 'staging', '--yes');
      await world.backUp();
      workbench = await openReleaseWindow(await packing, shop);
    }, SETUP_LIMIT_MS);

    afterAll(async () => {
      await workbench?.close();
      await world?.end();
    });

    afterEach(async () => await workbench.sawNoMouse());

    const input = (text: string) => workbench.page.locator('.quick-input-widget', { hasText: text });
    const planRollback = async () => {
      await workbench.keys.clearNotifications();
      await workbench.keys.runCommand('Lockkeeper: Roll Back Production...');
      await workbench.keys.pick('Roll back shop in production', first.slice(0, 10));
      await workbench.keys.answer('Give a reason.', 'labels are wrong');
      await input('Type b2 to lose them for good.').waitFor();
    };

    test('what could not be looked at is answered for by name, with a reason that is part of the plan', async () => {
      writeFileSync(mute, '');
      await workbench.planPromotion('Promote shop from staging to production', second, 'label orders');
      await input('R19: It is not known whether it may').waitFor();
      await workbench.shot('1-unknown');
      await workbench.keys.pick('R19: ', 'Accept R19:auto-deploy');
      await workbench.keys.answer('Give a reason.', 'I looked at the platform');
      await input('Type production').waitFor();
      await workbench.shot('1-answered-for');
      const plan = await workbench.readBehindTheQuestion(
        'Promote shop to production',
        'Nothing has happened yet.',
      );
      expect(plan).toContain('Because: label orders; R19:auto-deploy: I looked at the platform');
      expect(plan).toContain('Accepted risks');
      await workbench.keys.answer('Type production', 'production');
      expect(await workbench.notification('PROMOTED')).toContain(second.slice(0, 10));
      rmSync(mute);
      expect(await shop.health('production')).toEqual({ status: 200, sha: second });
      expect(await world.revision()).toBe('b2');
    });

    test('rows that would be lost are read before anything is asked, and nothing is done where the question is left', async () => {
      await world.query("UPDATE orders SET label = 'kept'");
      await planRollback();
      await workbench.shot('2-loss');
      expect(await input('Type b2').innerText()).toContain('orders.label');
      await workbench.page.keyboard.press('Escape');
      expect(await workbench.notification('REFUSED')).toContain('R15');
      expect(await shop.health('production')).toEqual({ status: 200, sha: second });
      expect(await world.query('SELECT DISTINCT label FROM orders')).toEqual([{ label: 'kept' }]);
    });

    test('a rollback loses what somebody types and answers for; killed in its middle with the window and the program, it is gone on with once', async () => {
      await planRollback();
      await workbench.keys.answer('Type b2', 'b2');
      await workbench.keys.answer('Give a reason.', 'nobody reads labels yet');
      await input('Type production').waitFor();
      await workbench.shot('3-answered-for');
      const plan = await workbench.readBehindTheQuestion(
        'Roll back shop in production',
        'Nothing has happened yet.',
      );
      expect(plan).toContain('Because: labels are wrong; b2: nobody reads labels yet');
      expect(plan).toMatch(/Lost: .*orders\.label/);
      expect(plan).toContain('! **R15** The downgrade of b2 loses rows.');
      const deploys = shop.deploys('production').length;
      world.gate.shut();
      await workbench.keys.answer('Type production', 'production');
      await expect.poll(() => world.gate.isReached(), { timeout: PATIENCE_MS }).toBe(true);
      expect(await world.revision()).toBe('a1');
      const program = programIn(workbench.workspace);

      workbench = await workbench.killAndReopen([]);
      expect(() => process.kill(program, 0)).toThrow('ESRCH');
      world.gate.open();
      await workbench.notification('VS Code closed during a deployment');
      await workbench.keys.pressNotification('Resume Deployment...');
      await workbench.keys.pick('Resume which deployment?', 'rollback-');
      await input('Type production').waitFor();
      await workbench.shot('3-resumes');
      await workbench.keys.answer('Type production', 'production');
      expect(await workbench.notification('ROLLED BACK')).toContain(first.slice(0, 10));
      await workbench.shot('3-rolled-back');
      const proof = await workbench.pageToTheEnd('Roll back shop in production', '## Proof');
      expect(proof).toContain('The database says a1, and said b2 before.');
      expect(shop.deploys('production')).toHaveLength(deploys + 1);
      expect(await shop.health('production')).toEqual({ status: 200, sha: first });
      expect(await world.query('SELECT count(*)::int AS orders FROM orders')).toEqual([{ orders: 3 }]);
    });
  },
);
