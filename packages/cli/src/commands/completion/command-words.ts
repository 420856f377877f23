import type { Command, Option } from 'commander';

/** What can be typed after one command: enough for a shell to complete, and nothing of how it runs. */
export interface CommandWords {
  /** Empty for the program itself, `policy print` for a command below a command. */
  readonly path: string;
  readonly commands: readonly Described[];
  readonly options: readonly OptionWords[];
  /** Words the first argument may be. */
  readonly argumentWords: readonly string[];
}

interface Described {
  readonly word: string;
  readonly description: string;
}

export interface OptionWords extends Described {
  readonly value: 'none' | 'file' | 'free' | readonly string[];
}

/** Every command of the program, itself first. @param argumentWords by path, where commander does not know them */
export function commandWords(
  program: Command,
  argumentWords: Readonly<Record<string, readonly string[]>> = {},
): readonly CommandWords[] {
  return wordsBelow(program, '', argumentWords);
}

function wordsBelow(
  command: Command,
  path: string,
  argumentWords: Readonly<Record<string, readonly string[]>>,
): readonly CommandWords[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command);
  const [argument] = command.registeredArguments;
  const own: CommandWords = {
    path,
    commands: commands.map((child) => ({
      word: child.name(),
      description: child.summary() || child.description(),
    })),
    options: help.visibleOptions(command).flatMap(optionWords),
    argumentWords: argument?.argChoices ?? argumentWords[path] ?? [],
  };
  const children = commands.filter((child) => child.name() !== 'help');
  return [
    own,
    ...children.flatMap((child) => wordsBelow(child, `${path} ${child.name()}`.trimStart(), argumentWords)),
  ];
}

function optionWords({ long, description, required, argChoices, flags }: Option): readonly OptionWords[] {
  if (!long) return [];
  const value = argChoices ?? (required ? (/<(file|dir)>/.test(flags) ? 'file' : 'free') : 'none');
  return [{ word: long, description, value }];
}
