import type { InitializationOptions } from '../protocol.ts';

export interface ServerOptions {
  readonly trusted: boolean;
  /** `undefined`: the folder beside the server. */
  readonly parserFolder: string | undefined;
  readonly pageLink: string | undefined;
  readonly copyCommand: string | undefined;
  readonly openPageCommand: string | undefined;
  readonly historyCommand: string | undefined;
  readonly showsMessageInHover: boolean;
}

/**
 * Reads what the client sent; any LSP client may start the server, so nothing is taken for granted.
 * A client that does not speak of trust has none to withhold.
 */
export function readOptions(sent: unknown): ServerOptions {
  const options = typeof sent === 'object' && sent !== null ? sent : {};
  return {
    trusted: field(options, 'trusted') !== false,
    parserFolder: textIn(options, 'parserFolder'),
    pageLink: textIn(options, 'pageLink'),
    copyCommand: textIn(options, 'copyCommand'),
    openPageCommand: textIn(options, 'openPageCommand'),
    historyCommand: textIn(options, 'historyCommand'),
    showsMessageInHover: field(options, 'showsMessageInHover') === true,
  };
}

function textIn(options: object, name: keyof InitializationOptions): string | undefined {
  const value = field(options, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function field(options: object, name: keyof InitializationOptions): unknown {
  return Reflect.get(options, name);
}
