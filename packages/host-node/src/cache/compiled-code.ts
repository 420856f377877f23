import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What V8 made of one part of the program. */
export interface CompiledPart {
  /** SHA-256 of the text it was made of, in hex. */
  readonly source: string;
  readonly code: Buffer;
}

/** What was kept of a program. */
export interface CompiledCode {
  /** Of the files of its parts. */
  readonly names: readonly string[];
  /** `undefined` where it is not kept, or is not exactly as it was written: V8 itself would run what it finds. */
  readonly part: (name: string) => CompiledPart | undefined;
}

/** Nothing where the file is missing or its list is not as it was written. A part is looked at when it is asked for. */
export function readCompiledCode(file: string): CompiledCode {
  try {
    return codeIn(readFileSync(file));
  } catch {
    return NOTHING;
  }
}

/** All that was kept and is as it was written, by the name of the part. */
export function intactParts({ names, part }: CompiledCode): ReadonlyMap<string, CompiledPart> {
  return new Map(
    names.flatMap((name) => {
      const kept = part(name);
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}

/** As {@link readCompiledCode} reads it: the seal of a list, its length, the list, and the code of all parts. */
export function encodeCompiledCode(parts: ReadonlyMap<string, CompiledPart>): Buffer {
  const lines: readonly Line[] = Array.from(parts, ([name, { source, code }]) => [
    name,
    source,
    sealOf(code),
    code.length,
  ]);
  const list = Buffer.from(JSON.stringify(lines));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(list.length);
  return Buffer.concat([
    Buffer.from(sealOf(list), 'hex'),
    length,
    list,
    ...Array.from(parts.values(), ({ code }) => code),
  ]);
}

const NOTHING: CompiledCode = { names: [], part: () => undefined };

const SEAL_BYTES = 32;
const LENGTH_BYTES = 4;

/** Of a part, in the order in which their code lies. */
type Line = readonly [name: string, source: string, seal: string, length: number];

function sealOf(content: Buffer): string {
  return hash('sha256', content);
}

function codeIn(bytes: Buffer): CompiledCode {
  const begin = SEAL_BYTES + LENGTH_BYTES;
  const end = begin + bytes.readUInt32LE(SEAL_BYTES);
  const list = bytes.subarray(begin, end);
  if (sealOf(list) !== bytes.toString('hex', 0, SEAL_BYTES)) return NOTHING;
  const places = placesIn(list, end);
  return {
    names: [...places.keys()],
    part: (name) => {
      const place = places.get(name);
      if (place === undefined) return undefined;
      const code = bytes.subarray(place.from, place.to);
      return sealOf(code) === place.seal ? { source: place.source, code } : undefined;
    },
  };
}

interface PartOffset {
  readonly source: string;
  readonly seal: string;
  readonly from: number;
  readonly to: number;
}

/** The seal has shown that it was written by {@link encodeCompiledCode}. */
function placesIn(list: Buffer, start: number): ReadonlyMap<string, PartOffset> {
  const lines: readonly Line[] = JSON.parse(list.toString());
  const places = new Map<string, PartOffset>();
  let from = start;
  for (const [name, source, seal, length] of lines) {
    places.set(name, { source, seal, from, to: from + length });
    from += length;
  }
  return places;
}
