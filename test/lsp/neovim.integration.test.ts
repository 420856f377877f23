import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { ensureNeovim } from '../../tools/setup/neovim.mjs';
import { runToEnd } from '../cli/lockkeeper-process.ts';
import type { Repository } from './repository.ts';
import { SERVER } from './server-process.ts';
import { cleanUpAfterEach, PINNED, POLICY, repository, UNPINNED } from './session.ts';

cleanUpAfterEach();

const neovim = await ensureNeovim({ log: (line) => console.log(line) });
const skipped = neovim.kind === 'unavailable' ? ` (skipped: ${neovim.reason})` : '';

/** The lines that the page gives for this version. */
const CONFIGURATION = oldConfiguration(
  readFileSync(new URL('../../docs/editors.md', import.meta.url), 'utf8'),
);

function oldConfiguration(page: string): string {
  const lines = /From 0\.7 to 0\.10:\n\n```lua\n([\s\S]*?)```/.exec(page)?.[1];
  if (lines === undefined) throw new Error('docs/editors.md has no lines for Neovim 0.7.');
  return lines;
}

/** What the page says people do, one after the other; each answer is a line of JSON. */
const STORY = `
local function tell(name, value)
  vim.fn.writefile({ vim.fn.json_encode({ name, value }) }, vim.env.TOLD, 'a')
end
local function messages()
  local found = vim.diagnostic.get(0)
  table.sort(found, function(one, two) return one.message < two.message end)
  return vim.tbl_map(function(each)
    return { each.source, each.code, each.lnum, each.message }
  end, found)
end
local function wait_for(count)
  local is_there = vim.wait(30000, function() return #vim.diagnostic.get(0) == count end, 20)
  tell(is_there and 'found' or 'late', messages())
end
local function ask(method, params)
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 30000) or {}) do
    if answer.result ~= nil then return answer.result end
  end
end

local function story()
  wait_for(2)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  tell('hover', ask('textDocument/hover', vim.lsp.util.make_position_params()).contents.value)
  local asked = vim.lsp.util.make_range_params()
  asked.context = { diagnostics = {}, only = { 'source.fixAll' } }
  local action = ask('textDocument/codeAction', asked)[1]
  tell('action', action.title)
  vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
  tell('line', vim.api.nvim_buf_get_lines(0, 0, 1, true)[1])
  wait_for(0)
  vim.api.nvim_buf_set_lines(0, 0, 1, true, { 'flask>=2' })
  wait_for(2)
end

vim.defer_fn(function()
  local went_well, problem = pcall(story)
  if not went_well then tell('problem', problem) end
  vim.cmd('qall!')
end, 0)
`;

interface Told {
  readonly name: string;
  readonly value: unknown;
}

/** Opens a file with the configuration, and answers what the story told and whether the server ended with the editor. */
async function openedIn(
  shop: Repository,
  file: string,
): Promise<{ readonly told: readonly Told[]; readonly serverEnded: boolean }> {
  if (neovim.kind === 'unavailable') throw new Error(neovim.reason);
  const beside = path.join(shop.folder, '.git/editor');
  mkdirSync(beside);
  const program = path.join(beside, 'lockkeeper-lsp');
  writeFileSync(
    program,
    `#!/bin/sh\necho $$ > '${beside}/pid'\nexec '${process.execPath}' '${SERVER}' "$@"\n`,
  );
  chmodSync(program, 0o755);
  writeFileSync(path.join(beside, 'init.lua'), `${CONFIGURATION}${STORY}`);
  const { exitCode, stderr } = await runToEnd(
    neovim.program,
    ['--headless', '-n', '-i', 'NONE', '-u', path.join(beside, 'init.lua'), file],
    {
      cwd: shop.folder,
      env: {
        PATH: `${beside}${path.delimiter}${process.env['PATH'] ?? ''}`,
        TOLD: path.join(beside, 'told'),
        XDG_CACHE_HOME: beside,
        XDG_STATE_HOME: beside,
        XDG_DATA_HOME: beside,
      },
    },
  );
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const lines = readFileSync(path.join(beside, 'told'), 'utf8').trim().split('\n');
  const told = lines.map((line): Told => {
    const [name, value]: [string, unknown] = JSON.parse(line);
    return { name, value };
  });
  return { told, serverEnded: !(await outlives(Number(readFileSync(path.join(beside, 'pid'), 'utf8')))) };
}

/** Whether a process is still there a while later. */
async function outlives(pid: number): Promise<boolean> {
  for (let look = 0; look < 100; look += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return false;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  return true;
}

describe.skipIf(neovim.kind === 'unavailable')(`Neovim with the lines of the page${skipped}`, () => {
  test('shows findings, explains them, fixes them, follows what is typed, and leaves no server behind', async () => {
    const shop = repository({
      'lockkeeper.yaml': POLICY,
      'requirements.txt': UNPINNED,
      'requirements.lock': PINNED,
    });
    const { told, serverEnded } = await openedIn(shop, 'requirements.txt');
    const found = [
      ['lockkeeper', 'dependencies/requirements-pinned', 0, 'flask has no version. Write flask==<version>.'],
      [
        'lockkeeper',
        'dependencies/lock-in-sync',
        0,
        expect.stringContaining('requirements.lock has flask==2.3.2'),
      ],
    ];
    expect(told).toEqual([
      { name: 'found', value: found },
      {
        name: 'hover',
        value: expect.stringContaining('Pin every requirement to one version with ==.'),
      },
      { name: 'action', value: 'Fix what Lockkeeper can fix safely' },
      { name: 'line', value: 'flask==2.3.2' },
      { name: 'found', value: [] },
      {
        name: 'found',
        value: [
          ['lockkeeper', 'dependencies/requirements-pinned', 0, expect.stringContaining('flask>=2')],
          ['lockkeeper', 'dependencies/lock-in-sync', 0, expect.stringContaining('flask')],
        ],
      },
    ]);
    expect(serverEnded).toBe(true);
  });
});
