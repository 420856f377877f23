import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { packageVsix } from '../../packages/extension/package-vsix.mjs';
import { processes } from './processes.mjs';
import { openWorkbench, type Workbench } from './workbench.mjs';
import { PATIENCE_MS, STORY_LIMIT_MS } from './workbench/retry.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SETUP_LIMIT_MS = 600_000;

const isServerPlatform = process.platform === 'linux' && process.arch === 'x64';

const POLICY = `version: 1
dependencies:
  - { id: api, source: requirements.txt, lock: requirements.lock }
migrations:
  sql: [db/*.sql]
  alembic: [alembic/versions]
  may_be_empty: true
`;

const SHOP = {
  'lockkeeper.yaml': POLICY,
  'requirements.txt': 'flask==3.0.3\n',
  'requirements.lock': 'flask==3.0.3\n',
  'README.md': '# Shop\n',
};

// Each test has a window of its own: what is shown first is what counts.
describe.runIf(isServerPlatform)('what VS Code shows', { timeout: STORY_LIMIT_MS }, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-states-'));
  let vsix: string;
  let workbench: Workbench | undefined;

  beforeAll(async () => {
    ({ file: vsix } = await packageVsix({ output: path.join(ROOT, '.cache/vsix/states.vsix') }));
  }, SETUP_LIMIT_MS);

  afterEach(async () => {
    await workbench?.close();
    workbench = undefined;
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('where nothing is changed: that nothing is judged yet, on a warning ground', async () => {
    const window = await opened('clean', SHOP);
    await expectAlarm(window, 'Lockkeeper: nothing judged yet', 'warning');
    await window.openView('Lockkeeper');
    expect(await welcome(window)).toMatch(/^Lockkeeper judges nothing here now\. The status bar says why\./);
    await shot(window, 'nothing-judged');
    await window.openFile('requirements.txt');
    await expectNoAlarm(window);
    expect(await welcome(window)).toMatch(/^The judged files have no findings\./);
  });

  test('where files are changed: what is wrong with them, though none of them is open', async () => {
    const window = await opened('changed', SHOP, { 'requirements.txt': 'flask\n' });
    await window.openView('Lockkeeper');
    await window.page.locator('.monaco-list-row', { hasText: 'flask has no version' }).first().waitFor();
    expect(await message(window)).toBe(
      'Of open and changed files only. Check the workspace to judge every file.',
    );
    await window.waitForProblem('flask has no version. Write flask==<version>.');
    expect(await window.page.locator('.tab').count()).toBe(0);
    await expectNoAlarm(window);
    await shot(window, 'changed');
  });

  test('of a policy that is broken while it is typed: that it is, and underlines stay', async () => {
    const window = await opened('broken', SHOP, { 'requirements.txt': 'flask\n' });
    await window.openFile('requirements.txt');
    await window.waitForSquiggle();
    writeFileSync(
      path.join(window.workspace, 'lockkeeper.yaml'),
      POLICY.replace('dependencies', 'dependancies'),
    );
    await expectAlarm(window, 'Lockkeeper: the policy has 1 problem', 'error');
    await window.waitForSquiggle();
    await window.openView('Lockkeeper');
    expect(await message(window)).toMatch(/so Lockkeeper uses its last valid version\. Fix it first\.$/);
    await shot(window, 'broken-policy');
  });

  test('of a policy that was broken before the start: that nothing is judged, and where it is broken', async () => {
    const window = await opened('broken-before', SHOP, {
      'lockkeeper.yaml': POLICY.replace('dependencies', 'dependancies'),
      'requirements.txt': 'flask\n',
    });
    await expectAlarm(window, 'Lockkeeper: the policy has 1 problem', 'error');
    await window.openView('Lockkeeper');
    // The policy is one of the changed files.
    await window.page.locator('.monaco-list-row', { hasText: 'dependancies' }).first().waitFor();
    await shot(window, 'broken-before');
  });

  test('of a language server that dies again and again: that it has crashed, and no old findings; its notification starts it again', async () => {
    const window = await opened('crashed', SHOP, { 'requirements.txt': 'flask\n' });
    await window.openFile('requirements.txt');
    await window.waitForSquiggle();
    const killed = new Set<number>();
    await expect
      .poll(
        async () => {
          for (const id of servers(window)) {
            killed.add(id);
            process.kill(id, 'SIGKILL');
          }
          return await window.page.locator('.statusbar-item', { hasText: 'Lockkeeper has crashed' }).count();
        },
        // One that dies before it has answered does not count as one that crashed.
        { timeout: PATIENCE_MS, interval: 3000 },
      )
      .toBe(1);
    expect(killed.size).toBeGreaterThan(1);
    await expectAlarm(window, 'Lockkeeper has crashed', 'error');
    await expect.poll(() => window.page.locator('.squiggly-error').count(), { timeout: PATIENCE_MS }).toBe(0);
    await window.openView('Lockkeeper');
    await shot(window, 'crashed');
    expect(await window.notification('crashed again and again')).toContain('Restart it, or see the log.');
    await window.keys.pressNotification('Restart');
    await window.waitForSquiggle();
    await expect.poll(() => servers(window), { timeout: PATIENCE_MS }).toHaveLength(1);
  });

  test('without a policy: that there is none, and how to make one', async () => {
    const window = await opened('no-policy', { 'README.md': '# Shop\n' });
    expect(await window.page.locator('.statusbar-item', { hasText: 'Lockkeeper' }).count()).toBe(0);
    await window.openView('Lockkeeper');
    await expectAlarm(window, 'Lockkeeper: no policy', 'warning');
    expect(await welcome(window)).toMatch(/^This folder has no policy\./);
    await shot(window, 'no-policy');
  });

  test('at the first start on 150 revisions: only the new one is judged, and the list says so', async () => {
    const window = await opened('history', { ...SHOP, ...revisions(150) }, revision(151));
    await window.openView('Lockkeeper');
    await window.page.locator('.monaco-list-row', { hasText: 'r0151.py' }).first().waitFor();
    expect(await message(window)).toMatch(/^Of open and changed files only\./);
    await expectNoAlarm(window);
    await shot(window, 'first-start');
  });

  test('of a file of 20,000 statements beside a small one: what is wrong with each', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `INSERT INTO orders (id) VALUES (${n});`);
    const window = await opened('large', SHOP, {
      'db/1_large.sql': `CREATE TABLE orders (id int);\n${rows.join('\n')}\nDROP TABLE baskets;\n`,
      'db/2_small.sql': 'DROP TABLE carts;\n',
    });
    await window.openView('Lockkeeper');
    for (const file of ['1_large.sql', '2_small.sql'])
      await window.page.locator('.monaco-list-row', { hasText: file }).first().waitFor();
    await expectNoAlarm(window);
    await shot(window, 'large');
  });

  /** `changes` are made after the commit. */
  async function opened(
    name: string,
    files: Readonly<Record<string, string>>,
    changes: Readonly<Record<string, string>> = {},
  ): Promise<Workbench> {
    const workspace = path.join(folder, name, 'shop');
    write(workspace, files);
    for (const args of [
      ['init', '--quiet', '--initial-branch=main'],
      ['add', '--all'],
      [
        '-c',
        'user.name=Ada',
        '-c',
        'user.email=ada@example.org',
        'commit',
        '--quiet',
        '--message=Open the shop',
      ],
    ])
      execFileSync('git', ['-C', workspace, ...args], { stdio: 'pipe' });
    write(workspace, changes);
    workbench = await openWorkbench({ vsix, workspace, log: console.log });
    await workbench.page.setViewportSize({ width: 1100, height: 640 });
    return workbench;
  }
});

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

function revisions(count: number): Readonly<Record<string, string>> {
  return Object.assign({}, ...Array.from({ length: count }, (_, index) => revision(index + 1)));
}

function revision(number: number): Readonly<Record<string, string>> {
  const id = (of: number) => `r${String(of).padStart(4, '0')}`;
  return {
    [`alembic/versions/${id(number)}.py`]: `from alembic import op
import sqlalchemy as sa

revision = '${id(number)}'
down_revision = ${number === 1 ? 'None' : `'${id(number - 1)}'`}


def upgrade():
    op.drop_table('t${number}')


def downgrade():
    op.create_table('t${number}', sa.Column('id', sa.Integer(), primary_key=True))
`,
  };
}

async function expectAlarm(window: Workbench, text: string, ground: 'warning' | 'error'): Promise<void> {
  await expect.poll(() => alarm(window), { timeout: PATIENCE_MS }).toEqual({ text, ground });
}

/** The item of the status bar, and the ground that it stands on. */
async function alarm(window: Workbench) {
  const { text } = await window.statusItem('Lockkeeper');
  const classes = await window.page
    .locator('.statusbar-item', { hasText: 'Lockkeeper' })
    .first()
    .evaluate((item) => item.className);
  return { text, ground: /\b(warning|error)-kind\b/.exec(classes)?.[1] };
}

async function expectNoAlarm({ page }: Workbench): Promise<void> {
  await expect
    .poll(() => page.locator('.statusbar-item', { hasText: 'Lockkeeper' }).count(), { timeout: PATIENCE_MS })
    .toBe(0);
}

async function welcome({ page }: Workbench): Promise<string> {
  const content = page.locator('.pane', { hasText: 'Findings' }).locator('.welcome-view-content').first();
  await content.waitFor();
  return content.innerText();
}

async function message({ page }: Workbench): Promise<string> {
  const shown = page.locator('.pane .tree-explorer-viewlet-tree-view .message').first();
  await shown.waitFor();
  return shown.innerText();
}

/** The language servers of this window. */
function servers({ workspace }: Workbench): readonly number[] {
  const home = path.resolve(workspace, '../..');
  return processes((words) => words.includes('lockkeeper-lsp')).filter((id) =>
    readFileSync(`/proc/${id}/environ`, 'utf8').includes(home),
  );
}

/** A picture, for who wants to look: `LOCKKEEPER_SHOTS=folder`. */
async function shot(window: Workbench, name: string): Promise<void> {
  const pictures = process.env['LOCKKEEPER_SHOTS'];
  if (!pictures) return;
  await window.page.waitForTimeout(700); // Until it is drawn.
  await window.screenshot(path.join(pictures, `${name}.png`));
}
