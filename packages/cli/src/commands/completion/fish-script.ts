import type { CommandWords, OptionWords } from './command-words.ts';

export function fishScript(words: readonly CommandWords[]): string {
  const lines = words.flatMap((command) => {
    const condition = conditionFor(command);
    return [
      ...command.commands.map(({ word, description }) =>
        entry(condition, `-a ${quoted(word)} -d ${quoted(description)}`),
      ),
      ...command.argumentWords.map((word) => entry(condition, `-a ${quoted(word)}`)),
      ...command.options.map((option) => entry(condition, optionPart(option))),
    ];
  });
  return `# fish completion of lockkeeper. Save it as ~/.config/fish/completions/lockkeeper.fish
complete -c lockkeeper -f
${lines.join('\n')}
`;
}

/** At the program itself nothing was named yet; below it every word of the path was, and no word further down. */
function conditionFor({ path, commands }: CommandWords): string {
  if (path === '') return '__fish_use_subcommand';
  const named = path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const further =
    commands.length === 0
      ? []
      : [`not __fish_seen_subcommand_from ${commands.map(({ word }) => word).join(' ')}`];
  return [...named, ...further].join('; and ');
}

function optionPart({ word, description, value }: OptionWords): string {
  const takes =
    value === 'none'
      ? ''
      : value === 'file'
        ? ' -r -F'
        : value === 'free'
          ? ' -x'
          : ` -x -a ${quoted(value.join(' '))}`;
  return `-l ${word.slice(2)}${takes} -d ${quoted(description)}`;
}

function entry(condition: string, rest: string): string {
  return `complete -c lockkeeper -n ${quoted(condition)} ${rest}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
