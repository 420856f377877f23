import { chmod, lstat } from 'node:fs/promises';
import path from 'node:path';

import { displayText } from '@lockkeeper/policy-core';
import type { GeneratedFile } from '@lockkeeper/policy-core/generate';

import type { HooksOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { writeAtomically } from '../../repository/repository-writer.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { AGENTS, isAgentId, type AgentId } from '../hook/agent/agents.ts';
import { agentSettings, settingsPlace } from './agent-settings.ts';
import { hookProgram, type HookProgram } from './hook-program.ts';
import { GIT_HOOKS, gitHookLine, gitHookScripts, isGitHookScript } from './git-hook-scripts.ts';

/** Tools that keep the hooks of git themselves, by the place they are seen at. */
const KEEPERS = [
  { place: '.husky', name: 'husky', file: (hook: string) => `.husky/${hook}` },
  { place: 'lefthook.yml', name: 'lefthook', file: () => 'lefthook.yml' },
  { place: '.pre-commit-config.yaml', name: 'pre-commit', file: () => '.pre-commit-config.yaml' },
] as const;

/** `lockkeeper generate hooks`: puts the hooks where their programs look for them, and takes nobody's away. */
export function runGenerateHooks(options: HooksOptions, world: World): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const repository = await openRepository({ ...options, git: true }, world);
    if (repository.withoutGit !== undefined) {
      throw new CliError('usage', `Hooks belong into a git repository, but ${repository.withoutGit}.`);
    }
    const { root } = repository;
    const program = await hookProgram(options.program, root, world);
    const place = { repository, program };
    const agents = agentsIn(options);
    const lines: string[] = [];
    for (const agent of agents) lines.push(...(await writeSettings(agent, place)));
    const isGit = options.git === true || agents.length === 0 || isWhole(options);
    if (isGit) lines.push(...(await writeGitHooks(place)));
    world.stdout.write(lines.map((line) => `${line}\n`).join(''));
    if (program.problem !== undefined) world.stderr.write(`${program.problem}\n`);
    return EXIT.ok;
  });
}

/** Without a word on what, the hooks of Claude Code and of git. */
function isWhole({ agent, claudeCode, git }: HooksOptions): boolean {
  return agent === undefined && claudeCode !== true && git !== true;
}

function agentsIn(options: HooksOptions): readonly AgentId[] {
  const { agent: named = [], claudeCode } = options;
  const unknown = named.find((name) => !isAgentId(name));
  if (unknown !== undefined) {
    const known = Object.keys(AGENTS).join(', ');
    throw new CliError('usage', `The agent ${displayText(unknown)} is not known. Name one of: ${known}.`);
  }
  const isClaude = claudeCode === true || isWhole(options);
  return [...new Set([...(isClaude ? (['claude-code'] as const) : []), ...named.filter(isAgentId)])];
}

interface Place {
  readonly repository: Repository;
  readonly program: HookProgram;
}

async function writeSettings(agent: AgentId, { repository, program }: Place): Promise<readonly string[]> {
  const { path: file, next } = settingsPlace(agent);
  const before = await textAt(file, repository);
  const merged = agentSettings(agent, before, program.commandFor(agent));
  if (merged.kind === 'problem') {
    throw new CliError(
      'usage',
      `${file} was left as it is, because ${merged.problem}. Fix it and run again.`,
    );
  }
  if (merged.text === before) return [`${file} is up to date.`];
  await writeAtomically(repository, { path: file, text: merged.text });
  return [`Wrote ${file}. ${next}`];
}

async function textAt(file: string, { observers }: Repository): Promise<string | undefined> {
  const content = await observers.files.read(file);
  const problem = content.known
    ? content.value.kind === 'unreadable'
      ? content.value.problem
      : undefined
    : content.reason;
  if (problem !== undefined) {
    throw new CliError('usage', `${file} was left as it is: ${displayText(problem)}. Make it a text file.`);
  }
  return content.known && content.value.kind === 'text' ? content.value.text : undefined;
}

async function writeGitHooks({ repository, program }: Place): Promise<readonly string[]> {
  const keeper = await keeperOf(repository.root);
  if (keeper !== undefined) {
    return [
      `This repository keeps its hooks with ${keeper.name}. Add one line for each:`,
      ...GIT_HOOKS.map(
        (hook) => `  ${keeper.file(hook)} (${hook}): ${gitHookLine(hook, program.commandFor('git'))}`,
      ),
    ];
  }
  const lines: string[] = [];
  for (const script of gitHookScripts(program.commandFor('git')))
    lines.push(...(await writeScript(script, { repository, program })));
  return [...lines, 'Every clone switches them on once: git config core.hooksPath .githooks'];
}

async function keeperOf(root: string): Promise<(typeof KEEPERS)[number] | undefined> {
  for (const keeper of KEEPERS) {
    const found = await lstat(path.join(root, keeper.place)).catch(() => undefined);
    if (found !== undefined) return keeper;
  }
  return undefined;
}

async function writeScript(
  script: GeneratedFile,
  { repository, program }: Place,
): Promise<readonly string[]> {
  const before = await textAt(script.path, repository);
  const hook = GIT_HOOKS.find((name) => script.path.endsWith(name)) ?? 'pre-commit';
  if (before !== undefined && !isGitHookScript(before)) {
    if (before.includes(`hook git ${hook}`)) return [`${script.path} calls Lockkeeper already.`];
    return [
      `${script.path} is yours and was left as it is. Add this line: ${gitHookLine(hook, program.commandFor('git'))}`,
    ];
  }
  if (before !== script.text) await writeAtomically(repository, script);
  // Git passes over a hook that may not be run, and says so only in passing.
  await chmod(path.join(repository.root, script.path), 0o755);
  return [before === script.text ? `${script.path} is up to date.` : `Wrote ${script.path}.`];
}
