import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { packFixtureExtension } from './pack-fixture-extension.ts';
import { openWorkbench, type Workbench } from './workbench.mjs';
import { STORY_LIMIT_MS } from './workbench/retry.mjs';

const SETUP_LIMIT_MS = 600_000;

const EXTENSION = path.join(import.meta.dirname, 'fixtures/tiny-extension');
const WORKSPACE = path.join(import.meta.dirname, 'fixtures/workspace');

const isServerPlatform = process.platform === 'linux' && process.arch === 'x64';

// One window serves all stories, because opening it is what costs; it starts in Restricted Mode, as for a new folder.
describe.runIf(isServerPlatform)(
  'the page object over the real workbench',
  { timeout: STORY_LIMIT_MS },
  () => {
    const scratch = mkdtempSync(path.join(os.tmpdir(), 'lk-'));
    let workbench: Workbench;

    beforeAll(async () => {
      const vsix = path.join(scratch, 'tiny.vsix');
      await packFixtureExtension(EXTENSION, vsix);
      workbench = await openWorkbench({
        vsix,
        workspace: WORKSPACE,
        workspaceTrust: 'restricted',
        log: console.log,
      });
    }, SETUP_LIMIT_MS);

    afterAll(async () => {
      await workbench?.close();
      rmSync(scratch, { recursive: true, force: true });
    });

    test('opens a folder in Restricted Mode and grants trust', async () => {
      expect((await workbench.statusItem('Tiny:')).text).toBe('Tiny: restricted');
      await workbench.grantTrust();
      const { label } = await workbench.statusItem('Tiny: trusted');
      expect(label).toContain('State of the lock');
    });

    test('runs a command of the palette and reads its notification', async () => {
      expect(await workbench.commandsFor('Tiny: ')).toEqual(
        expect.arrayContaining(['Tiny: Inspect Gates', 'Tiny: Open Gate...']),
      );
      await workbench.runCommand('Tiny: Inspect Gates');
      expect(await workbench.notification('gates are')).toBe('2 gates are shut.');
      await workbench.dismissNotifications();
      expect(await workbench.page.locator('.notification-toast').count()).toBe(0);
    });

    test('answers a quick pick, an input box and a modal dialog', async () => {
      await workbench.runCommand('Tiny: Open Gate...');
      expect(await workbench.choices()).toEqual(['upper gate', 'lower gate']);
      await workbench.pick('lower gate');
      await workbench.answerInput('Type the name', 'lower gate');
      expect(await workbench.dialog('Open the')).toBe('Open the lower gate? Water will flow.');
      await workbench.answerDialog('Open the', 'Open');
      expect(await workbench.notification('is open')).toBe('The lower gate is open.');
    });

    test('sees what is underlined, in the editor and in the Problems panel', async () => {
      await workbench.openFile('gates.txt');
      expect(await workbench.visibleText()).toContain('lower gate: unpinned');
      expect(await workbench.waitForSquiggle()).toBe(1);
      await workbench.waitForProblem('not pinned');
      expect(await workbench.problems()).toEqual([
        {
          file: 'gates.txt',
          folder: '',
          severity: 'error',
          message: 'The gate is not pinned.',
          source: 'tiny',
          code: 'gates/pinned',
          line: 2,
          column: 13,
        },
      ]);
      expect(await workbench.hover('unpinned', 'of the lock')).toContain('The gate is not pinned.');
    });

    test('applies a quick fix, types and saves to disk', async () => {
      await workbench.goToProblem('not pinned');
      expect(await workbench.quickFixes()).toEqual(['Pin the gate']);
      await workbench.applyQuickFix('Pin the gate', 'unpinned');
      await workbench.waitForNoSquiggle();
      await workbench.placeCursor('upper');
      await workbench.typeText('!');
      await workbench.save();
      const saved = readFileSync(path.join(workbench.workspace, 'gates.txt'), 'utf8');
      expect(saved).toMatch(/lower gate: pinned\n$/);
      expect(saved).toContain('!');
    });

    test('reads trees, the language status and an output channel', async () => {
      expect(await workbench.treeRows('Water Levels')).toEqual([
        { label: 'level 1', description: 'shut', level: 1, expanded: true, spoken: 'level 1 shut' },
        {
          label: 'level 1 chamber',
          description: 'shut',
          level: 2,
          expanded: undefined,
          spoken: 'level 1 chamber shut',
        },
        { label: 'level 2', description: 'shut', level: 1, expanded: true, spoken: 'level 2 shut' },
        {
          label: 'level 2 chamber',
          description: 'shut',
          level: 2,
          expanded: undefined,
          spoken: 'level 2 chamber shut',
        },
      ]);
      expect(await workbench.languageStatus()).toEqual(['2 gates watched lock.yaml']);
      expect(await workbench.output('Tiny', 'watched')).toContain('[info] the gates are watched');
    });

    test('takes a picture', async () => {
      const file = path.join(scratch, 'workbench.png');
      await workbench.screenshot(file);
      expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
    });
  },
);
