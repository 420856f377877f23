import { endText, entriesOf, logText, recordWith, rehashed } from './forged-log.mjs';

/**
 * @typedef {import('./forged-log.mjs').Entry} Entry
 *
 * Files of the records by their short name; a file that is left out is deleted.
 * @typedef {{ log?: string, end?: string, record?: string, elsewhere?: Record<string, string> }} Files
 *
 * @typedef {object} Situation
 * @property {Required<Files>} files as they are
 * @property {readonly Required<Files>[]} earlier as they were behind each deploy, the oldest first
 * @property {readonly string[]} commits that were deployed, the oldest first
 * @property {(count: number) => number} pick a number below `count`, by the seed
 * @property {(text: string) => string} sign as an attacker signs: with a key of his own
 * @property {string} ownDigest SHA-256 of a file of signers that names the attacker alone
 *
 * @typedef {object} Tampering
 * @property {string} name
 * @property {(situation: Situation) => Files} forge
 * @property {Record<string, string>} [tree] other files that are changed with them; '{own key}' is the line of the attacker
 * @property {'signed'} [only] where it is one
 */

/** @type {readonly Tampering[]} */
export const TAMPERINGS = [
  { name: 'the record is deleted', forge: ({ files: { record: _record, ...rest } }) => rest },
  { name: 'the log is deleted, with the file beside it', forge: ({ files: { record } }) => ({ record }) },
  { name: 'the log alone is deleted', forge: ({ files: { log: _log, ...rest } }) => rest },
  { name: 'the file beside the log is deleted', forge: ({ files: { end: _end, ...rest } }) => rest },
  { name: 'everything is deleted', forge: () => ({}) },
  { name: 'the end of the log is cut off', forge: (all) => ({ ...all.files, ...cut(all) }) },
  {
    name: 'the end of the log is cut off, and the record names an entry that is left',
    forge: (all) => ({ ...cut(all), record: all.earlier[0]?.record ?? '' }),
  },
  { name: 'everything is as it was after an earlier deploy', forge: (all) => older(all) },
  {
    name: 'the record is as it was after an earlier deploy',
    forge: (all) => ({ ...all.files, record: older(all).record }),
  },
  {
    name: 'the log is as it was after an earlier deploy',
    forge: (all) => ({ ...older(all), record: all.files.record }),
  },
  {
    name: 'two lines stand in place of the record',
    forge: (all) => ({ ...all.files, record: twoLines(all) }),
  },
  {
    name: 'two lines stand in place of the record, and the log is gone',
    forge: (all) => ({ record: twoLines(all) }),
  },
  {
    name: 'two entries stand in place of the log, and two lines in place of the record',
    forge: (all) => ({ ...chained([begun(all), done(all)]), record: twoLines(all) }),
  },
  {
    name: 'one entry of a healthy deploy stands in place of the log, and a record of it',
    forge: (all) => withRecord(all, [healthy(all, anyCommit(all))]),
  },
  { name: 'a deploy in the log is of another commit', forge: (all) => withLog(all, changed(all, sha(all))) },
  {
    name: 'a deploy in the log is of another commit, and the record as well',
    forge: (all) => withRecord(all, changed(all, sha(all))),
  },
  { name: 'an entry is taken out, and the rest chained anew', forge: (all) => withRecord(all, taken(all)) },
  { name: 'an entry is put in, and the rest chained anew', forge: (all) => withRecord(all, put(all)) },
  {
    name: 'two entries are exchanged, and the rest chained anew',
    forge: (all) => withRecord(all, exchanged(all)),
  },
  { name: 'somebody else did it', forge: (all) => withRecord(all, changed(all, { actor: 'mallory' })) },
  {
    name: 'it was at another time',
    forge: (all) => withRecord(all, changed(all, { ts: '2026-01-01T00:00:00.000Z' })),
  },
  { name: 'it was elsewhere', forge: (all) => withLog(all, changed(all, { env: 'staging' })) },
  {
    name: 'an entry is changed, and no hash',
    forge: (all) => ({ ...all.files, log: all.files.log.replaceAll('deploy.healthy', 'deploy.healthe') }),
  },
  {
    name: 'a deploy is added of a commit that ran before, by somebody else',
    forge: (all) => withRecord(all, [...entries(all), healthy(all, all.commits[0] ?? '')]),
  },
  {
    name: 'a deploy is added to the log alone',
    forge: (all) => withLog(all, [...entries(all), healthy(all, anyCommit(all))]),
  },
  {
    name: 'an event is added that nobody writes',
    forge: (all) => withLog(all, [...entries(all), done(all)]),
  },
  {
    name: 'an event is added that says something else',
    forge: (all) => withLog(all, [...entries(all), { ...healthy(all, 'HEAD') }]),
  },
  {
    name: 'an entry is added of another chain',
    forge: (all) => ({
      ...all.files,
      log: all.files.log + logText(rehashed([healthy(all, anyCommit(all))])),
    }),
  },
  {
    name: 'the last line is not ended',
    forge: (all) => ({ ...all.files, log: all.files.log.slice(0, -2 - all.pick(20)) }),
  },
  {
    name: 'the record is of another commit',
    forge: (all) => ({ ...all.files, record: all.files.record.replace(newest(all), all.commits[0] ?? '') }),
  },
  {
    name: 'the record is of another commit, with its hash',
    forge: (all) => edited(all, { last_good_sha: all.commits[0] }),
  },
  {
    name: 'the record is of another commit and the next one, with its hash',
    forge: (all) => edited(all, { last_good_sha: all.commits[0], seq: 99 }),
  },
  {
    name: 'the record names the entry of an earlier deploy, with its commit',
    forge: (all) => edited(all, { ...ofEarlier(all), seq: 99 }),
  },
  {
    name: 'the record is of another service',
    forge: (all) => edited(all, { service: 'worker', seq: 99, audit_head: `sha256:${'1'.repeat(64)}` }),
  },
  { name: 'the record names no entry', forge: (all) => edited(all, { audit_head: null, seq: 99 }) },
  {
    name: 'the record has no hash',
    forge: (all) => ({ ...all.files, record: all.files.record.replace('record_hash', 'hash') }),
  },
  {
    name: 'the record is of a time that has not come',
    forge: (all) => edited(all, { deployed_at: '2099-01-01T00:00:00Z' }),
  },
  {
    name: 'the record is laid out otherwise',
    forge: (all) => ({ ...all.files, record: JSON.stringify(JSON.parse(all.files.record)) }),
  },
  {
    name: 'the record says everything twice',
    forge: (all) => ({
      ...all.files,
      record: all.files.record.replace('{', `{"last_good_sha":"${all.commits[0]}",`),
    }),
  },
  {
    name: 'the record is of a commit that nobody has',
    forge: (all) => withRecord(all, [...entries(all), healthy(all, 'f'.repeat(40))]),
  },
  {
    name: 'all is chained anew, and somebody seems to answer for it',
    forge: (all) => withRecord(all, [...changed(all, sha(all)), answered(all)]),
  },
  {
    name: 'no entry is signed any more',
    only: 'signed',
    forge: (all) => withRecord(all, entries(all).map(unsigned)),
  },
  {
    name: 'the last entry is not signed any more',
    only: 'signed',
    forge: (all) => lastOf(all, (entry) => unsigned(entry)),
  },
  {
    name: 'the last entry is signed by somebody else',
    only: 'signed',
    forge: (all) => lastOf(all, (entry) => signedBy(all, entry)),
  },
  {
    name: 'the last entry has the signature of another',
    only: 'signed',
    forge: (all) => lastOf(all, (entry) => ({ ...entry, sig: entries(all)[0]?.['sig'] })),
  },
  {
    name: 'the policy names no signers any more',
    only: 'signed',
    forge: (all) => withRecord(all, [healthy(all, all.commits[0] ?? '')]),
    tree: { 'lockkeeper.yaml': '{unsigned policy}' },
  },
  {
    name: 'the policy names other signers, and all is signed by them',
    only: 'signed',
    forge: (all) => signedAnew(all),
    tree: { '.lockkeeper/allowed_signers': '{own key}' },
  },
  {
    name: 'somebody else is one of the signers, and adds a deploy',
    only: 'signed',
    forge: (all) => addedBySelf(all),
    tree: { '.lockkeeper/allowed_signers': '{both keys}' },
  },
];

/** @param {Situation} all */
const entries = (all) => entriesOf(all.files.log);
/** @param {Situation} all */
const newest = (all) => all.commits.at(-1) ?? '';
/** @param {Situation} all */
const anyCommit = (all) => all.commits[all.pick(all.commits.length - 1)] ?? '';
/** @param {Situation} all @returns {Required<Files>} */
const older = (all) => all.earlier[all.pick(all.earlier.length - 1)] ?? all.files;
/** @param {Situation} all */
const twoLines = (all) =>
  `{\n  "last_good_sha": "${anyCommit(all)}",\n  "deployed_at": "2026-11-22T08:00:00Z"\n}\n`;
/** @param {Entry} entry @returns {Entry} */
const unsigned = ({ sig: _sig, ...entry }) => entry;

/** @param {Situation} all @param {string} commit @returns {Entry} */
function healthy(all, commit) {
  const { actor, ts } = entries(all).at(-1) ?? {};
  return { actor, data: { service: 'app', sha: commit }, env: 'production', event: 'deploy.healthy', ts };
}

/** @param {Situation} all @returns {Entry} */
const done = (all) => ({ ...healthy(all, anyCommit(all)), event: 'deploy.done' });
/** @param {Situation} all @returns {Entry} */
const begun = (all) => ({ ...healthy(all, anyCommit(all)), event: 'deploy.intent' });

/** @param {Situation} all @returns {Entry} */
function answered(all) {
  const data = { reason: 'the history was rewritten', given_up: ['0'.repeat(40)] };
  return { ...healthy(all, newest(all)), event: 'records.repaired', data };
}

/** @param {Situation} all @returns {Entry} */
const sha = (all) => ({ data: { service: 'app', sha: all.commits[0] } });

/** One deploy of the log, of any but the first commit, with a change. @param {Situation} all @param {Entry} change */
function changed(all, change) {
  const deploys = entries(all).filter(({ event }) => event === 'deploy.healthy');
  const one = deploys[1 + all.pick(deploys.length - 1)]?.['seq'];
  return entries(all).map((entry) => (entry['seq'] === one ? { ...entry, ...change } : entry));
}

/** @param {Situation} all */
function taken(all) {
  const at = all.pick(entries(all).length - 1);
  return entries(all).filter((_, index) => index !== at);
}

/** @param {Situation} all */
function put(all) {
  return entries(all).toSpliced(1 + all.pick(entries(all).length - 2), 0, healthy(all, anyCommit(all)));
}

/** @param {Situation} all */
function exchanged(all) {
  const at = all.pick(entries(all).length - 1);
  const [one = {}, two = {}] = entries(all).slice(at, at + 2);
  return entries(all).toSpliced(at, 2, two, one);
}

/** @param {readonly Entry[]} all @returns {{ log: string, end: string }} */
function chained(all) {
  const log = logText(rehashed(all));
  return { log, end: endText(log) };
}

/** @param {Situation} all */
function cut(all) {
  const kept = entries(all).slice(0, 1 + all.pick(entries(all).length - 1));
  const log = logText(kept);
  return { log, end: endText(log) };
}

/** @param {Situation} all @param {readonly Entry[]} log @returns {Files} */
const withLog = (all, log) => ({ ...all.files, ...chained(log) });

/** With a record of the last deploy that the log has now. @param {Situation} all @param {readonly Entry[]} given @returns {Files} */
function withRecord(all, given) {
  const files = chained(given);
  const last = entriesOf(files.log).findLast(({ event }) => event === 'deploy.healthy');
  const record = JSON.parse(all.files.record);
  const seq = record.last_good_sha === last?.['data'].sha ? record.seq : record.seq + 1;
  const change = { last_good_sha: last?.['data'].sha, audit_head: last?.['hash'], seq };
  return { ...files, record: recordWith(all.files.record, change) };
}

/** @param {Situation} all @param {Entry} change @returns {Files} */
const edited = (all, change) => ({ ...all.files, record: recordWith(all.files.record, change) });

/** @param {Situation} all @returns {Entry} */
function ofEarlier(all) {
  const { last_good_sha, audit_head } = JSON.parse(older(all).record);
  return { last_good_sha, audit_head };
}

/** @param {Situation} all @param {(entry: Entry) => Entry} change @returns {Files} */
function lastOf(all, change) {
  const whole = entries(all);
  const log = logText([...whole.slice(0, -1), change(whole.at(-1) ?? {})]);
  return { ...all.files, log, end: endText(log) };
}

/** @param {Situation} all @param {Entry} entry @returns {Entry} */
function signedBy(all, entry) {
  return { ...entry, sig: all.sign(`lockkeeper audit log, entry ${entry['seq']}\n${entry['hash']}\n`) };
}

/** All of it anew, with a deploy of the first commit at its end. @param {Situation} all @returns {Files} */
function signedAnew(all) {
  const own = { ...healthy(all, ''), event: 'records.signers', data: { sha256: all.ownDigest } };
  const log = rehashed([own, healthy(all, all.commits[0] ?? '')]);
  return withSigned(
    all,
    log.map((entry) => signedBy(all, entry)),
  );
}

/** @param {Situation} all @returns {Files} */
function addedBySelf(all) {
  const log = rehashed([...entries(all), healthy(all, all.commits[0] ?? '')]);
  const last = log.at(-1) ?? {};
  return withSigned(all, [...log.slice(0, -1), signedBy(all, last)]);
}

/** @param {Situation} all @param {readonly Entry[]} signed @returns {Files} */
function withSigned(all, signed) {
  const log = logText(signed);
  const last = signed.at(-1) ?? {};
  const seq = JSON.parse(all.files.record).seq + 1;
  const change = { last_good_sha: last['data'].sha, audit_head: last['hash'], seq };
  return { log, end: endText(log), record: recordWith(all.files.record, change) };
}
