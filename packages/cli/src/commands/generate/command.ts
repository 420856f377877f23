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
    .summary('write what enforces the policy elsewhere')
    .description(
      'Writes files that enforce the policy elsewhere. Each says that it is generated, and only such a file is replaced.',
    );
  for (const add of [addWorkflows, addCodeowners, addRulesets, addScripts, addSystemd, addHooks])
    add(generate, context);
}

function addWorkflows(generate: Command, { world, end }: CommandContext): void {
  const command = generate
    .command('workflows')
    .summary('write the guard for GitHub Actions, and what releases there')
    .description(
      'Writes .github/workflows/backend_integrity_guard.yml and the workflow that starts it: every pull request is judged by the policy of its base, and cannot switch that off. Where the policy names dependencies, dependency_freeze_guard.yml judges them in a check of its own. Where it describes services, others deploy what is pushed to where it is tried, promote it and bring the last good commit back; what the policy lacks for one of them is said.',
    )
    .option('--sarif', 'also send findings to code scanning, from a job of its own');
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
      'Writes .github/CODEOWNERS: the owners of each protected section, for at least the paths it protects.',
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
      'Writes one ruleset for each kind of branch that refuses pushes, ready to be imported: pull requests, no force push, the check of the guard.',
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
      'Writes scripts/db_audit.sh, scripts/deploy_guard.sh and scripts/stamp_prod_baseline.sh, which pass arguments and exit codes through to Lockkeeper, and scripts/start_migrations.sh for start.sh: it upgrades the database, and lets no server start where that fails. DISABLE_AUTO_MIGRATIONS=true leaves the database alone.',
    )
    .option('--program <command>', 'how the scripts start Lockkeeper', 'lockkeeper')
    .option('--alembic <command>', 'how the start starts Alembic', 'alembic');
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
      'Writes, by config/update.toml, the units of systemd that look for an update, end an interrupted one before the service is started, and restart the service for a user who may not, below systemd/; and scripts/bot_update.py, which updates step by step and asks. No policy is needed.',
    )
    .requiredOption('--profile <name>', 'the folder below bot_persistence')
    .requiredOption('--user <name>', 'whom the service runs as; updates run as the same')
    .option('--program <command>', 'how the units start Lockkeeper', 'lockkeeper')
    .option('--service-root <dir>', 'where the service lies on its host, when it is not here');
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
      'Adds the hooks to the settings of an agent, which keep what they hold, and writes .githooks/pre-commit and .githooks/pre-push. Hooks of others are left as they are. Without --agent, those of Claude Code and of git.',
    )
    .option('--agent <name...>', 'claude-code, codex, cursor, copilot, vscode or gemini')
    .option('--claude-code', 'as --agent claude-code')
    .option('--git', 'those of git')
    .option('--program <command>', 'how the hooks start Lockkeeper, when it is not found by itself')
    .option('--root <dir>', 'the repository, when it is not the one around the current folder');
  command.action(async (options: HooksOptions) => {
    const { runGenerateHooks } = await import('./run-generate-hooks.ts');
    end(await runGenerateHooks(options, world));
  });
}

function withWriting(command: Command): Command {
  command
    .option('--check', 'write nothing; fail when a file is missing or differs')
    .option('--force', 'replace files that Lockkeeper did not write')
    .option('--stdout', 'print the files instead of writing them');
  return withPlace(command);
}
