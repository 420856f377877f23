import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';

import {
  encodeCompiledCode,
  intactParts,
  readCompiledCode,
  type CompiledCode,
  type CompiledPart,
} from './compiled-code.ts';

export interface CompileCacheOptions {
  /** Holds the parts of the program, in CommonJS. Absolute. */
  readonly folder: string;
  /** The file that keeps what V8 made of them. Its folder may be missing, the one around that may not. */
  readonly kept: string;
  /** `false`: what this run compiles differs from what others compile, and must not take its place. */
  readonly mayKeep: boolean;
}

export interface CompileCache {
  /** What a part exports. Throws as `require` does. */
  readonly load: (name: string) => unknown;
  /** For the next run. Says nothing where it cannot be written: then that run only takes longer. */
  readonly keep: () => void;
}

/**
 * The parts of the program as `require` loads them, without compiling again what an earlier run compiled. Every
 * text is read, and what was kept counts only for the very text that it was made of. V8 takes back only what was
 * compiled as it compiles now: whoever tells it to do otherwise does so before.
 */
export function createCompileCache({ folder, kept, mayKeep }: CompileCacheOptions): CompileCache {
  const known = readCompiledCode(kept);
  const loaded = new Map<string, LoadedPart>();
  const others = createRequire(path.join(folder, 'part.cjs'));
  let isComplete = true;

  function load(name: string): unknown {
    const before = loaded.get(name);
    if (before !== undefined) return before.module.exports;
    const part = compiled(path.join(folder, name), known.part(name));
    isComplete &&= part.isQuick;
    loaded.set(name, part);
    const required = (id: string) => (id.startsWith('./') ? load(id.slice(2)) : others(id));
    part.body(part.module.exports, required, part.module, path.join(folder, name), folder);
    return part.module.exports;
  }

  return {
    load,
    keep: () => {
      if (!isComplete && mayKeep)
        write(kept, () => encodeCompiledCode(new Map([...stillThere(known, folder), ...madeOf(loaded)])));
    },
  };
}

interface LoadedPart {
  readonly module: { exports: unknown };
  readonly body: PartBody;
  readonly script: Script;
  readonly source: string;
  /** V8 had nothing to compile. */
  readonly isQuick: boolean;
}

/** Takes what Node gives a CommonJS module, in its order. */
type PartBody = (...given: readonly unknown[]) => void;

const HEAD = Buffer.from('(function (exports, require, module, __filename, __dirname) {');
const TAIL = Buffer.from('\n})');

function compiled(file: string, known: CompiledPart | undefined): LoadedPart {
  const bytes = readFileSync(file);
  const source = hash('sha256', bytes);
  const cachedData = known?.source === source ? known.code : undefined;
  // Joined as bytes: V8 would hold two texts as long as this one.
  const script = new Script(Buffer.concat([HEAD, bytes, TAIL]).toString(), {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const isQuick = cachedData !== undefined && script.cachedDataRejected === false;
  return { module: { exports: {} }, body: script.runInThisContext(), script, source, isQuick };
}

function stillThere(known: CompiledCode, folder: string): ReadonlyMap<string, CompiledPart> {
  return new Map([...intactParts(known)].filter(([name]) => existsSync(path.join(folder, name))));
}

/** Taken at the end of a run, so that the functions it called are among it. */
function madeOf(loaded: ReadonlyMap<string, LoadedPart>): ReadonlyMap<string, CompiledPart> {
  return new Map(
    Array.from(loaded, ([name, { script, source }]) => [name, { source, code: script.createCachedData() }]),
  );
}

/** Whole or not at all, since another hook may read it now. Nothing is made where it could not be written. */
function write(file: string, content: () => Buffer): void {
  const written = `${file}.${process.pid}`;
  try {
    if (!existsSync(path.dirname(file))) mkdirSync(path.dirname(file));
    writeFileSync(written, '', { flag: 'wx' });
  } catch {
    return;
  }
  try {
    writeFileSync(written, content());
    renameSync(written, file);
  } catch {
    rmSync(written, { force: true });
  }
}
