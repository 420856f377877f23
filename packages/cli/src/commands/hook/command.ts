import { Argument, type Command } from 'commander';

import type { CommandContext } from '../../command-line/command-context.ts';
import { AGENTS, type AgentId } from './agent/agents.ts';

export function addHook(program: Command, context: CommandContext): void {
  const hook = program
    .command('hook')
    .summary('judge before an AI agent writes, before a commit, before a push')
    .description(
      'What other programs call before they act. `lockkeeper generate hooks` writes the settings that call it.',
    );
  for (const add of [addAgents, addGit]) add(hook, context);
}

function addAgents(hook: Command, { world, end }: CommandContext): void {
  for (const [id, { name }] of Object.entries(AGENTS)) {
    hook
      .command(id)
      .summary(`answer a hook of ${name}`)
      .description(
        `Reads the event of ${name} from standard input. When a session begins its repositories are recorded; before a tool is used what it would write is judged; at the end of a turn everything that changed since the session began. Answers as ${name} understands it, and refuses whatever cannot be judged.`,
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
    .description(
      'Judges what is about to be committed or pushed, as git calls it from .git/hooks or .githooks.',
    );
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
      'Reads from standard input which branches are pushed, and judges each. Any exit code but 0 stops the push.',
    )
    .addArgument(new Argument('[remote]', 'the name of the remote, which git gives'))
    .addArgument(new Argument('[url]', 'its address, which git gives'))
    .action(async () => {
      const { runPrePush } = await import('./git/run-pre-push.ts');
      end(await runPrePush(world));
    });
}
