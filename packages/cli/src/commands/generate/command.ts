import type { Command } from 'commander';

import { withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type {
  GenerateOptions,
  HooksOptions,
  ScriptsOptions,
  SystemdOptions,
  WorkflowsOptions,
} from './options.ts';

export function addGenerate(program: Command, context: CommandContext): void {
  const generate = program
    .command('generate')
    .summary('write files that enforce the policy elsewhere')
    .description(
      'Writes files that enforce the policy elsewhere. Each says that it is generated; other files are never replaced without --force.',
    );
  for (const add of [addWorkflows, addCodeowners, addRulesets, addScripts, addSystemd, addHooks])
    add(generate, context);
}

function addWorkflows(generate: Command, { world, end }: CommandContext): void {
  const command = generate
    .command('workflows')
    .summary('write the GitHub Actions workflows of the guard and of releases')
    .description(
      'Writes the GitHub Actions workflows of the guard and of releases. The guard, .github/workflows/lockkeeper-guard.yml unless the policy names another file, and the workflow that starts it judge every pull request by the policy of its base; the pull request cannot switch that off. If the policy names dependencies, .github/workflows/lockkeeper-dependencies.yml judges them in a separate check. If it describes services, other workflows deploy pushed commits to staging, promote them and roll back; the command reports settings that they lack.',
    )
    .option('--sarif', 'also send findings to code scanning, from a separate job');
  withWriting(command).action(async (options: WorkflowsOptions) => {
    const { runGenerateWorkflows } = await import('./run-generate.ts');
    end(await runGenerateWorkflows(options, world));
  });
}

function addCodeowners(generate: Command, { world, end }: CommandContext): void {
  const command = generate
    .command('codeowners')
    .summary('write CODEOWNERS from the protected sections')
    .description(
      'Writes .github/CODEOWNERS with the owners of each protected section. It covers at least the protected paths.',
    );
  withWriting(command).action(async (options: GenerateOptions) => {
    const { runGenerateCodeowners } = await import('./run-generate.ts');
    end(await runGenerateCodeowners(options, world));
  });
}

function addRulesets(generate: Command, { world, end }: CommandContext): void {
  const command = generate
    .command('rulesets')
    .summary('write branch rulesets for GitHub')
    .description(
      'Writes one GitHub ruleset for each kind of branch that refuses pushes. Each is ready to import: it requires pull requests and the guard check, and forbids force pushes.',
    );
  withWriting(command).action(async (options: GenerateOptions) => {
    const { runGenerateRulesets } = await import('./run-generate.ts');
    end(await runGenerateRulesets(options, world));
  });
}

function addScripts(generate: Command, { world, end }: CommandContext): void {
  const command = generate
    .command('scripts')
    .summary('write the scripts of a deployment policy')
    .description(
      'Writes scripts that run Lockkeeper, and one for start.sh. scripts/db_audit.sh, scripts/deploy_guard.sh and scripts/stamp_baseline.sh, or the stamp script that the policy names, pass arguments and exit codes through. scripts/start_migrations.sh upgrades the database, and starts no server if that fails. DISABLE_AUTO_MIGRATIONS=true leaves the database alone.',
    )
    .option('--program <command>', 'command that starts Lockkeeper', 'lockkeeper')
    .option('--alembic <command>', 'command that starts Alembic', 'alembic');
  withWriting(command).action(async (options: ScriptsOptions) => {
    const { runGenerateScripts } = await import('./run-generate-scripts.ts');
    end(await runGenerateScripts(options, world));
  });
}

function addSystemd(generate: Command, { world, end }: CommandContext): void {
  const command = generate
    .command('systemd')
    .summary('write the units that update a service')
    .description(
      'Writes the systemd units of updates, from config/update.toml. Below systemd/, they look for updates, end an interrupted one before the service starts, and restart the service for a user who may not. It also writes scripts/bot_update.py, which asks before each step of an update. It needs no policy.',
    )
    .requiredOption('--profile <name>', 'the folder below bot_persistence')
    .requiredOption('--user <name>', 'user of the service; updates run as the same user')
    .option('--program <command>', 'command that starts Lockkeeper on its host; default: what runs now')
    .option('--service-root <dir>', 'folder of the service on its host; default: here');
  withWriting(command).action(async (options: SystemdOptions) => {
    const { runGenerateSystemd } = await import('./run-generate-systemd.ts');
    end(await runGenerateSystemd(options, world));
  });
}

function addHooks(generate: Command, { world, end }: CommandContext): void {
  const command = generate
    .command('hooks')
    .summary('install the hooks of AI agents and of git')
    .description(
      'Installs hooks in the settings of an AI agent, and in git. It keeps the other settings and the hooks of others; the git hooks are .githooks/pre-commit and .githooks/pre-push. Without --agent, it installs those of Claude Code and of git.',
    )
    .option('--agent <name...>', 'agents: claude-code, codex, cursor, copilot, vscode or gemini')
    .option('--claude-code', 'same as --agent claude-code')
    .option('--git', 'install the hooks of git')
    .option('--program <command>', 'command that starts Lockkeeper, if the hooks cannot find it')
    .option('--root <dir>', 'repository to use; default: the one around the current folder');
  command.action(async (options: HooksOptions) => {
    const { runGenerateHooks } = await import('./run-generate-hooks.ts');
    end(await runGenerateHooks(options, world));
  });
}

function withWriting(command: Command): Command {
  command
    .option('--check', 'write nothing; fail if a file is missing or differs')
    .option('--force', 'replace files that Lockkeeper did not write')
    .option('--stdout', 'print the files; write nothing');
  return withPlace(command);
}
