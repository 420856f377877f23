import { createHash } from 'node:crypto';

// What an attacker knows: how hashes of log and record are made. Written a second time, so that it does not
// follow the product.

const START = `sha256:${'0'.repeat(64)}`;

/** @typedef {Record<string, any>} Entry */

/** @param {string} text @returns {Entry[]} */
export function entriesOf(text) {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/**
 * A log whose chain holds, whatever its entries say. Signatures stay as they are.
 *
 * @param {readonly Entry[]} entries
 */
export function rehashed(entries) {
  let prev = START;
  return entries.map((entry, index) => {
    const { hash: _hash, prev: _prev, sig, ...rest } = entry;
    const body = { ...rest, seq: index + 1 };
    const hash = `sha256:${sha256(prev + canonical(body))}`;
    const whole = { ...body, hash, prev, ...(sig === undefined ? {} : { sig }) };
    prev = hash;
    return whole;
  });
}

/** @param {readonly Entry[]} entries */
export function logText(entries) {
  return entries.map((entry) => `${canonical(entry)}\n`).join('');
}

/** The file beside the log. @param {string} log */
export function endText(log) {
  const last = entriesOf(log).at(-1);
  const body = {
    schema_version: 1,
    seq: last?.['seq'] ?? 0,
    hash: last?.['hash'] ?? START,
    bytes: Buffer.byteLength(log),
  };
  return selfChecked(body);
}

/** A file that carries a digest of what it says. @param {Entry} body */
export function selfChecked(body) {
  return `${JSON.stringify({ ...body, check: sha256(JSON.stringify(body)) })}\n`;
}

/**
 * An entry in another spelling, whose hash is the one of how it is spelled.
 *
 * @param {Entry} entry @param {(line: string) => string} spell
 */
export function nonCanonical({ hash: _hash, prev, ...body }, spell) {
  const text = spell(canonical(body));
  const hash = `sha256:${sha256(prev + text)}`;
  const line = text.replace(/,"seq":/, `,"hash":"${hash}","prev":"${prev}","seq":`);
  return { entry: { hash }, line: `${line}\n` };
}

/** A record whose hash is the one of what it says. @param {string} text @param {Entry} change */
export function recordWith(text, change) {
  const { record_hash: _hash, ...body } = { ...JSON.parse(text), ...change };
  return `${JSON.stringify({ ...body, record_hash: `sha256:${sha256(canonical(body))}` }, undefined, 2)}\n`;
}

/** @param {string} text */
function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** @param {unknown} value @returns {string} */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
    .join(',')}}`;
}
