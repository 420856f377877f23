export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/**
 * Reads a line of a log as the runner of GitHub Actions does: the message begins after the second `::`,
 * properties are split at commas, and escapes are undone last. Throws for a line that is no command.
 */
export function readWorkflowCommand(line: string): WorkflowCommand {
  if (!line.startsWith('::')) throw new Error(`not a command: ${line}`);
  const end = line.indexOf('::', 2);
  if (end === -1) throw new Error(`a command without an end: ${line}`);
  const head = line.slice(2, end);
  const space = head.indexOf(' ');
  const properties = head
    .slice(space + 1)
    .split(',')
    .map((property) => {
      const equals = property.indexOf('=');
      return [property.slice(0, equals), unescape(property.slice(equals + 1), PROPERTY)] as const;
    });
  return {
    name: head.slice(0, space),
    properties: Object.fromEntries(properties),
    message: unescape(line.slice(end + 2), DATA),
  };
}

const DATA = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
] as const;
const PROPERTY = [['%3A', ':'], ['%2C', ','], ...DATA] as const;

function unescape(text: string, escapes: readonly (readonly [string, string])[]): string {
  return escapes.reduce((result, [escape, character]) => result.replaceAll(escape, character), text);
}
