import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { lockSync } from '../sync/lock-sync.ts';
import { samplePair } from '../../testing/sample-pair.ts';
import { keptModes } from './kept-modes.ts';
import { proposedMode } from './proposed-mode.ts';

const NAMES = ['flask', 'jinja2', 'rich', 'httpx', 'attrs'] as const;
const HASH = `--hash=sha256:${'0'.repeat(64)}`;

const anyPin = fc
  .tuple(fc.constantFrom(...NAMES), fc.constantFrom('1.0', '1.0.0', '2.1'))
  .map(([name, version]) => `${name}==${version}`);
const anyRange = fc.constantFrom(...NAMES).map((name) => `${name}>=1`);
const anyRequirement = fc.oneof({ weight: 3, arbitrary: anyPin }, anyRange, fc.constantFrom(...NAMES));
const anySource = fc.array(anyRequirement, { maxLength: 6 }).map(textOf);
const anyLock = fc.array(anyPin, { maxLength: 8 }).map(textOf);

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function files(source: string, lock: string) {
  return { 'requirements.txt': source, 'requirements.lock': lock };
}

function proposed(source: string, lock: string) {
  return proposedMode(samplePair(files(source, lock)));
}

describe('the mode that is proposed', () => {
  test('is one the pair keeps, where it keeps one that its source may have', () => {
    fc.assert(
      fc.property(anySource, anyLock, (source, lock) => {
        const pair = samplePair(files(source, lock));
        const kept = keptModes(pair);
        const mode = proposedMode(pair)?.mode ?? 'compiled';
        if (kept.includes('textual')) expect(mode).toBe('textual');
        else if (kept.includes('mirror')) expect(mode).toBe('mirror');
        else expect(['mirror', 'compiled']).toContain(mode);
      }),
    );
  });

  test('raises no alarm for a source with ranges whose lock has all of it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }), anyLock, (names, more) => {
        const source = textOf(names.map((name) => `${name}>=1`));
        const lock = textOf(names.map((name) => `${name}==1.5 ${HASH}`)) + more;
        const mode = proposed(source, lock)?.mode;
        expect(mode).toBe('compiled');
        expect(lockSync(samplePair(files(source, lock), { sync: { mode } }))).toEqual({ kind: 'in-sync' });
      }),
    );
  });

  test('does not depend on comments, blank lines and line ends of the source', () => {
    fc.assert(
      fc.property(anySource, anyLock, (source, lock) => {
        const spaced = `# head\r\n\r\n${source.replaceAll('\n', '\r\n\r\n')}`;
        expect(proposed(spaced, lock)?.mode).toBe(proposed(source, lock)?.mode);
      }),
    );
  });

  test('is the same each time, and says why in one line', () => {
    fc.assert(
      fc.property(anySource, anyLock, (source, lock) => {
        const first = proposed(source, lock);
        expect(proposed(source, lock)).toEqual(first);
        expect(first?.because).toMatch(/^[^\n]{10,200}[^.\n]$/);
      }),
    );
  });

  test('after it a lock that was brought to its source keeps it still', () => {
    fc.assert(
      fc.property(fc.array(anyPin, { minLength: 1, maxLength: 6 }), anyLock, (pins, lock) => {
        const source = textOf([...new Set(pins)]);
        const mode = proposed(source, lock)?.mode;
        const sync = lockSync(samplePair(files(source, lock), { sync: { mode } }));
        if (sync.kind !== 'changes') return;
        const after = proposedMode(samplePair(files(source, sync.text)));
        expect(['textual', 'mirror']).toContain(after?.mode);
      }),
    );
  });
});
