// `pnpm run pictures`: runs the real program on a story and takes the picture of the README. With names, such as
// `pnpm run pictures init guard`, it takes pictures of a terminal of 80 columns into .cache/pictures, to look at.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
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
const LOOKED_AT = path.join(ROOT, '.cache/pictures');
/** @type {Readonly<Record<string, readonly (readonly string[])[]>>} */
const AT_80_COLUMNS = {
  check: [['check']],
  guard: [['guard']],
  help: [['--help']],
  explain: [['explain', 'migrations/drop-column']],
  print: [['policy', 'print']],
  // Last: it begins without a policy.
  init: [['init', '--dry-run']],
};

/** What later output takes the place of. */
// oxlint-disable-next-line no-control-regex -- this is what a terminal reads
const PROGRESS = /[^\n]*\r(?:\u001B\[K)?/g;

/** A terminal of 80 columns: Node has none to give. */
const IN_A_TERMINAL = `
import fcntl, os, pty, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    os.execvp(sys.argv[1], sys.argv[1:])
while True:
    try:
        part = os.read(terminal, 65536)
    except OSError:
        break
    if not part:
        break
    sys.stdout.buffer.write(part)
`;

/** Of the font below, with its margins. */
const WIDTH_OF_80_COLUMNS = 676;

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
  const names = process.argv.slice(2);
  if (names.length === 0) {
    const html = shown(COMMANDS, (args) => run(process.execPath, [PROGRAM, ...args]));
    await takePicture(html, { file: path.join(ROOT, 'docs/images/terminal.png'), width: 1120 });
  }
  const known = Object.keys(AT_80_COLUMNS);
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new Error(`There is no picture "${strange}". There are: ${known.join(', ')}.`);
  for (const name of known.filter((one) => names.includes(one))) {
    const commands = AT_80_COLUMNS[name] ?? [];
    mkdirSync(LOOKED_AT, { recursive: true });
    if (name === 'init') rmSync(path.join(folder, 'lockkeeper.yaml'));
    const inTerminal = [process.execPath, PROGRAM];
    const html = shown(commands, (args) => run('python3', ['-c', IN_A_TERMINAL, ...inTerminal, ...args]));
    // oxlint-disable-next-line no-await-in-loop -- one browser after the other
    await takePicture(html, { file: path.join(LOOKED_AT, `${name}.png`), width: WIDTH_OF_80_COLUMNS });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {readonly (readonly string[])[]} commands
 * @param {(args: readonly string[]) => string} output
 * @returns {string} HTML
 */
function shown(commands, output) {
  return commands
    .map((args) => `<b>$ lockkeeper ${args.join(' ')}</b>\n${ansiToHtml(output(args))}`)
    .join('\n\n');
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
  return `${result.stdout}${result.stderr}`.replaceAll('\r\n', '\n').replaceAll(PROGRESS, '').trimEnd();
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
 * @param {{ readonly file: string, readonly width: number }} picture
 */
async function takePicture(html, { file, width }) {
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...CHROMIUM_ARGS] });
  try {
    const page = await browser.newPage({ viewport: { width, height: 400 } });
    await page.setContent(
      `<style>${STYLE}</style><pre>${html.replaceAll(/[❌✅]/gu, (text) => SIGNS.get(text) ?? text)}</pre>`,
    );
    await page.locator('pre').screenshot({ path: file });
    console.log(`Took ${path.relative(ROOT, file)}.`);
  } finally {
    await browser.close();
  }
}
