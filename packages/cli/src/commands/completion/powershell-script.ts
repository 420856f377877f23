import type { CommandWords } from './command-words.ts';

export function powershellScript(words: readonly CommandWords[]): string {
  return `# PowerShell completion of lockkeeper. Load it with: lockkeeper completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName lockkeeper -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $next = @{
${words.map((command) => `    ${quoted(command.path)} = @(${allWords(command).map(quoted).join(', ')})`).join('\n')}
  }
  $values = @{
${words.flatMap(valueEntries).join('\n')}
  }
  $path = ''
  $previous = ''
  foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1)) {
    $word = "$element"
    if ($element.Extent.EndOffset -ge $cursorPosition) { break }
    $longer = "$path $word".Trim()
    if ($next.ContainsKey($longer)) { $path = $longer }
    $previous = $word
  }
  $found = if ($values.ContainsKey("$path $previous")) { $values["$path $previous"] } else { $next[$path] }
  $found | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

function valueEntries({ path, options }: CommandWords): readonly string[] {
  return options.flatMap(({ word, value }) =>
    typeof value === 'string'
      ? []
      : [`    ${quoted(`${path} ${word}`)} = @(${value.map(quoted).join(', ')})`],
  );
}

function allWords({ commands, options, argumentWords }: CommandWords): readonly string[] {
  return [...commands.map(({ word }) => word), ...argumentWords, ...options.map(({ word }) => word)];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
