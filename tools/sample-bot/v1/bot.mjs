// A bot that trades: it writes each trade in two parts, pauses where an update asks for it, and says which commit it runs.
// It must never be stopped between the two parts of a trade.
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import process from 'node:process';

import { version as first } from './first.mjs';

const { LOCKKEEPER_UPDATE_META: meta = '', BOT_PORT = '0' } = process.env;
const data = path.dirname(meta);
const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
/** A tree that is half of one version and half of another would start so. */
const { version: second } = await import('./second.mjs');
/** Whoever writes this file makes every version ill that starts from then on. */
const isIll = existsSync('ILL') || existsSync(path.join(meta, 'SICK'));
/** How it is well: not all the time, or as something else. */
const health = existsSync('HEALTH') ? readFileSync('HEALTH', 'utf8') : '';
/** When it dies: `at once`, `paused` for an update, once `asked` so often that it seems well, or `later`. */
const dies = existsSync('DIES') ? readFileSync('DIES', 'utf8') : '';
let asked = 0;
let trade = 0;
/** @type {number | undefined} */
let pausedFor;

if (dies === 'at once') process.exit(1);
if (dies === 'later') setTimeout(() => process.exit(1), 2000);
appendFileSync(path.join(data, 'starts.log'), `${first} ${second} ${commit} ${process.pid}\n`);
if (existsSync('MIGRATES')) writeFileSync(path.join(data, 'format'), `${first}\n`);
if (existsSync('HOLDS_PORT')) holdPort();
else createServer(answer).listen(Number(BOT_PORT), '127.0.0.1');
setTimeout(cycle, 5);

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
function answer({ url }, response) {
  if (url !== '/health') {
    response.writeHead(404).end();
    return;
  }
  asked += 1;
  const isRed = isIll || (health === 'flaps' && asked === 5) || (health === 'reddens' && asked > 4);
  const told = health === 'lies' ? '0'.repeat(40) : commit;
  const text = JSON.stringify({ commit: told, first, second, trade, paused: pausedFor !== undefined });
  response.writeHead(isRed ? 500 : 200, { 'content-type': 'application/json' });
  const end = () => (dies === 'asked' && asked === 5 ? process.exit(1) : undefined);
  setTimeout(() => response.end(text, end), health === 'hangs' ? 60_000 : 0);
}

/** Lets a process answer that outlives this one, and keeps the port. */
function holdPort() {
  const text = JSON.stringify({ commit, first, second, paused: false });
  const program = `require('node:http').createServer((_, response) => response.end(process.argv[2])).listen(Number(process.argv[1]), '127.0.0.1', () => require('node:fs').writeFileSync(process.argv[3], String(process.pid)))`;
  const args = ['-e', program, BOT_PORT, text, path.join(meta, 'holder.pid')];
  spawn(process.execPath, args, { detached: true, stdio: 'ignore' }).unref();
}

function cycle() {
  const wanted = request();
  if (wanted !== undefined) {
    if (pausedFor !== wanted) acknowledge(wanted);
    pausedFor = wanted;
    setTimeout(cycle, 10);
    return;
  }
  pausedFor = undefined;
  trade += 1;
  const id = `${process.pid}-${trade}`;
  appendFileSync(path.join(data, 'trades.log'), `begin ${id}\n`);
  setTimeout(() => {
    appendFileSync(path.join(data, 'trades.log'), `end ${id}\n`);
    const mark = path.join(meta, 'last_save');
    writeFileSync(mark, '', { flag: 'a' });
    utimesSync(mark, new Date(), new Date());
    setTimeout(cycle, 5);
  }, 5);
}

/** The generation of a request that holds; `undefined`: nobody asks for a pause. */
function request() {
  try {
    const { generation, until } = JSON.parse(readFileSync(path.join(meta, 'quiesce.json'), 'utf8'));
    return Date.parse(until) > Date.now() ? generation : undefined;
  } catch {
    // There is none.
    return undefined;
  }
}

/** @param {number} generation */
function acknowledge(generation) {
  if (existsSync('NEVER_PAUSES')) return;
  const file = path.join(meta, 'quiesce_ack.json');
  const answered = existsSync('ANSWERS_EARLIER') ? generation - 1 : generation;
  writeFileSync(`${file}.new`, JSON.stringify({ schema_version: 1, generation: answered }));
  renameSync(`${file}.new`, file);
  if (dies === 'paused' && trade > 0) process.exit(1);
}
