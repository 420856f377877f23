import type { Readable } from 'node:stream';

/** What a process gives a program. Tests give another. */
export interface World {
  /** Without the names of Node and the script. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  /** Opened when it is called, as most commands read nothing. */
  readonly stdin: () => Readable;
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
  readonly installation: Installation;
}

export interface TextOutput {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** `undefined` where there is no terminal. */
  readonly columns: number | undefined;
}

/** What lies beside the program. */
export interface Installation {
  readonly version: string;
  /** Folder of the parsers' WebAssembly. */
  readonly wasm: string;
  /** The file that holds the page of every rule, by its id. */
  readonly rulePages: string;
}
