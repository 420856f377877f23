import type { CommandWords, OptionWords } from './command-words.ts';

/** Goes into a file \`_lockkeeper\` on the \`fpath\`, or is sourced after \`compinit\`. */
export function zshScript(words: readonly CommandWords[]): string {
  return `#compdef lockkeeper
# zsh completion of lockkeeper. Save it as _lockkeeper in a folder of your fpath.
_lockkeeper() {
  local current="\${words[CURRENT]}" previous="\${words[CURRENT-1]}" command_path="" index
  for ((index = 2; index < CURRENT; index++)); do
    case "$command_path/\${words[index]}" in
      ${words.flatMap(({ path, commands }) => commands.map(({ word }) => quoted(`${path}/${word}`))).join('|')})
        command_path="\${command_path:+$command_path }\${words[index]}" ;;
    esac
  done
  case "$command_path $previous" in
${words.flatMap(valueCases).join('\n')}
  esac
  local -a found
  case "$command_path" in
${words.map((command) => `    ${quoted(command.path)}) found=(${described(command).map(quoted).join(' ')}) ;;`).join('\n')}
  esac
  _describe 'lockkeeper' found
}
if [ "$funcstack[1]" = "_lockkeeper" ]; then _lockkeeper "$@"; else compdef _lockkeeper lockkeeper; fi
`;
}

function valueCases({ path, options }: CommandWords): readonly string[] {
  return options.flatMap((option) => {
    const reply = valueReply(option);
    return reply === undefined ? [] : [`    ${quoted(`${path} ${option.word}`)}) ${reply}; return ;;`];
  });
}

function valueReply({ value }: OptionWords): string | undefined {
  if (value === 'none') return undefined;
  if (value === 'free') return ':';
  return value === 'file' ? '_files' : `compadd -- ${value.map(quoted).join(' ')}`;
}

/** `word:what it does`, as `_describe` wants it. */
function described({ commands, options, argumentWords }: CommandWords): readonly string[] {
  const entries = [...commands, ...options].map(({ word, description }) => `${word}:${description}`);
  return [...argumentWords, ...entries];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
