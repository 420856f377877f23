import { Option, type Command } from 'commander';

import { withCache, withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import { withEnvironment } from './options.ts';
import type { MigrationsExplainOptions } from './options.ts';

export function addMigrationsExplain(migrations: Command, { world, end }: CommandContext): void {
  const command = migrations
    .command('explain')
    .summary('show what a revision does, step by step')
    .description(
      'Shows what the upgrade and the downgrade of a revision do. The revision is trivial (adds only what running code does not notice), reversible (the downgrade undoes every step) or destructive (rows or values may be lost); locks do not count. Findings follow, as in the editor. `lockkeeper check` adds those that need a change or a release.',
    )
    // Asked for here, and not by the parser, which could not name one that is there.
    .usage('[options] <revision>')
    .argument('[revision]', 'revision id or its beginning, file, branch label, or head');
  withEnvironment(command)
    .addOption(new Option('--format <format>', 'output format').choices(['pretty', 'json']).default('pretty'))
    .addHelpText('after', EXAMPLES);
  withColor(withCache(withPlace(command))).action(
    async (revision: string | undefined, options: MigrationsExplainOptions) => {
      const { runMigrationsExplain } = await import('./run-explain.ts');
      end(await runMigrationsExplain(revision, { options, world }));
    },
  );
}

const EXAMPLES = `
Examples:
  lockkeeper migrations explain head
  lockkeeper migrations explain 1975ea83b712
  lockkeeper migrations explain alembic/versions/1975ea83b712_add_total.py --format json`;
