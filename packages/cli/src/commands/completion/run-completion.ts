import { allRules } from '@lockkeeper/policy-core';
import type { Command } from 'commander';

import { COMMANDS_WITH_SCHEMA } from '../schema/answer-json-schema.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import { RULE_AREAS } from '../explain/rule-areas.ts';
import { bashScript } from './bash-script.ts';
import { commandWords, type CommandWords } from './command-words.ts';
import { fishScript } from './fish-script.ts';
import { powershellScript } from './powershell-script.ts';
import type { Shell } from './shells.ts';
import { zshScript } from './zsh-script.ts';

/** `lockkeeper completion SHELL` */
export function runCompletion(
  shell: Shell,
  { program, world }: { readonly program: Command; readonly world: World },
): ExitCode {
  const words = commandWords(program, {
    explain: [...RULE_AREAS, ...allRules.map(({ id }) => id)],
    schema: [...new Set(COMMANDS_WITH_SCHEMA.flatMap((command) => command.split(' ')))],
  });
  world.stdout.write(SCRIPTS[shell](words));
  return EXIT.ok;
}

const SCRIPTS: Readonly<Record<Shell, (words: readonly CommandWords[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};
