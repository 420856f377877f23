// Runs first in every thread of a program that is walked through, and writes down which functions were called since it
// was asked last: when the process is sent SIGUSR2, and when the thread ends. One file a thread and question.
import childProcess from 'node:child_process';
import { writeFileSync } from 'node:fs';
import inspector from 'node:inspector';
import path from 'node:path';
import process from 'node:process';
import { BroadcastChannel, isMainThread, MessagePort, threadId, Worker } from 'node:worker_threads';

const folder = process.env['LOCKKEEPER_WALK'] ?? '';
const name = path.join(folder, `${process.pid}-${threadId}`);
/** @type {string[]} */
const programs = [];
let messages = 0;
let notes = 0;

count(childProcess.ChildProcess.prototype, 'spawn', ([options]) => programs.push(programIn(options)));
count(childProcess, 'spawnSync', ([program]) => programs.push(programIn({ file: program })));
count(MessagePort.prototype, 'postMessage', () => (messages += 1));
count(Worker.prototype, 'postMessage', () => (messages += 1));

const session = new inspector.Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });

const others = new BroadcastChannel('lockkeeper-walk');
others.unref();
if (isMainThread)
  process.on('SIGUSR2', () => {
    others.postMessage('note');
    note();
  });
else others.onmessage = note;
process.on('exit', note);
writeFileSync(`${name}.started`, '');

function note() {
  session.post('Profiler.takePreciseCoverage', (_, { result }) => {
    const scripts = result.map(({ url, functions }) => ({
      url,
      called: functions.flatMap(({ functionName, ranges: [range] }) =>
        range === undefined || range.count === 0 ? [] : [{ name: functionName, ...range }],
      ),
    }));
    writeFileSync(`${name}.${(notes += 1)}.json`, JSON.stringify({ scripts, programs, messages }));
  });
  programs.length = 0;
  messages = 0;
}

/**
 * @param {any} owner
 * @param {string} method
 * @param {(args: any[]) => void} heard
 */
function count(owner, method, heard) {
  const original = owner[method];
  owner[method] = function counted(/** @type {any[]} */ ...args) {
    heard(args);
    return original.apply(this, args);
  };
}

/** @param {{ readonly file?: unknown }} options */
function programIn({ file }) {
  return path.basename(String(file)).replace(/[\d.]+$/, '');
}
