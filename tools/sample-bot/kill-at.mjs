// Loaded into the updater before anything else: ends it as `kill -9` does, around one entry of its journal.
// `KILL_AT` says where, such as `behind intent switch` or `before done restart`. Or around what a file gets, in the
// supervisor as well: `before service_status.json 2` is before it says for the second time which process it runs.
import { syncBuiltinESMExports } from 'node:module';
import promises from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

const [when, kind, step] = (process.env['KILL_AT'] ?? '').split(' ');
const { open, rename } = promises;
let renames = 0;

promises.rename = async (from, to) => {
  const isNamed = path.basename(String(to)) === kind;
  renames += isNamed ? 1 : 0;
  const isHit = isNamed && renames === Number(step);
  if (isHit && when === 'before') process.kill(process.pid, 'SIGKILL');
  await rename(from, to);
  if (isHit) process.kill(process.pid, 'SIGKILL');
};

promises.open = async (file, ...options) => {
  const handle = await open(file, ...options);
  if (!String(file).endsWith('update_journal.jsonl')) return handle;
  const writeFile = handle.writeFile.bind(handle);
  const sync = handle.sync.bind(handle);
  let isHit = false;
  handle.writeFile = async (data, ...rest) => {
    isHit = isMeant(String(data));
    if (isHit && when === 'before') process.kill(process.pid, 'SIGKILL');
    return await writeFile(data, ...rest);
  };
  handle.sync = async () => {
    await sync();
    if (isHit && when === 'behind') process.kill(process.pid, 'SIGKILL');
  };
  return handle;
};
syncBuiltinESMExports();

/** @param {string} line */
function isMeant(line) {
  const entry = JSON.parse(line);
  return entry.event === `update.${kind}` && entry.data.step === step;
}
