import { fileURLToPath } from 'node:url';

import { EXIT } from './exit-codes.ts';
import { main } from './main.ts';
import type { TextOutput } from './world.ts';

// The global `process`: importing node:process would open standard input as well, which only hooks read.

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
const isHook = process.argv[2] === 'hook';
// Whatever ends a hook before it has said how it went is not a pass.
if (isHook) process.exitCode = EXIT.notJudged;
void main({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  stdin: () => process.stdin,
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  installation: { version: LOCKKEEPER_VERSION, wasm: besides('./wasm/'), rulePages: besides('./rules/') },
}).then((exitCode) => {
  // An agent is stopped by this one code and by no other.
  process.exitCode = isHook && exitCode !== EXIT.ok ? EXIT.notJudged : exitCode;
});
