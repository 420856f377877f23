import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { packageVsix } from '../../packages/extension/package-vsix.mjs';
import { createWorkspaces, type Workspaces } from './product-workspaces.ts';
import { openWorkbench, type Workbench } from './workbench.mjs';
import { PATIENCE_MS, STORY_LIMIT_MS } from './workbench/retry.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SETUP_LIMIT_MS = 600_000;
const REVISION = 'alembic/versions/ab12_orders.py';

const PLAN = 'ALTER TABLE users ADD COLUMN plan text;\nDROP TABLE sessions;\n';

const isServerPlatform = process.platform === 'linux' && process.arch === 'x64';

// One window serves all stories, in this order: a repository gets its first policy, and its first finding is fixed.
describe.runIf(isServerPlatform)(
  'a person whose repository has no policy',
  { timeout: STORY_LIMIT_MS },
  () => {
    let workspaces: Workspaces;
    let workbench: Workbench;

    beforeAll(async () => {
      const { file: vsix } = await packageVsix({ output: path.join(ROOT, '.cache/vsix/first-policy.vsix') });
      workspaces = createWorkspaces();
      // The revision is today's work: a first policy says nothing of what was committed before it.
      git(workspaces.yard, 'rm', '--cached', '--quiet', REVISION);
      git(workspaces.yard, 'commit', '--quiet', '--message=Orders are not stored yet');
      workbench = await openWorkbench({ vsix, workspace: workspaces.yard, log: console.log });
      await workbench.page.setViewportSize({ width: 1280, height: 800 });
    }, SETUP_LIMIT_MS);

    /** The last parts of the ids of the walkthrough's steps that are ticked. */
    const stepsDone = async () => {
      const ids = await workbench.page
        .locator('.getting-started-step:has(.codicon-getting-started-step-checked)')
        .evaluateAll((steps) => steps.map((step) => step.getAttribute('data-step-id') ?? ''));
      return ids.map((id) => id.split('#').at(-1));
    };
    /** As a screen reader says the row of a file. */
    const labelOf = (name: string) =>
      workbench.page
        .locator('.explorer-folders-view .monaco-list-row', { hasText: name })
        .first()
        .locator('[aria-label*="workspace"]')
        .first()
        .getAttribute('aria-label');
    /** The pictures of the documentation show this story: `LOCKKEEPER_PICTURES=1 pnpm unit test/editor/first-policy-ui`. */
    const picture = async (name: string) => {
      if (!process.env['LOCKKEEPER_PICTURES']) return;
      await workbench.dismissNotifications();
      await workbench.runCommand('View: Focus Active Editor Group');
      await workbench.page.mouse.move(900, 350); // Away from everything that has a tooltip.
      await workbench.page.waitForTimeout(1000); // Until it is drawn.
      const file = path.join(ROOT, `docs/images/${name}.png`);
      await workbench.screenshot(file);
    };
    const findings = () =>
      workbench.page.locator('.pane [role="tree"][aria-label="Findings"] .monaco-list-row');

    afterAll(async () => {
      await workbench?.close();
      workspaces?.remove();
    });

    test('is led by a walkthrough, of which nothing is done yet', async () => {
      await workbench.runCommand('Lockkeeper: Get Started');
      await workbench.page.locator('.getting-started-step', { hasText: 'Create a policy' }).waitFor();
      expect(await stepsDone()).toEqual([]);
    });

    test('is told what a release lacks here: the main branch of a remote, whose policy counts', async () => {
      await workbench.runCommand('Lockkeeper: Roll Back Production...');
      expect(await workbench.notification('Releases go by the policy')).toContain('the remote origin');
      await workbench.dismissNotifications();
    });

    test('is offered one in the view of findings, and reads it before it is written', async () => {
      const { page } = workbench;
      await workbench.openSideBar('Lockkeeper');
      await page.locator('.welcome-view-content', { hasText: 'This folder has no policy.' }).waitFor();
      await page.locator('.welcome-view-content .monaco-button', { hasText: 'Create Policy' }).click();
      await page.locator('.tab.active', { hasText: 'lockkeeper.yaml (not written yet)' }).waitFor();
      expect(await workbench.visibleText()).toContain('migrations: { alembic: [alembic/versions] }');
      expect(existsSync(path.join(workbench.workspace, 'lockkeeper.yaml'))).toBe(false);
      await workbench.answerNotification('Nothing is written yet.', 'Write lockkeeper.yaml');
      await page.locator('.tab.active[data-resource-name="lockkeeper.yaml"]').waitFor();
      expect(existsSync(path.join(workbench.workspace, 'lockkeeper.yaml'))).toBe(true);
    });

    test('sees what breaks it by area and rule, and opens the place', async () => {
      const { page } = workbench;
      await workbench.runCommand('Lockkeeper: Check Workspace');
      await findings().filter({ hasText: 'downgrade-empty' }).waitFor();
      const rows = (await workbench.treeRows('Findings')).map(({ label, description, level }) => [
        level,
        label,
        description,
      ]);
      expect(rows.slice(0, 3)).toEqual([
        [1, 'migrations', '1 finding'],
        [2, 'downgrade-empty', '1 finding'],
        [3, expect.stringMatching(/^downgrade\(\) does nothing/), `${REVISION}:12`],
      ]);
      await page.locator('.activitybar .badge', { hasText: '1' }).first().waitFor();
      await findings().filter({ hasText: 'downgrade() does nothing' }).first().click();
      await page.locator('.tab.active', { hasText: 'ab12_orders.py' }).waitFor();
      expect((await workbench.statusItem('Ln 12')).text).toContain('Ln 12, Col 5');
    });

    test('sees beside the name of a file that the policy protects it, and why', async () => {
      await workbench.openView('Explorer');
      await expect
        .poll(() => labelOf('lockkeeper.yaml'), { timeout: PATIENCE_MS })
        .toContain('Enforces the policy: a change needs the label approved-core-change before merge.');
      expect(await labelOf('README.md')).not.toContain('•');
    });

    test('reads the page of a rule from its row', async () => {
      const { page } = workbench;
      await workbench.treeRows('Findings');
      const row = findings().filter({ hasText: 'downgrade-empty' }).first();
      // A finding that is still being judged would draw the row anew under the pointer.
      await page.waitForTimeout(1000);
      await row.hover();
      await row.locator('a[aria-label="Open Rule Page"]').click();
      await page.locator('.tab.active', { hasText: 'downgrade-empty.md' }).waitFor();
      expect(await page.locator('.tab.active').innerText()).toContain('downgrade-empty.md');
      await workbench.runCommand('View: Close Editor');
    });

    test('fixes the first finding, and the view and its badge follow', async () => {
      const { page } = workbench;
      await workbench.openFile('ab12_orders.py');
      await workbench.applyQuickFix('Fill the downgrade with the inverse of each step (review)', 'downgrade');
      await findings().filter({ hasText: 'downgrade-empty' }).waitFor({ state: 'detached' });
      await expect
        .poll(async () => (await workbench.treeRows('Findings')).map(({ label }) => label), {
          timeout: PATIENCE_MS,
        })
        .not.toContain('downgrade-empty');
      expect(await page.locator('.activitybar [aria-label="Lockkeeper - 1 error"]').count()).toBe(0);
      await workbench.save();
    });

    test('has done the steps of the walkthrough that led here, and runs the guard as the last', async () => {
      await workbench.runCommand('Lockkeeper: Get Started');
      await expect.poll(stepsDone, { timeout: PATIENCE_MS }).toEqual(['policy', 'finding', 'fix', 'check']);
      git(workbench.workspace, 'add', '--all');
      git(workbench.workspace, 'commit', '--quiet', '--message=Rule');
      await workbench.runCommand('Lockkeeper: Run Deploy Guard');
      // Revisions are released by what two real databases say, and here nobody has named one yet.
      const guard = await workbench.statusItem('Guard: failed');
      expect(guard.label).toContain('database');
      // The page may have gone back to its first view, which draws no step.
      await workbench.runCommand('Lockkeeper: Get Started');
      await expect
        .poll(stepsDone, { timeout: PATIENCE_MS })
        .toEqual(['policy', 'finding', 'fix', 'check', 'guard']);
    });

    test('pastes the plan of a platform, reads why it is refused, and ticks the steps with the keyboard', async () => {
      const { page } = workbench;
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.evaluate((text) => navigator.clipboard.writeText(text), PLAN);
      await workbench.runAndPick('Lockkeeper: Check Pasted Migration Plan', 'The clipboard');
      expect(await workbench.notification('Do not approve')).toBe('Do not approve this plan: 1 reason.');
      expect(await workbench.waitForSquiggle()).toBe(1);
      const rows = page.locator('.pane [role="tree"][aria-label="Migration Plan"] .monaco-list-row');
      const cancel = rows.filter({ hasText: '1. Cancel the publish.' });
      await cancel.locator('.label-name').click();
      const box = cancel.locator('[role="checkbox"]');
      // The click has ticked it; Enter takes the tick away and sets it again.
      await rows.filter({ hasText: '1 of 6 done' }).waitFor();
      expect(await box.getAttribute('aria-checked')).toBe('true');
      await page.keyboard.press('Enter');
      await rows.filter({ hasText: '0 of 6 done' }).waitFor();
      expect(await box.getAttribute('aria-label')).toBe(
        'Not done: Cancel the publish. Until it is approved, nothing has changed.',
      );
      await page.keyboard.press('Enter');
      await rows.filter({ hasText: '1 of 6 done' }).waitFor();
      await picture('plan');
    });

    test('runs the guard from the step that says so', async () => {
      const { page } = workbench;
      const rows = page.locator('.pane [role="tree"][aria-label="Migration Plan"] .monaco-list-row');
      // A message that is still shown would lie over the buttons of the last rows.
      await workbench.dismissNotifications();
      await page.keyboard.press('End');
      const guard = rows.filter({ hasText: '5. Run the guard again' });
      await guard.hover();
      await guard.locator('a[aria-label="Run Deploy Guard"]').click();
      await page.locator('.statusbar-item', { hasText: 'Guard: running' }).waitFor();
      expect((await workbench.statusItem('Guard: ')).text).toMatch(/^Guard: \w+/);
    });
  },
);

function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', ['-C', folder, ...args], { stdio: 'pipe' });
}
