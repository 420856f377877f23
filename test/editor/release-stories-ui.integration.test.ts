import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { alembic } from '../alembic/alembic-worker.ts';
import { GO, openShop, type Shop } from '../deploy/shop.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { openReleaseWindow, packedFor, programIn, type ReleaseWindow } from './release-window.ts';
import { PATIENCE_MS } from './workbench/retry.mjs';

const SETUP_LIMIT_MS = 600_000;
const STORY_LIMIT_MS = 300_000;

const isServerPlatform = process.platform === 'linux' && process.arch === 'x64';
const isMissing = alembic.kind === 'unavailable' || postgresql.kind === 'unavailable';

/** The platform waits in the middle of a deploy for as long as somebody has shut its gate. */
const GATE = `import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
const gate = process.env.SAMPLE_PLATFORM + '/shut';
if (existsSync(gate)) writeFileSync(gate + '.reached', '');
while (existsSync(gate)) await delay(20);
`;

const MIGRATIONS = {
  'alembic/versions/b1_index.py': revision('b1', 'a1', [
    "op.create_index('orders_by_number', 'orders', ['number'])",
    "op.drop_index('orders_by_number', 'orders')",
  ]),
  'alembic/versions/c1_both.py': revision('c1', 'b1', [
    "op.create_index('orders_by_both', 'orders', ['id', 'number'])",
    "op.drop_index('orders_by_both', 'orders')",
  ]),
};

function revision(id: string, below: string, [up, down]: readonly [string, string]): string {
  return `from alembic import op

revision = "${id}"
down_revision = "${below}"


def upgrade() -> None:
    ${up}


def downgrade() -> None:
    ${down}
`;
}

// One world serves all stories, in this order. Whatever happens in a window is done by keys.
describe.skipIf(isMissing || !isServerPlatform)(
  'real PostgreSQL and Alembic behind a release from VS Code, with no hand on the mouse',
  { timeout: STORY_LIMIT_MS },
  () => {
    let shop: Shop;
    let workbench: ReleaseWindow;
    let databases: readonly [ScratchDatabase, ScratchDatabase];
    let first: string;
    let second: string;
    let ill: string;

    beforeAll(async () => {
      const packing = packedFor('release-stories');
      databases = [await scratchDatabase(), await scratchDatabase()];
      shop = await shopOn(databases);
      first = shop.git('rev-parse', 'HEAD');
      await must('agent', 'deploy', 'staging', '--yes');
      await must('agent', 'promote', ...GO);
      second = shop.commit({ ...MIGRATIONS, 'greeting.txt': 'Hello again\n' });
      await must('agent', 'deploy', 'staging', '--yes');
      ill = shop.commit({ ILL: 'production\n' });
      await must('agent', 'deploy', 'staging', '--yes');
      workbench = await watched(await openReleaseWindow(await packing, shop));
    }, SETUP_LIMIT_MS);

    afterAll(async () => {
      await workbench?.close();
      await shop?.end();
      for (const database of databases ?? []) await database.drop();
    });

    afterEach(async () => {
      const pressed = await workbench.page.evaluate(() => document.body.dataset['pressed']);
      if (pressed !== undefined) throw new Error('Somebody pressed the mouse.');
    });

    /** A press of the mouse would be seen at the end of the story. */
    const watched = async (window: ReleaseWindow) => {
      await window.page.evaluate(() => {
        const note = () => (document.body.dataset['pressed'] = 'yes');
        document.addEventListener('pointerdown', note, { capture: true });
      });
      return window;
    };
    const must = async (...command: Parameters<Shop['run']>) => {
      const { exitCode, stdout, stderr } = await shop.run(...command);
      if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${exitCode}: ${stdout}${stderr}`);
    };

    const backUp = async () => {
      const backup = path.join(shop.clone, '../shop.dump');
      const { bin } = postgresql.kind === 'ready' ? postgresql : { bin: '' };
      const [, { url }] = databases;
      execFileSync(path.join(bin, 'pg_dump'), ['--format=custom', '--file', backup, url]);
      await must('mia', 'record', 'backup', backup);
    };
    const input = (text: string) => workbench.page.locator('.quick-input-widget', { hasText: text });
    const revisionIn = async ([, production]: typeof databases) =>
      (await production.query<{ version_num: string }>('SELECT version_num FROM alembic_version'))[0]
        ?.version_num;
    const ordersIn = async ([, production]: typeof databases) =>
      (await production.query('SELECT number FROM orders ORDER BY id')).map(({ number }) => number);
    /** As far as the question whether it is meant, which is not asked where something stands against it. */
    const planPromotion = async (commit: string, reason: string) => {
      await workbench.keys.runCommand('Lockkeeper: Promote Staging to Production...');
      await workbench.keys.pick('Promote shop from staging to production', commit.slice(0, 10));
      await workbench.keys.answer('Everybody who reads the audit log', reason);
    };
    const read = async (name: string, saying: string) => {
      await workbench.page.locator('.tab.active', { hasText: name }).waitFor();
      let text = '';
      await expect
        .poll(async () => (text = await workbench.keys.readToTheEnd()), { timeout: PATIENCE_MS })
        .toContain(saying);
      return text;
    };

    test('a promotion is refused until a backup is written down, and the page is read line by line', async () => {
      await planPromotion(second, 'greet again');
      expect(await workbench.notification('REFUSED')).toContain('R15');
      await workbench.shot('1-refused');
      const page = await read('Promote shop to production', 'Nothing is done yet.');
      expect(page).toMatch(/R15.*b1, c1/);
      expect(page).toContain('lockkeeper record backup');
      expect(page).toContain('alembic/versions/c1_both.py');
      expect(await input('Type production').count()).toBe(0);
      expect(await shop.health('production')).toEqual({ status: 200, sha: first });
    });

    test('a promotion runs the migrations, after its plan was read behind the question', async () => {
      await backUp();
      await workbench.keys.clearNotifications();
      await planPromotion(second, 'greet again');
      await input('Type production').waitFor();
      expect(await workbench.keys.focusedText()).toContain('Promote');
      await workbench.shot('2-plan');
      // To the page and back, while the question stays.
      await workbench.page.keyboard.press('Control+1');
      expect(await read('Promote shop to production', 'Nothing is done yet.')).toContain(
        'alembic downgrade a1',
      );
      await workbench.keys.focusByTab(`Promote ${second.slice(0, 10)} to production?`);
      await workbench.keys.answer('Type production', 'production');
      expect(await workbench.notification('PROMOTED')).toContain(second.slice(0, 10));
      await workbench.shot('2-promoted');
      expect(await read('Promote shop to production', '## Proof')).toContain('health says 200');
      expect(await shop.health('production')).toEqual({ status: 200, sha: second });
      expect(await revisionIn(databases)).toBe('c1');
    });

    test('a deploy that does not get well comes back by itself, and the page says so', async () => {
      await workbench.keys.clearNotifications();
      await planPromotion(ill, 'answer faster');
      await workbench.keys.answer('Type production', 'production');
      expect(await workbench.notification('TAKEN BACK')).toContain(ill.slice(0, 10));
      await workbench.shot('3-came-back');
      const page = await read('Promote shop to production', 'SYSTEM CORRECTION EVENT');
      expect(page).toContain('503');
      expect(page).toMatch(new RegExp(`health says 200, and that ${second.slice(0, 10)} runs`));
      expect(await shop.health('production')).toEqual({ status: 200, sha: second });
      expect(await revisionIn(databases)).toBe('c1');
    });

    test('a rollback takes the migrations back first, newest first, and nothing is lost', async () => {
      await workbench.keys.clearNotifications();
      await workbench.keys.runCommand('Lockkeeper: Roll Back Production...');
      await workbench.keys.pick('Roll back shop in production', first.slice(0, 10));
      await workbench.keys.answer('Everybody who reads the audit log', 'orders are slow');
      await input('Type production').waitFor();
      await workbench.shot('4-plan');
      await workbench.page.keyboard.press('Control+1');
      const plan = await read('Roll back shop in production', 'Nothing is done yet.');
      expect(plan).toContain('c1, b1');
      expect(plan).toMatch(/1\. alembic downgrade a1.*\n2\. deploy/);
      await workbench.keys.focusByTab(`Roll production back to ${first.slice(0, 10)}?`);
      await workbench.keys.answer('Type production', 'production');
      expect(await workbench.notification('ROLLED BACK')).toContain(first.slice(0, 10));
      await workbench.shot('4-rolled-back');
      const proof = await read('Roll back shop in production', '## Proof');
      expect(proof).toContain('SYSTEM CORRECTION EVENT: rollback of production');
      expect(proof).toContain('The database says a1, and said c1 before.');
      expect(await shop.health('production')).toEqual({ status: 200, sha: first });
      expect(await revisionIn(databases)).toBe('a1');
      expect(await ordersIn(databases)).toEqual(['A-1', 'A-2', 'B-1']);
    });

    test('a rolled back commit is offered again, and the place that holds it back is released first, through a dialog', async () => {
      await workbench.keys.pressNotification('Roll Forward...');
      await workbench.keys.pick('Promote shop from staging to production', second.slice(0, 10));
      await input('Release shop in production first?').waitFor();
      await workbench.shot('5-held');
      await workbench.keys.answer('Everybody who reads the audit log', 'it was not that');
      await workbench.dialog('Release shop in production first?');
      expect(await workbench.keys.focusedText()).toBe('Release');
      await workbench.shot('5-dialog');
      await workbench.page.keyboard.press('Enter');
      expect(await workbench.notification('is released')).toContain('production');
      await input('Promote shop from staging to production').waitFor();
      await workbench.page.keyboard.press('Escape');
    });

    test('the window is killed in the middle of a deploy, and the next one says so and goes on, with nothing done twice', async () => {
      const gate = path.join(shop.env('agent')['SAMPLE_PLATFORM'] ?? '', 'shut');
      writeFileSync(gate, '');
      await planPromotion(second, 'roll forward');
      await workbench.keys.answer('Type production', 'production');
      await expect.poll(() => existsSync(`${gate}.reached`), { timeout: PATIENCE_MS }).toBe(true);
      await workbench.shot('5-before-the-end');
      const deploys = shop.deploys('production').length;
      const program = programIn(workbench.workspace);

      workbench = await watched(await workbench.killAndReopen([program]));
      await workbench.notification('VS Code was closed in the middle');
      await workbench.shot('5-reopened');
      await workbench.keys.pressNotification('Show Deployments');
      await expect
        .poll(async () => (await workbench.keys.readRows()).join('\n'), { timeout: PATIENCE_MS })
        .toMatch(/promote [0-9a-f]{10}.*under way, begun by agent/);
      await workbench.shot('5-under-way');
      // The program that the killed window started still runs: whoever resumes waits for it.
      await workbench.keys.runCommand('Lockkeeper: Resume Deployment...');
      await workbench.keys.pick('Resume which deployment?', 'promote-');
      await workbench.keys.answer('Type production', 'production');
      await workbench.page.locator('.notifications-toasts', { hasText: 'waiting for agent' }).waitFor();
      await workbench.shot('5-waits');
      expect(shop.deploys('production')).toHaveLength(deploys);
      rmSync(gate);
      expect(await workbench.notification('PROMOTED')).toContain(second.slice(0, 10));
      await workbench.shot('5-resumed');
      expect(shop.deploys('production')).toHaveLength(deploys + 1);
      expect(await shop.health('production')).toEqual({ status: 200, sha: second });
      expect(await revisionIn(databases)).toBe('c1');
      await workbench.statusItem(`production: ${second.slice(0, 10)}`);
    });

    test('an environment is held through a dialog, and the tree says by whom', async () => {
      await workbench.keys.clearNotifications();
      await workbench.keys.runCommand('Lockkeeper: Hold / Release Environment...');
      await workbench.keys.pick('Hold or release', 'Hold shop in production');
      await workbench.keys.answer('Everybody who reads the audit log', 'audit week');
      await workbench.dialog('Hold shop in production?');
      expect(await workbench.keys.focusedText()).toBe('Hold');
      await workbench.page.keyboard.press('Enter');
      expect(await workbench.notification('Nothing is deployed to production')).toContain('releases it');
      await workbench.keys.runCommand('Lockkeeper: Show Deployments');
      await expect
        .poll(async () => (await workbench.keys.readRows()).join('\n'), { timeout: PATIENCE_MS })
        .toMatch(/✗ shop in production[^]*✗ Held by agent audit week/);
      await workbench.shot('8-held');
    });
  },
);

/** Deployed with its databases; nobody has to approve anything, and production has orders. */
async function shopOn([staging, production]: readonly [ScratchDatabase, ScratchDatabase]): Promise<Shop> {
  if (alembic.kind === 'unavailable') throw new Error(alembic.reason);
  const { python } = alembic;
  const shop = await openShop({
    databases: {
      DATABASE_URL: staging.url,
      DATABASE_URL_PROD: production.url,
      STAGING_DATABASE_URL: staging.url,
      PRODUCTION_DATABASE_URL: production.url,
      SAMPLE_PYTHON: python,
    },
  });
  for (const { url } of [staging, production])
    execFileSync(python, ['-m', 'alembic', 'upgrade', 'head'], {
      cwd: shop.clone,
      env: { ...process.env, DATABASE_URL: url },
      stdio: 'ignore',
    });
  await production.query("INSERT INTO orders (id, number) VALUES (1, 'A-1'), (2, 'A-2'), (3, 'B-1')");
  const policy = readFileSync(path.join(shop.clone, 'lockkeeper.yaml'), 'utf8');
  const deploy = readFileSync(path.join(shop.clone, 'ops/deploy.mjs'), 'utf8');
  shop.commit(
    {
      'lockkeeper.yaml': policy.replace(/ {10}approval: .*\n/u, ''),
      'ops/deploy.mjs': `${GATE}${deploy}`,
    },
    { branch: 'main', by: 'mia' },
  );
  return shop;
}
