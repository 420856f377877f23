import path from 'node:path';
import process from 'node:process';

import { expect } from 'vitest';

import type { Person, Shop } from '../deploy/shop.ts';
import { packageVsix } from '../../packages/extension/package-vsix.mjs';
import { processes } from './processes.mjs';
import { openWorkbench, type Workbench, type WorkbenchOptions } from './workbench.mjs';
import { PATIENCE_MS } from './workbench/retry.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** A window on the sample service, in which somebody releases. */
export interface ReleaseWindow extends Omit<Workbench, 'killAndReopen'> {
  readonly killAndReopen: (...spared: Parameters<Workbench['killAndReopen']>) => Promise<ReleaseWindow>;
  /** A picture, for who wants to look: `LOCKKEEPER_SHOTS=folder`. */
  readonly shot: (name: string) => Promise<void>;
  /** The page that is open, once it says this. */
  readonly pageSaying: (name: string, saying: string) => Promise<string>;
  /** All of the page that is open, read by keys, once it says this. */
  readonly pageToTheEnd: (name: string, saying: string) => Promise<string>;
  /** The same while a question is open: to the page and back by keys. */
  readonly readBehindTheQuestion: (name: string, saying: string) => Promise<string>;
  /** By keys, as far as the question whether it is meant, which is not asked where something prevents it. */
  readonly planPromotion: (question: string, commit: string, reason: string) => Promise<void>;
  /** Rejects where somebody has pressed a mouse in the window. */
  readonly sawNoMouse: () => Promise<void>;
}

export interface OpenedBy extends Partial<Pick<WorkbenchOptions, 'workspace' | 'workspaceTrust'>> {
  /** Left out, the agent. */
  readonly person?: Person;
}

/** The packed extension, for the tests of one file. */
export async function packedFor(name: string): Promise<string> {
  return (await packageVsix({ output: path.join(ROOT, `.cache/vsix/${name}.vsix`) })).file;
}

/** On the clone of the shop, unless something else is to be opened. */
export async function openReleaseWindow(
  vsix: string,
  shop: Shop,
  { person = 'agent', ...opened }: OpenedBy = {},
): Promise<ReleaseWindow> {
  const env = ofShop(shop.env(person));
  const workbench = await openWorkbench({ vsix, workspace: shop.clone, env, log: console.log, ...opened });
  return await releaseWindow(workbench);
}

async function releaseWindow(workbench: Workbench): Promise<ReleaseWindow> {
  const { page, keys } = workbench;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => {
    const note = () => (document.body.dataset['pressed'] = 'yes');
    document.addEventListener('pointerdown', note, { capture: true });
  });
  const isOpen = async (name: string) => await page.locator('.tab.active', { hasText: name }).waitFor();
  const pageToTheEnd = async (name: string, saying: string) => {
    await isOpen(name);
    let text = '';
    await expect
      .poll(async () => (text = await keys.readToTheEnd()), { timeout: PATIENCE_MS })
      .toContain(saying);
    return text;
  };
  return {
    ...workbench,
    killAndReopen: async (spared) => await releaseWindow(await workbench.killAndReopen(spared)),
    shot: async (name) => {
      const folder = process.env['LOCKKEEPER_SHOTS'];
      if (folder) await workbench.screenshot(path.join(folder, `${name}.png`));
    },
    pageSaying: async (name, saying) => {
      await isOpen(name);
      await expect.poll(() => workbench.visibleText(), { timeout: PATIENCE_MS }).toContain(saying);
      return await workbench.visibleText();
    },
    pageToTheEnd,
    readBehindTheQuestion: async (name, saying) => {
      await page.locator('.quick-input-widget input.input:focus').waitFor();
      const question = await keys.focusedText();
      await page.keyboard.press('Control+1');
      const text = await pageToTheEnd(name, saying);
      await keys.focusByTab(question);
      return text;
    },
    planPromotion: async (question, commit, reason) => {
      await keys.runCommand('Lockkeeper: Promote Staging to Production...');
      await keys.pick(question, commit.slice(0, 10));
      await keys.answer('Give a reason.', reason);
    },
    sawNoMouse: async () => {
      const pressed = await page.evaluate(() => document.body.dataset['pressed']);
      if (pressed !== undefined) throw new Error('Somebody pressed the mouse.');
    },
  };
}

/** What the sample sets: the rest is that of the machine, of which the window sees nothing. */
function ofShop(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => process.env[name] !== value));
}

/** The one program that carries something out in a folder; its id. */
export function programIn(folder: string): number {
  const [only, ...more] = processes((line) => {
    const words = line.split('\0');
    return words.includes('--planned') && words.includes(folder);
  });
  if (only === undefined || more.length > 0)
    throw new Error(`It is not one program: ${[only, ...more].join(', ')}.`);
  return only;
}
