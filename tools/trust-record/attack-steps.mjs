import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import {
  endText,
  entriesOf,
  logText,
  nonCanonical,
  recordWith,
  rehashed,
  selfChecked,
} from './forged-log.mjs';
import { byPath, commit, git, lockkeeper, PATHS, pushRecords, put, SIGNERS } from './shop.mjs';

/**
 * @typedef {import('./attacks.mjs').Scene} Scene
 * @typedef {import('./forged-log.mjs').Entry} Entry
 * @typedef {import('./tamperings.mjs').Files} Files
 */

export const DEPLOYS = 'infrastructure/deploys';

export const WITNESS = 'refs/lockkeeper/records/lockkeeper/records';

/** @param {Scene} all */
export const entries = (all) => entriesOf(all.files.log);
/** @param {Scene} all */
export const seqOf = (all) => JSON.parse(all.files.record).seq;
/** @param {Scene} all */
export const mode = (all) => (all.kind.place === 'tree' ? 'file' : 'branch');

/** @param {Scene} all @param {Record<string, string | undefined>} changed */
export function tree(all, changed) {
  commit(all.work, changed);
  git(all.work, 'push', '-q', 'origin', 'main');
}

/** Where records are. @param {Scene} all @param {Files} changed @param {import('./shop.mjs').Push} [how] */
export function files(all, changed, how = 'forward') {
  const whole = { ...all.files, ...changed };
  if (all.kind.place === 'tree') tree(all, byPath(whole));
  else pushRecords(all.work, whole, how);
}

/** @param {Scene} all @param {string} name @param {Buffer} content */
export function bytes(all, name, content) {
  writeFileSync(path.join(all.work, name), content);
  tree(all, {});
}

/** @param {Scene} all @param {...string} args */
export function remote(all, ...args) {
  return git(all.origin, ...args);
}

/** @param {Scene} all @param {string} records */
export function policy(all, records) {
  tree(all, {
    'lockkeeper.yaml': `version: 1\ndeployment: { records: { ${records}${signersIn(all, records)} } }\n`,
  });
}

/** @param {Scene} all @param {string} records */
function signersIn(all, records) {
  return all.kind.isSigned && !records.includes('signers') ? `, signers: ${SIGNERS}` : '';
}

/** @param {Scene} all @param {string} [sha] @returns {Entry} */
export function deploy(all, sha = all.commits[0]) {
  const { actor, ts } = entries(all).at(-1) ?? {};
  return { actor, data: { service: 'app', sha }, env: 'production', event: 'deploy.healthy', ts };
}

/** @param {readonly Entry[]} log @param {Scene} all @returns {Required<Files>} */
function filesOf(log, all) {
  const text = logText(log);
  const last = log.findLast(({ event }) => ['deploy.healthy', 'SYSTEM_CORRECTION'].includes(event));
  const sha = last?.['data'].sha ?? last?.['data'].to_sha;
  return {
    log: text,
    end: endText(text),
    elsewhere: {},
    record: recordWith(all.files.record, {
      last_good_sha: sha,
      audit_head: last?.['hash'],
      seq: seqOf(all) + 1,
    }),
  };
}

/** @param {Scene} all @returns {Required<Files>} */
export const withDeploy = (all) => filesOf(rehashed([...entries(all), deploy(all)]), all);

/** @param {Scene} all @param {Entry} entry */
export function appended(all, entry) {
  files(all, filesOf(rehashed([...entries(all), entry]), all));
}

/** @param {Scene} all */
export function wentBack(all) {
  const data = {
    message: 'SYSTEM CORRECTION EVENT: back',
    event_id: 'x',
    kind: 'rollback',
    reason: 'x',
    from_sha: all.commits[2],
    to_sha: all.commits[0],
    service: 'app',
  };
  appended(all, { ...deploy(all), event: 'SYSTEM_CORRECTION', data });
}

/** @param {Scene} all @param {(line: string) => string} spell */
export function spelled(all, spell) {
  const { entry, line } = nonCanonical(rehashed([...entries(all), deploy(all)]).at(-1) ?? {}, spell);
  const log = all.files.log + line;
  const record = recordWith(all.files.record, {
    last_good_sha: all.commits[0],
    audit_head: entry['hash'],
    seq: seqOf(all) + 1,
  });
  files(all, {
    log,
    end: selfChecked({
      schema_version: 1,
      seq: entries(all).length + 1,
      hash: entry['hash'],
      bytes: Buffer.byteLength(log),
    }),
    record,
  });
}

/** @param {Scene} all @param {Entry} change */
export function record(all, change) {
  files(all, { record: recordWith(all.files.record, change) });
}

/** @param {Scene} all @param {Entry} change */
export function end(all, change) {
  const { check: _check, ...body } = JSON.parse(all.files.end);
  files(all, { end: selfChecked({ ...body, ...change }) });
}

/** Ids of every version of log and records that can be seen. @param {Scene} all */
function everyVersion({ work, files: now, earlier }) {
  const texts = [now, ...earlier].flatMap((one) => [one.log, one.record]);
  return texts.map((text) => {
    writeFileSync(path.join(work, '../text'), text);
    return git(work, 'hash-object', '--no-filters', '../text').trim();
  });
}

/** @param {Scene} all @returns {Entry} */
function answered(all) {
  return {
    ...deploy(all),
    event: 'records.repaired',
    data: { reason: 'the history was rewritten', given_up: [...new Set(everyVersion(all))] },
  };
}

/** @param {Scene} all */
export function givesUpAll(all) {
  files(all, filesOf(rehashed([deploy(all), answered(all)]), all));
}

/** @param {Scene} all */
export function unsignedAnew(all) {
  tree(all, {
    'lockkeeper.yaml': `version: 1\ndeployment: { records: { mode: ${mode(all)} } }\n`,
    [SIGNERS]: undefined,
  });
  const anew = filesOf(rehashed([deploy(all), answered(all)]), all);
  if (all.kind.place === 'branch') tree(all, byPath(anew));
  files(all, anew, 'orphan');
  if (all.kind.place === 'branch') moveWitness(all);
}

/** @param {Scene} all */
function moveWitness(all) {
  remote(all, 'update-ref', WITNESS, 'refs/heads/lockkeeper/records');
}

/** @param {Scene} all @param {readonly Entry[]} log @returns {Required<Files>} */
function signed(all, log) {
  const whole = log.map((entry) => ({
    ...entry,
    sig: all.sign(`lockkeeper audit log, entry ${entry['seq']}\n${entry['hash']}\n`),
  }));
  return filesOf(whole, all);
}

/** @param {Scene} all */
export function signedByOthers(all) {
  tree(all, { [SIGNERS]: all.ownLine });
  const own = { ...deploy(all), event: 'records.signers', data: { sha256: all.ownDigest } };
  const anew = signed(all, rehashed([own, deploy(all), answered(all)]));
  if (all.kind.place === 'branch') tree(all, byPath(anew));
  files(all, anew, 'orphan');
  if (all.kind.place === 'branch') moveWitness(all);
}

/** @param {Scene} all */
export function repairedByOthers(all) {
  tree(all, { [SIGNERS]: all.ownLine });
  const nothing = { [PATHS.log]: undefined, [PATHS.end]: undefined, [PATHS.record]: undefined };
  tree(all, nothing);
  if (all.kind.place === 'branch') {
    pushRecords(all.work, { log: '', end: '', record: '' }, 'orphan');
    moveWitness(all);
  }
  ownRepair(all);
  lockkeeper(
    all.work,
    ['record', 'deployed', '--commit', all.commits[0] ?? '', '--environment', 'production'],
    { LOCKKEEPER_SIGNING_KEY: all.ownKey },
  );
  tree(all, {});
}

/** @param {Scene} all */
export function ownRepair(all) {
  tree(all, { [SIGNERS]: all.ownLine });
  lockkeeper(all.work, ['record', 'repair', '--reason', 'the history was rewritten'], {
    LOCKKEEPER_SIGNING_KEY: all.ownKey,
  });
  tree(all, {});
}

/** @param {Scene} all */
export function namesItself(all) {
  tree(all, { [SIGNERS]: all.ownLine });
  const own = { ...deploy(all), event: 'records.signers', data: { sha256: all.ownDigest } };
  const log = rehashed([...entries(all), own, deploy(all), answered(all)]);
  const kept = entries(all).length;
  const resigned = signed(all, log);
  const lines = entriesOf(resigned.log).map((entry, index) => (index < kept ? (log[index] ?? entry) : entry));
  files(all, filesOf(lines, all));
}

/** @param {Scene} all */
export function orphanMerged(all) {
  const { work } = all;
  const own = { ...deploy(all), event: 'records.signers', data: { sha256: all.ownDigest } };
  const begun = all.kind.isSigned
    ? signed(all, rehashed([own, deploy(all)]))
    : filesOf(rehashed([deploy(all)]), all);
  const whole = all.kind.isSigned
    ? signed(all, rehashed([own, deploy(all), answered(all)]))
    : filesOf(rehashed([deploy(all), answered(all)]), all);
  git(work, 'checkout', '-q', '--orphan', 'other');
  put(work, { ...byPath(begun), [SIGNERS]: all.ownLine });
  git(work, 'add', '-A');
  git(work, 'commit', '-q', '-m', 'Begin', '--date=2001-01-01T00:00:00Z');
  git(work, 'merge', '-q', '-s', 'ours', '--allow-unrelated-histories', '--no-ff', '-m', 'Merge', 'main');
  put(work, { ...byPath(whole), [SIGNERS]: all.ownLine });
  commit(work, {});
  git(work, 'branch', '-f', 'main', 'other');
  git(work, 'checkout', '-q', 'main');
  git(work, 'push', '-q', 'origin', 'main');
}

/** @param {Scene} all @param {Files} more */
export function toTree(all, more) {
  put(all.work, Object.keys(more).length === 0 ? {} : byPath(more));
  policy(all, 'mode: file');
}

/** @param {Scene} all @param {string} name @param {string} [how] */
export function otherBranch(all, name, how = 'branch') {
  const { origin } = all;
  const first = remote(all, 'rev-list', '--reverse', 'lockkeeper/records').split('\n')[1] ?? '';
  git(origin, 'update-ref', `refs/heads/${name}`, first);
  git(origin, 'update-ref', `refs/lockkeeper/records/${name}`, first);
  policy(all, `mode: ${how}, branch: ${name}`);
  put(all.work, byPath(all.earlier[1] ?? {}));
}

/** @param {Scene} all */
export function otherPlace(all) {
  const place = 'infrastructure/PROD.json';
  const text = recordWith(all.files.record, {
    approved_by: [{ login: 'mallory', method: 'review', at: '2026-11-20T08:00:00Z' }],
  });
  const signers = all.kind.isSigned ? `, signers: ${SIGNERS}` : '';
  tree(all, {
    'lockkeeper.yaml': `version: 1\ndeployment: { record: ${place}, records: { mode: ${mode(all)}${signers} } }\n`,
    ...(all.kind.place === 'tree' ? { [place]: text, [PATHS.record]: undefined } : {}),
  });
  if (all.kind.place === 'branch')
    pushRecords(all.work, { ...all.files, elsewhere: { [place]: text } }, 'forward');
}

/** @param {Scene} all */
export function otherService(all) {
  const place = 'infrastructure/PROD.json';
  const signers = all.kind.isSigned ? `, records: { signers: ${SIGNERS} }` : '';
  tree(all, {
    'lockkeeper.yaml': `version: 1\ndeployment: { record: ${place}, services: [web, app]${signers} }\n`,
    [place]: recordWith(all.files.record, { service: 'web', last_good_sha: all.commits[0] }),
    [PATHS.record]: undefined,
  });
}

/** @param {Scene} all @param {string} name @param {string} text */
export function linked(all, name, text) {
  put(all.work, { 'other.txt': text });
  rmSync(path.join(all.work, name));
  symlinkSync(
    path.relative(path.dirname(path.join(all.work, name)), path.join(all.work, 'other.txt')),
    path.join(all.work, name),
  );
  tree(all, {});
}

/** @param {Scene} all */
export function linkedFolder(all) {
  renameSync(path.join(all.work, DEPLOYS), path.join(all.work, 'elsewhere'));
  symlinkSync('../elsewhere', path.join(all.work, DEPLOYS));
  put(all.work, { 'elsewhere/audit.jsonl': withDeploy(all).log });
  tree(all, {});
}

/** @param {Scene} all */
export function submodule(all) {
  const { log, end: beside } = withDeploy(all);
  const folder = path.join(all.work, DEPLOYS);
  rmSync(folder, { recursive: true });
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '-q');
  put(folder, { 'audit.jsonl': log, 'audit.end.json': beside });
  commit(folder, {});
  git(all.work, 'rm', '-r', '-q', '--cached', DEPLOYS);
  git(all.work, '-c', 'advice.addEmbeddedRepo=false', 'add', '-A');
  git(all.work, 'commit', '-q', '-m', 'Go on');
  git(all.work, 'push', '-q', 'origin', 'main');
}

/** @param {Scene} all @param {string} from @param {string} to */
export function moved(all, from, to) {
  renameSync(path.join(all.work, from), path.join(all.work, to));
  tree(all, {});
}

/** @param {Scene} all @param {string} line */
export function attributes(all, line) {
  put(all.work, { '.gitattributes': `${line}\n` });
  git(all.work, 'add', '.gitattributes');
  git(all.work, 'commit', '-q', '-m', 'Go on');
  git(all.work, 'push', '-q', 'origin', 'main');
}

/** @param {Scene} all */
export function octopus(all) {
  for (const side of ['one', 'two']) {
    git(all.work, 'checkout', '-q', '-b', side, 'main~1');
    commit(all.work, { [`${side}.txt`]: 'x\n' });
  }
  git(all.work, 'checkout', '-q', 'main');
  git(all.work, 'merge', '-q', '-m', 'Merge', 'one', 'two');
  put(all.work, byPath(all.earlier[0] ?? {}));
  git(all.work, 'add', '-A');
  git(all.work, 'commit', '-q', '--amend', '--no-edit');
  git(all.work, 'push', '-q', 'origin', 'main');
}

/** @param {Scene} all @param {Files} merged */
export function evilMerge(all, merged) {
  git(all.work, 'checkout', '-q', '-b', 'side', 'main~1');
  commit(all.work, { 'side.txt': 'x\n' });
  git(all.work, 'checkout', '-q', 'main');
  git(all.work, 'merge', '-q', '--no-ff', '--no-commit', 'side');
  tree(all, byPath(merged));
}

/** @param {Scene} all */
export function foxtrot(all) {
  git(all.work, 'checkout', '-q', '-b', 'side', 'main~2');
  commit(all.work, { 'side.txt': 'x\n' });
  git(all.work, 'merge', '-q', '-s', 'ours', '-m', 'Merge', 'main');
  git(all.work, 'branch', '-f', 'main', 'side');
  git(all.work, 'checkout', '-q', 'main');
  git(all.work, 'push', '-q', 'origin', 'main');
}

/** @param {Scene} all */
export function replaced(all) {
  const before = git(all.work, 'rev-parse', 'HEAD').trim();
  cutOff(all);
  git(all.work, 'replace', before, git(all.work, 'rev-parse', 'HEAD').trim());
  writeFileSync(path.join(all.work, '.git/info/grafts'), `${git(all.work, 'rev-parse', 'HEAD').trim()}\n`);
}

/** @param {Scene} all */
export function cutOff(all) {
  files(all, all.earlier[0] ?? {}, 'forward');
}

/** @param {Scene} all @param {'deleted' | 'blob'} witness */
export function back(all, witness) {
  const first = remote(all, 'rev-list', '--reverse', 'lockkeeper/records').split('\n')[1] ?? '';
  remote(all, 'update-ref', 'refs/heads/lockkeeper/records', first);
  if (witness === 'deleted') remote(all, 'update-ref', '-d', WITNESS);
  else remote(all, 'update-ref', WITNESS, remote(all, 'rev-parse', 'main:app.py').trim());
}

/** @param {Scene} all */
export function forwardAgain(all) {
  pushRecords(all.work, all.earlier[1] ?? {}, 'forward');
}
