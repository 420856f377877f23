import path from 'node:path';

/** Where the extension carries what it starts and shows. Absolute paths. */
export interface BundledFiles {
  readonly server: string;
  readonly cli: string;
  /** Holds the parsers' WebAssembly files. */
  readonly parserFolder: string;
  /** Holds the page of every rule, by its id. */
  readonly pages: string;
}

export function bundledFiles(extensionPath: string): BundledFiles {
  const inside = (name: string) => path.join(extensionPath, 'dist', name);
  return {
    server: inside('lockkeeper-lsp.cjs'),
    cli: inside('lockkeeper.cjs'),
    parserFolder: inside('wasm'),
    pages: inside('rules.json'),
  };
}
