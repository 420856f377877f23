import type { CommanderError } from 'commander';

/** What commander objects to, as sentences; `undefined` when it has already shown the help. */
export function usageMessage({ code, message }: CommanderError): string | undefined {
  if (code === 'commander.help' || code === 'commander.helpDisplayed') return undefined;
  const [objection = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const guess = suggestion === undefined ? '' : ` ${suggestion.replace(/^\((.*)\)$/, '$1')}`;
  return `${sentence(objection)}${guess} Run \`lockkeeper --help\` to see what there is.`;
}

function sentence(text: string): string {
  const end = /[.?!]$/.test(text) ? '' : '.';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${end}`;
}
