import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { packageVsix } from '../../packages/extension/package-vsix.mjs';
import { createWorkspaces, type Workspaces } from './product-workspaces.ts';
import { openWorkbench, type Workbench } from './workbench.mjs';
import { appears, retry } from './workbench/retry.mjs';
import { STORY_LIMIT_MS } from './workbench/retry.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SETUP_LIMIT_MS = 600_000;

const PASSWORD = 'pl4nted-and-nowhere-else';
const UNPINNED = 'flask has no version. Write flask==<version>.';

const isServerPlatform = process.platform === 'linux' && process.arch === 'x64';

// One window serves all stories, in this order: a stranger's repository is opened, trusted, repaired and released.
describe.runIf(isServerPlatform)('a person using the packed extension', { timeout: STORY_LIMIT_MS }, () => {
  let workspaces: Workspaces;
  let workbench: Workbench;

  beforeAll(async () => {
    const { file: vsix } = await packageVsix({ output: path.join(ROOT, '.cache/vsix/interface.vsix') });
    workspaces = createWorkspaces();
    workbench = await openWorkbench({
      vsix,
      workspace: workspaces.stall,
      workspaceTrust: 'restricted',
      log: console.log,
    });
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
  }, SETUP_LIMIT_MS);

  afterAll(async () => {
    await workbench?.close();
    workspaces?.remove();
  });

  test('in Restricted Mode files are judged, and the guard is hidden', async () => {
    await workbench.openFile('requirements.txt');
    await workbench.waitForSquiggle();
    expect((await workbench.languageStatus()).join('\n')).toContain('restricted: no git');
    const commands = await workbench.commandsFor('Lockkeeper: ');
    expect(commands).toContain('Lockkeeper: Check Workspace');
    // Each of these starts a process.
    for (const command of [
      'Run Deploy Guard',
      'Audit Databases',
      'Set Database Connection...',
      'Show Checklist',
      'Stamp Baseline...',
      'Upgrade Development Database...',
      'Downgrade Database...',
      'Create Policy',
      'Accept Findings of Today...',
      'Check Pasted Migration Plan',
      'Show Deployments',
      'Promote Staging to Production...',
      'Roll Back Production...',
      'Resume Deployment...',
      'Hold / Release Environment...',
      'Set Deployment Secret...',
      'Start AI Change Branch...',
    ]) {
      expect(commands).not.toContain(`Lockkeeper: ${command}`);
    }
  });

  test('once the folder is trusted git is asked, and the guard is there', async () => {
    await workbench.grantTrust();
    // Of all commands only so many are in sight.
    expect(await workbench.commandsFor('Lockkeeper: Run')).toContain('Lockkeeper: Run Deploy Guard');
    await workbench.openFile('requirements.txt');
    await workbench.waitForSquiggle();
    // The changed files are judged after the open one.
    const status = await retry('the changed files', async () => {
      const said = (await workbench.languageStatus()).join('\n');
      return said.includes('changed file judged') ? said : undefined;
    });
    expect(status).toContain('lockkeeper.yaml · 1 changed file judged · ledger-rounding');
    expect(status).not.toContain('restricted');
  });

  test('a finding is underlined, listed with its rule, and explained by a hover', async () => {
    await workbench.waitForProblem(UNPINNED);
    expect(await workbench.problems()).toContainEqual({
      file: 'requirements.txt',
      folder: '',
      severity: 'error',
      message: UNPINNED,
      source: 'lockkeeper',
      code: 'dependencies/requirements-pinned',
      line: 2,
      column: 1,
    });
    expect(await workbench.hover('flask', 'Every requirement')).toContain(
      'Pin every requirement to one version with ==.',
    );
  });

  test('the link of a finding opens the page of its rule', async () => {
    const { page } = workbench;
    const row = page.locator('.markers-panel .monaco-list-row', { hasText: UNPINNED });
    await row.locator('.marker-code').first().click();
    const tab = page.locator('.tab.active', { hasText: 'requirements-pinned.md' });
    await tab.waitFor();
    expect(await tab.count()).toBe(1);
    await workbench.runCommand('View: Close All Editors');
  });

  test('the guard fails on the commit as it is', async () => {
    await workbench.openFile('requirements.txt');
    await workbench.runCommand('Lockkeeper: Run Deploy Guard');
    const message = await workbench.notification('GUARD FAILED');
    expect(message).toMatch(/^GUARD FAILED: \d errors\.$/);
    const errors = message.replace(/\D+/g, '');
    await guardRow('GUARD FAILED').waitFor();
    expect(await focusedRow('Deploy Guard')).toMatch(/^GUARD FAILED/);
    const rows = await workbench.treeRows('Deploy Guard');
    expect(rows[0]).toMatchObject({
      label: 'GUARD FAILED: 1 pair, 2 files of the tree',
      level: 1,
      expanded: true,
      spoken: expect.stringMatching(/^Failed: GUARD FAILED: 1 pair/),
    });
    expect(rows).toContainEqual(
      expect.objectContaining({
        label: 'dependencies/requirements-pinned',
        description: '1 error',
        level: 3,
      }),
    );
    expect(rows).toContainEqual(
      expect.objectContaining({ label: UNPINNED, description: 'requirements.txt:2', level: 4 }),
    );
    // One number of one verdict, wherever it is said.
    const item = await workbench.statusItem('Guard: failed');
    expect(item.text.replace(/\d\d:\d\d$/, 'now')).toBe(`Guard: failed (${errors} errors) now`);
    expect(rows).toContainEqual(
      expect.objectContaining({ label: 'policy', description: `${errors} errors`, level: 2 }),
    );
    await picture('guard', () => dragSideBar(350, 620));
  });

  test('a row of the guard opens the line it speaks of', async () => {
    await workbench.openFile('README.md');
    const opened = workbench.page.locator('.tab.active', { hasText: 'requirements.txt' });
    // A tree that is being drawn may take a click for none.
    await retry('the file of the row', async (stepMs) => {
      await guardRow(UNPINNED).click();
      return (await appears(opened, stepMs)) || undefined;
    });
    expect((await workbench.statusItem('Ln 2, Col 1')).text).toBe('Ln 2, Col 1');
  });

  test('the quick fix takes the underline away', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.openView('Explorer');
    await workbench.openFile('requirements.txt');
    await workbench.goToProblem(UNPINNED);
    expect(await workbench.quickFixes()).toContain('Pin to flask==3.0.3');
    await picture('editor', async () => {
      await dragSideBar(617, 270);
      await workbench.page.keyboard.press('Control+.');
    });
    await workbench.applyQuickFix('Pin to flask==3.0.3', 'flask');
    await workbench.waitForNoSquiggle();
    await workbench.save();
    const saved = readFileSync(path.join(workbench.workspace, 'requirements.txt'), 'utf8');
    expect(saved).toBe('# What the shop needs.\nflask==3.0.3\nrequests==2.32.3\n');
  });

  test('the guard passes once the repair is committed', async () => {
    git('commit', '--quiet', '--all', '--message=Pin flask');
    await workbench.runCommand('Lockkeeper: Run Deploy Guard');
    expect(await workbench.notification('GUARD PASSED')).toMatch(
      /^GUARD PASSED: Every check that could be made passed\.$/,
    );
    // The message may come before the tree is drawn anew.
    await guardRow('GUARD PASSED').waitFor();
    const rows = await workbench.treeRows('Deploy Guard');
    expect(rows[0]).toMatchObject({
      label: 'GUARD PASSED: 1 pair, 2 files of the tree',
      level: 1,
      expanded: true,
    });
    expect(rows.filter(({ spoken }) => /^(?:Failed|Not known): /.test(spoken))).toEqual([]);
    expect((await workbench.statusItem('Guard: passed')).text).toMatch(/^Guard: passed \d\d:\d\d$/);
  });

  test('its notification runs it again, and a new commit is a new verdict', async () => {
    git('revert', '--no-edit', 'HEAD');
    await workbench.runCommand('Lockkeeper: Run Deploy Guard');
    await workbench.notification('GUARD FAILED');
    git('revert', '--no-edit', 'HEAD');
    await workbench.answerNotification('GUARD FAILED', 'Re-run');
    expect(await workbench.notification('GUARD PASSED')).toContain('Every check that could be made passed.');
    await workbench.openView('Explorer');
  });

  test('the address of a database reaches the audit, and no file, log or list of processes', async () => {
    await workbench.runAndPick('Lockkeeper: Set Database Connection...', 'Production');
    await workbench.answerInput('keeps it encrypted', `postgresql://ana:${PASSWORD}@127.0.0.1:9/shop`);
    await workbench.notification('Lockkeeper gives DATABASE_URL_PROD to the programs it starts');
    const commandLines = watchCommandLines();
    await workbench.runCommand('Lockkeeper: Audit Databases');
    await workbench.notification('NOT PROVED');
    expect(await focusedRow('Databases')).toContain('NOT PROVED');
    await workbench.dismissNotifications();
    await workbench.runCommand('Lockkeeper: Stamp Baseline...');
    await workbench.notification('NOT ');
    await workbench.page.locator('.tab.active', { hasText: 'Stamp (not done yet)' }).waitFor();
    expect(await workbench.visibleText()).toContain('# Stamp the baseline');
    await workbench.runCommand('View: Close All Editors');
    const seen = commandLines();
    const rows = await workbench.treeRows('Databases');
    const labels = rows.map(({ label }) => label);
    expect(labels).toContain('Development was not seen because DATABASE_URL is not set.');
    // What was typed has reached the program: it knows more than that nothing is set.
    expect(labels.join('\n')).toMatch(/^Production was not seen because (?!DATABASE_URL_PROD is not set)/m);
    expect(seen.filter((line) => line.includes(' db audit ')).length).toBeGreaterThan(0);
    expect(seen.filter((line) => line.includes(PASSWORD))).toEqual([]);
    expect(filesHolding('DATABASE_URL_PROD').length).toBeGreaterThan(0);
    expect(filesHolding(PASSWORD)).toEqual([]);
    await workbench.runAndPick('Lockkeeper: Forget Database Connection...', 'DATABASE_URL_PROD');
    await workbench.notification('VS Code no longer keeps DATABASE_URL_PROD.');
  });

  test('the checklist has the focus once it is made', async () => {
    await workbench.runCommand('Lockkeeper: Show Checklist');
    expect(await focusedRow('Checklist')).not.toBe('');
  });

  test('the findings of today are accepted once somebody says so, and not before', async () => {
    const baseline = path.join(workbench.workspace, 'lockkeeper.baseline.json');
    await workbench.runCommand('Lockkeeper: Accept Findings of Today...');
    await workbench.answerDialog('Accept all findings of today?', 'Cancel');
    expect(existsSync(baseline)).toBe(false);
    await workbench.runCommand('Lockkeeper: Accept Findings of Today...');
    await workbench.answerDialog('Accept all findings of today?', 'Accept Findings');
    await workbench.notification('Review the change, then commit it.');
    expect(existsSync(baseline)).toBe(true);
    git('checkout', '--quiet', '--', 'lockkeeper.yaml');
    git('clean', '--quiet', '--force', '--', 'lockkeeper.baseline.json');
  });

  test('where there is no policy a first one is shown, and then written', async () => {
    git('rm', '--quiet', 'lockkeeper.yaml');
    await workbench.page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'lockkeeper.yaml' })
      .waitFor({
        state: 'detached',
      });
    await workbench.runCommand('Lockkeeper: Open Policy');
    expect(await workbench.notification('has no lockkeeper.yaml')).toBe(
      'This folder has no lockkeeper.yaml. Lockkeeper can create one from its files.',
    );
    await workbench.answerNotification('has no lockkeeper.yaml', 'Create Policy');
    await workbench.page.locator('.tab.active', { hasText: 'lockkeeper.yaml (not written yet)' }).waitFor();
    expect(await workbench.visibleText()).toContain('version: 1');
    expect(existsSync(path.join(workbench.workspace, 'lockkeeper.yaml'))).toBe(false);
    await workbench.answerNotification('Nothing is written yet.', 'Write lockkeeper.yaml');
    await workbench.page.locator('.tab', { hasText: 'not written yet' }).waitFor({ state: 'detached' });
    await workbench.page.locator('.tab.active', { hasText: 'lockkeeper.yaml' }).waitFor();
    expect(readFileSync(path.join(workbench.workspace, 'lockkeeper.yaml'), 'utf8')).toContain('version: 1');
  });

  /** Whoever has no mouse reads on from there: the row of a tree that has the focus. */
  async function focusedRow(view: string): Promise<string> {
    const tree = workbench.page.locator(`[role="tree"][aria-label="${view}"]:focus`);
    return await tree.locator('.monaco-list-row.focused').innerText();
  }

  function guardRow(text: string) {
    const rows = workbench.page.locator('.pane [role="tree"][aria-label="Deploy Guard"] .monaco-list-row');
    return rows.filter({ hasText: text }).first();
  }

  /** Everything that this VS Code, its window and its extensions have written, by the name of the file. */
  function filesHolding(text: string): readonly string[] {
    const root = path.resolve(workbench.workspace, '../..');
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .filter((file) => existsSync(file) && readFileSync(file).includes(text));
  }

  function git(...args: readonly string[]): void {
    execFileSync('git', ['-C', workbench.workspace, ...args], { stdio: 'pipe' });
  }

  /** Between these distances from the left edge of the window. */
  async function dragSideBar(from: number, to: number): Promise<void> {
    const { mouse } = workbench.page;
    await mouse.move(from, 400);
    await mouse.down();
    await mouse.move(to, 400, { steps: 5 });
    await mouse.up();
    await mouse.move(to + 200, 440); // Away from the edge, which is drawn thick under the mouse.
  }

  /** The pictures of the README show this story: `LOCKKEEPER_PICTURES=1 npx vitest run --project integration test/editor/product-ui`. */
  async function picture(name: string, arrange: () => Promise<void>): Promise<void> {
    if (!process.env['LOCKKEEPER_PICTURES']) return;
    await arrange();
    await workbench.page.waitForTimeout(1000); // Until it is drawn.
    const folder = path.join(ROOT, 'docs/images');
    mkdirSync(folder, { recursive: true });
    await workbench.screenshot(path.join(folder, `${name}.png`));
    await workbench.page.keyboard.press('Escape');
  }
});

/** What every process of this machine was started with, from now until the result is asked for. */
function watchCommandLines(): () => readonly string[] {
  const seen = new Set<string>();
  const look = () => {
    for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        seen.add(readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' '));
      } catch {
        // It has ended meanwhile.
      }
    }
  };
  const looking = setInterval(look, 20);
  return () => {
    clearInterval(looking);
    look();
    return [...seen];
  };
}
