import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

const STARTERS = ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'] as const;

function refuse(): never {
  throw new Error('A unit test starts no program. Name its file *.integration.test.ts.');
}

/** Started programs are what makes a test an integration test, so none starts in a unit test. */
Object.assign(childProcess, Object.fromEntries(STARTERS.map((name) => [name, refuse])));
syncBuiltinESMExports();
