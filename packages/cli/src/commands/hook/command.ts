import { Argument, type Command } from 'commander';

import type { CommandContext } from '../../command-line/command-context.ts';

export function addHook(program: Command, context: CommandContext): void {
  const hook = program
    .command('hook')
    .summary('judge before an AI agent writes, before a commit, before a push')
    .description(
      'What other programs call before they act. `lockkeeper generate hooks` writes the settings that call it.',
    );
  for (const add of [addClaudeCode, addGit]) add(hook, context);
}

function addClaudeCode(hook: Command, { world, end }: CommandContext): void {
  hook
    .command('claude-code')
    .summary('answer a hook of Claude Code')
    .description(
      'Reads the event from standard input. Before a file is written (PreToolUse) the write is judged; at the end of a turn (Stop) everything that changed. Exits with 2 for what is refused and for every failure, as nothing else stops the agent.',
    )
    .action(async () => {
      const { runClaudeCodeHook } = await import('./claude-code/run-claude-code.ts');
      end(await runClaudeCodeHook(world));
    });
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
