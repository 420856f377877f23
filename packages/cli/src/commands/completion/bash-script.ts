import type { CommandWords, OptionWords } from './command-words.ts';

/** Works in bash 3.2, too, which macOS still has: no associative arrays. */
export function bashScript(words: readonly CommandWords[]): string {
  return `# bash completion of lockkeeper. Load it with: source <(lockkeeper completion bash)
_lockkeeper() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "$path/\${COMP_WORDS[index]}" in
      ${words.flatMap(stepsBelow).map(quoted).join('|')})
        path="\${path:+$path }\${COMP_WORDS[index]}" ;;
    esac
  done
  case "$path $previous" in
${words.flatMap(valueCases).join('\n')}
  esac
  case "$path" in
${words.map((command) => `    ${quoted(command.path)}) COMPREPLY=($(compgen -W ${quoted(allWords(command))} -- "$current")) ;;`).join('\n')}
  esac
}
complete -F _lockkeeper lockkeeper
`;
}

/** `/check`, `policy/print`: the path so far and the command that goes on from it. */
function stepsBelow({ path, commands }: CommandWords): readonly string[] {
  return commands.map(({ word }) => `${path}/${word}`);
}

function valueCases({ path, options }: CommandWords): readonly string[] {
  return options.flatMap((option) => {
    const reply = valueReply(option);
    return reply === undefined ? [] : [`    ${quoted(`${path} ${option.word}`)}) ${reply}; return ;;`];
  });
}

function valueReply({ value }: OptionWords): string | undefined {
  if (value === 'none') return undefined;
  if (value === 'free') return 'COMPREPLY=()';
  return value === 'file'
    ? 'COMPREPLY=($(compgen -f -- "$current"))'
    : `COMPREPLY=($(compgen -W ${quoted(value.join(' '))} -- "$current"))`;
}

function allWords({ commands, options, argumentWords }: CommandWords): string {
  return [...commands.map(({ word }) => word), ...argumentWords, ...options.map(({ word }) => word)].join(
    ' ',
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
