import { Argument, type Command } from 'commander';

import type { CommandContext } from '../../command-line/command-context.ts';
import { AGENTS, type AgentId } from './agent/agents.ts';

export function addHook(program: Command, context: CommandContext): void {
  const hook = program
    .command('hook')
    .summary('judge before an AI agent writes, before a commit, before a push')
    .description(
      'Judges for other programs before they act. `lockkeeper generate hooks` writes the settings that call it.',
    );
  for (const add of [addAgents, addGit]) add(hook, context);
}

function addAgents(hook: Command, { world, end }: CommandContext): void {
  for (const [id, { name }] of Object.entries(AGENTS)) {
    hook
      .command(id)
      .summary(`answer a hook of ${name}`)
      .description(
        `Answers a hook event of ${name}, read from standard input. When a session begins, it records the repositories. Before a tool runs, it judges the writes of that tool. At the end of a turn, it judges every change since the session began. It refuses whatever it cannot judge.`,
      )
      .action(async () => {
        const { runAgentHook } = await import('./agent/run-agent-hook.ts');
        const { exitCode } = await runAgentHook(id as AgentId, world);
        end(exitCode);
      });
  }
}

function addGit(hook: Command, { world, end }: CommandContext): void {
  const git = hook
    .command('git')
    .summary('answer a hook of git')
    .description('Judges what git is about to commit or push. Git calls it from .git/hooks or .githooks.');
  git
    .command('pre-commit')
    .summary('judge what is staged')
    .description('Judges what `git commit` is about to commit. Any exit code but 0 stops the commit.')
    .action(async () => {
      const { runPreCommit } = await import('./git/run-pre-commit.ts');
      end(await runPreCommit(world));
    });
  git
    .command('pre-push')
    .summary('judge what is pushed')
    .description(
      'Judges each branch that git is about to push, read from standard input. Any exit code but 0 stops the push.',
    )
    .addArgument(new Argument('[remote]', 'name of the remote, from git'))
    .addArgument(new Argument('[url]', 'address of the remote, from git'))
    .action(async () => {
      const { runPrePush } = await import('./git/run-pre-push.ts');
      end(await runPrePush(world));
    });
}
