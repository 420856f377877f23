import { fileURLToPath } from 'node:url';

import { EXIT, type ExitCode } from './exit-codes.ts';
import { isAgentId, type AgentId } from './commands/hook/agent/agents.ts';
import type * as judging from './commands/hook/agent/judge-call.ts';
import type * as program from './main.ts';
import type { CompileCache } from './loading/compile-cache.ts';
import type { TextOutput, World } from './world.ts';

// The global `process`: importing node:process would open standard input as well, which only hooks read.

/** Put in by the bundler. */
declare const LOCKKEEPER_VERSION: string;

/** The commands that read a policy. Of the others Node compiles little, or they are called once. */
const LOADS_MUCH: ReadonlySet<string> = new Set([
  'abandon',
  'approve',
  'audit',
  'baseline',
  'block',
  'check',
  'checklist',
  'db',
  'deploy',
  'deps',
  'explain',
  'generate',
  'guard',
  'hold',
  'hook',
  'migrations',
  'plan',
  'policy',
  'promote',
  'record',
  'release',
  'report',
  'resume',
  'rollback',
  'simulate',
  'status',
  'update',
]);

/** A reader that has seen enough (`lockkeeper check | head`) is no failure of ours. */
function forgiveClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (process.listenerCount('SIGHUP') === 0)
      process.exit(error.code === 'EPIPE' ? (process.exitCode ?? EXIT.ok) : EXIT.technical);
    tellThatReaderLeft();
  });
}

const TOLD = new WeakSet<object>();

/** A command that listens has things to put back before it ends. It hears of it once, however often it writes meanwhile. */
function tellThatReaderLeft(): void {
  for (const listener of process.listeners('SIGHUP').filter((one) => !TOLD.has(one))) {
    TOLD.add(listener);
    listener('SIGHUP');
  }
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
const argv = process.argv.slice(2);
const isHook = argv[0] === 'hook';
// Whatever ends a hook before it has said how it went is not a pass.
if (isHook) process.exitCode = EXIT.notJudged;
run({
  argv,
  env: process.env,
  cwd: process.cwd(),
  stdin: () => process.stdin,
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  installation: {
    version: LOCKKEEPER_VERSION,
    wasm: besides('./wasm/'),
    rulePages: besides('./rules.json'),
  },
}).then(end, (error: unknown) => {
  process.stderr.write(`Lockkeeper cannot be loaded: ${String(error)}. Install it again.\n`);
  end(EXIT.technical);
});

/** An agent waits for its hook before every file, and a timer runs updates: what reads a command line is not loaded for them. */
async function run(world: World): Promise<ExitCode> {
  if (argv.length === 2 && isHook && isAgentId(argv[1])) return runQuickHook(argv[1], world);
  const [command = ''] = argv;
  if (command === 'update') {
    const { answeredByLook } = await import('./commands/update/answer-by-look.ts');
    const answered = await answeredByLook(world);
    if (answered !== undefined) return answered;
  }
  if (!LOADS_MUCH.has(command)) return (await import('./main.ts')).main(world);
  const parts = await partsKeptAs(`-${command}`);
  const exitCode = await partOf<typeof program>(parts, 'main.cjs').main(world);
  parts.keep();
  return exitCode;
}

async function runQuickHook(agent: AgentId, world: World): Promise<ExitCode> {
  const { runAgentHook } = await import('./commands/hook/agent/run-agent-hook.ts');
  let parts: CompileCache | undefined;
  const { exitCode, isOverdue } = await runAgentHook(agent, world, async () => {
    parts ??= await partsKeptAs('');
    return partOf<typeof judging>(parts, 'judge-call.cjs');
  });
  // What still runs would keep the process alive, and the agent goes on without an answer after a while.
  if (isOverdue) process.exit(exitCode === EXIT.ok ? EXIT.ok : EXIT.notJudged);
  parts?.keep();
  return exitCode;
}

/**
 * The program as an earlier run compiled it. That is kept beside it and nowhere else: whoever can write there can write
 * another program as well. Each command calls other functions, and has a file of its own.
 */
async function partsKeptAs(name: string): Promise<CompileCache> {
  const { compiledParts } = await import('./loading/compile-cache.ts');
  return compiledParts({
    folder: besides('./chunks/'),
    kept: besides(`./compiled/${process.versions.v8}-${process.arch}${name}`),
    mayKeep: process.execArgv.length === 0 && process.env['NODE_OPTIONS'] === undefined,
  });
}

/** @param name of the file that was bundled from the module of that type */
function partOf<Part>(parts: CompileCache, name: string): Part {
  return parts.load(name) as Part;
}

// All is said and done by then. Node would give its memory back piece by piece first, which takes longer than many a command.
process.once('beforeExit', () => process.exit());

/** An agent is stopped by this one code and by no other. */
function end(exitCode: ExitCode): void {
  process.exitCode = isHook && exitCode !== EXIT.ok ? EXIT.notJudged : exitCode;
}
