import { fileURLToPath } from 'node:url';

import { EXIT } from './exit-codes.ts';
import { main } from './main.ts';
import type { TextOutput } from './world.ts';

// The global `process`: importing node:process would open standard input as well, which nothing here reads.

/** Put in by the bundler. */
declare const LOCKKEEPER_VERSION: string;

/** A reader that has seen enough (`lockkeeper check | head`) is no failure of ours. */
function forgiveClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? (process.exitCode ?? EXIT.ok) : EXIT.technical);
  });
}

function outputOf(stream: NodeJS.WriteStream): TextOutput {
  return {
    write: (text) => {
      stream.write(text);
    },
    isTerminal: stream.isTTY === true,
    columns: stream.isTTY === true ? stream.columns : undefined,
  };
}

const besides = (folder: string) => fileURLToPath(new URL(folder, import.meta.url));

forgiveClosedPipe(process.stdout);
forgiveClosedPipe(process.stderr);
void main({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  installation: { version: LOCKKEEPER_VERSION, wasm: besides('./wasm/'), rulePages: besides('./rules/') },
}).then((exitCode) => {
  process.exitCode = exitCode;
});
