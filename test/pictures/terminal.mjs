// `pnpm run pictures`: runs the real program on a story and takes a picture of what it printed.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { ensureChromium } from '../../tools/setup/chromium.mjs';
import { CHROMIUM_ARGS } from '../editor/browser.mjs';
import { ansiToHtml } from './ansi-to-html.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = path.join(ROOT, 'packages/cli/dist/lockkeeper.cjs');
const STORY = path.join(ROOT, 'test/scenarios/floating-requirement/files');
const COMMANDS = [['check'], ['check', '--fix'], ['check']];

const STYLE = `
  body { margin: 0; background: #16181d; }
  pre { margin: 0; padding: 20px 24px; color: #d5d8df; background: #16181d; font: 13px/1.5 "DejaVu Sans Mono", monospace; white-space: pre-wrap; }
  b { color: #fff; }`;

/** A machine that takes pictures may have no font with these. */
const SIGNS = new Map([
  ['❌', sign('#f4645f', 'M3 3 L11 11 M11 3 L3 11')],
  ['✅', sign('#5fd38d', 'M2 8 L6 11 L12 3')],
]);

const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'lockkeeper-picture-'));
try {
  cpSync(STORY, folder, { recursive: true });
  run('git', ['init', '--quiet', '--initial-branch=main']);
  run('git', ['add', '--all']);
  run('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '-m', 'Begin']);
  const shown = COMMANDS.map(
    (args) =>
      `<b>$ lockkeeper ${args.join(' ')}</b>\n${ansiToHtml(run(process.execPath, [PROGRAM, ...args]))}`,
  );
  await takePicture(shown.join('\n\n'), path.join(ROOT, 'docs/images/terminal.png'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {string} what it printed, in colours
 */
function run(program, args) {
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, FORCE_COLOR: '1', COLUMNS: '110' };
  const result = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8' });
  if (result.error) throw result.error;
  return `${result.stdout}${result.stderr}`.trimEnd();
}

/**
 * @param {string} color
 * @param {string} line
 */
function sign(color, line) {
  return `<svg width="14" height="14" style="vertical-align: -2px"><path d="${line}" stroke="${color}" stroke-width="2.5" fill="none"/></svg>`;
}

/**
 * @param {string} html
 * @param {string} file
 */
async function takePicture(html, file) {
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...CHROMIUM_ARGS] });
  try {
    const page = await browser.newPage({ viewport: { width: 1120, height: 400 } });
    await page.setContent(
      `<style>${STYLE}</style><pre>${html.replaceAll(/[❌✅]/gu, (text) => SIGNS.get(text) ?? text)}</pre>`,
    );
    await page.locator('pre').screenshot({ path: file });
    console.log(`Took ${path.relative(ROOT, file)}.`);
  } finally {
    await browser.close();
  }
}
