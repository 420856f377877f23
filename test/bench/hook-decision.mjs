import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { timeInTurns } from './measure.mjs';
import { BARE_NODE, CLI } from './programs.mjs';

const RUNS = 31;

/** As long as the policy of a real service: reading it is most of the work. */
const POLICY = `version: 1
extends: self-protection
branches:
  production: { match: [main], environment: production, direct_push: deny, force_push: deny }
  integration: { match: [develop], environment: staging }
  ai: { match: ["auto/*", "auto/**"], environment: staging }
actors:
  ai:
    branches: ["auto/**", "claude/**", "copilot/**", "codex/**", "cursor/**"]
    accounts: ["copilot-swe-agent[bot]", "claude[bot]", "devin-ai-integration[bot]", cursoragent]
    emails: [noreply@anthropic.com, cursoragent@cursor.com, aider@aider.chat]
    trailers: [{ key: [Co-authored-by, Assisted-by], value: "/\\\\b(claude|copilot|codex|cursor)\\\\b/i" }]
    labels: [ai-generated]
    local_env: [CLAUDECODE, CURSOR_AGENT]
protected:
  - id: core
    description: Protected backend paths
    paths:
      - backend/app/core/**
      - backend/app/security/**
      - backend/app/database/**
      - backend/app/services/payments**
      - backend/app/guardian/**
      - backend/app/db/migrations/**
    require: { label: approved-core-change }
change_scope:
  applies_to: [ai]
  branches: [ai]
  allow: [/docs/*.md, /docs/reports/**/*.md, /infrastructure/*.yml, backend/app/routers/, backend/app/services/]
  deny:
    paths: [backend/app/core/security.py, backend/app/core/auth.py, backend/app/services/payments**]
    unless: { label: approved-core-change }
dependencies:
  - { id: backend, source: backend/requirements.txt, lock: backend/requirements.lock }
migrations:
  sql: [db/migrations/**/*.sql]
`;
const FREE = 'backend/app/routers/users.py';
const PROTECTED = 'backend/app/core/auth.py';

/** What an AI agent waits for before each file it writes. */
export function decisionOfHook() {
  const cwd = guardedRepository();
  try {
    return figuresIn(cwd);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** @param {string} cwd */
function figuresIn(cwd) {
  const hook = (/** @type {string} */ tool, /** @type {string} */ file, /** @type {number} */ exitCode) => ({
    program: process.execPath,
    args: [CLI, 'hook', 'claude-code'],
    cwd,
    input: JSON.stringify({
      session_id: 'abc123',
      transcript_path: '/tmp/abc123.jsonl',
      cwd,
      permission_mode: 'default',
      hook_event_name: 'PreToolUse',
      tool_name: tool,
      tool_input: { file_path: path.join(cwd, file), content: 'x = 1\n' },
    }),
    exitCodes: [exitCode],
  });
  const [allowed = 0, refused = 0, passed = 0, node = 0] = timeInTurns(
    [hook('Write', FREE, 0), hook('Write', PROTECTED, 2), hook('Read', PROTECTED, 0), BARE_NODE],
    RUNS,
  );
  return [
    { name: 'hook claude-code, a write that is allowed', time: allowed },
    { name: 'hook claude-code, a write that is refused', time: refused },
    { name: 'hook claude-code, a tool that does not write', time: passed },
  ].map(({ name, time }) => ({
    name,
    unit: /** @type {const} */ ('ms'),
    ours: time,
    peers: [{ name: 'node -e 0', value: node }],
    must: 120,
    goal: 60,
    above: node,
  }));
}

/** Not below this project, since a repository in another is judged by both. */
function guardedRepository() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  for (const [file, text] of Object.entries({
    'lockkeeper.yaml': POLICY,
    [FREE]: 'a\n',
    [PROTECTED]: 'a\n',
  })) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com'];
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  git(folder, ...identity, 'commit', '--quiet', '--message=start');
  git(folder, 'switch', '--quiet', '--create', 'auto/work');
  return folder;
}

/**
 * @param {string} folder
 * @param {readonly string[]} args
 */
function git(folder, ...args) {
  const { status, stderr } = spawnSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')} failed: ${stderr}`);
}
