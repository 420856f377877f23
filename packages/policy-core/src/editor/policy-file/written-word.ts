import type { PolicySyntax } from './policy-tree.ts';

/** A value as it is written on one line. */
export function inFlow(value: unknown, syntax: PolicySyntax): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return syntax === 'yaml' ? inYaml(value) : JSON.stringify(value);
}

/** Plain where YAML reads it as that text, also within brackets; else in quotes. */
export function inYaml(text: string): string {
  const isPlain = /^[$A-Za-z_./][\w./@+-]*$/.test(text) && !/^(true|false|null|~|yes|no|on|off)$/i.test(text);
  // YAML 1.2 reads `off` as a text, but readers of YAML 1.1 do not: they never see a policy.
  return isPlain || text === 'off' ? text : quoted(text, "'");
}

/** In the quotes that are there already. */
export function quoted(text: string, quote: '"' | "'"): string {
  return quote === '"' ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}

/** A key without what separates it from its value. */
export function inKey(key: string, syntax: PolicySyntax): string {
  if (syntax === 'toml') return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
  return inFlow(key, syntax);
}

/** A key and what separates it from its value. */
export function keyText(key: string, syntax: PolicySyntax): string {
  return `${inKey(key, syntax)}${syntax === 'toml' ? ' = ' : ': '}`;
}
