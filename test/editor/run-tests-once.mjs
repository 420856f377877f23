// One call of runTests() in a process of its own, so that a hanging VS Code can be ended with its process group.
import { readFileSync } from 'node:fs';

import { runTests } from '@vscode/test-electron';

const [, , requestFile = ''] = process.argv;

try {
  process.exitCode = await runTests(JSON.parse(readFileSync(requestFile, 'utf8')));
} catch (error) {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : 1;
  if (code === 1) console.error(String(error));
  process.exitCode = code;
}
