import type { CommanderError } from 'commander';

/**
 * What commander objects to, as sentences; `undefined` when it has already shown the help.
 *
 * @param command whose help lists what there is; `undefined` where no command was recognised
 */
export function usageMessage({ code, message }: CommanderError, command?: string): string | undefined {
  if (code === 'commander.help' || code === 'commander.helpDisplayed') return undefined;
  const [objection = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const guess = suggestion === undefined ? '' : ` ${suggestion.replace(/^\((.*)\)$/, '$1')}`;
  const help = ['lockkeeper', ...(command === undefined ? [] : [command]), '--help'].join(' ');
  return `${sentence(objection)}${guess} Run \`${help}\` to see what there is.`;
}

function sentence(text: string): string {
  const end = /[.?!]$/.test(text) ? '' : '.';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${end}`;
}
