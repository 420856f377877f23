import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * @typedef {object} ToolOutcome
 * @property {number} exitCode 128 when a signal ended the program
 * @property {string} output both streams, in the order they arrived
 *
 * @typedef {object} ToolOptions
 * @property {string} [cwd] default: the repository
 * @property {Readonly<Record<string, string>>} [env] added to the environment
 */

/**
 * Runs the program an installed npm package brings, without a shell, on any platform.
 *
 * @param {string} tool `typescript/tsc`: package and program, or just the package when they share a name
 * @param {readonly string[]} args
 * @param {ToolOptions} [options]
 */
export function runTool(tool, args, options) {
  return runNode([programOf(tool), ...args], options);
}

/**
 * @param {readonly string[]} args
 * @param {ToolOptions} [options]
 */
export function runPnpm(args, options) {
  const launcher = path.join(ROOT, '.tools/node_modules/pnpm/bin/pnpm.mjs');
  if (!existsSync(launcher)) {
    return Promise.resolve({
      exitCode: 1,
      output: 'pnpm is not installed. Run `node tools/pnpm.mjs install`.\n',
    });
  }
  return runNode([launcher, ...args], options);
}

/**
 * @param {readonly string[]} args
 * @param {ToolOptions} [options]
 * @returns {Promise<ToolOutcome>} never rejects: a program that does not start is an outcome too
 */
export function runNode(args, { cwd = ROOT, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ exitCode: 1, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ exitCode: code ?? 128, output }));
  });
}

/** @param {string} tool */
function programOf(tool) {
  const parts = tool.split('/');
  const packageName = tool.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? tool);
  const folder = path.join(ROOT, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const program = typeof bin === 'string' ? bin : bin[parts.at(-1) ?? tool];
  if (program === undefined) throw new Error(`${packageName} brings no program named ${parts.at(-1)}.`);
  return path.join(folder, program);
}
