/** One answer of `git cat-file --batch`. */
export type GitObject =
  | {
      readonly kind: 'object';
      readonly id: string;
      readonly type: string;
      readonly size: number;
      /** `undefined` when it is larger than was asked for. */
      readonly content: Buffer | undefined;
    }
  | { readonly kind: 'missing' }
  /** Nothing that follows can be trusted. */
  | { readonly kind: 'not-understood' };

const HEADER = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/;
const NEWLINE = 0x0a;
const LONGEST_HEADER = 8192;

/** Cuts the stream into answers; contents over `limit` bytes are passed over without being kept. */
export function objectStream(limit: number): (chunk: Buffer) => readonly GitObject[] {
  let found: GitObject[] = [];
  let header = Buffer.alloc(0);
  let body: Body | undefined;
  let lost = false;

  function readHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf(NEWLINE);
    header = Buffer.concat([header, end === -1 ? chunk : chunk.subarray(0, end)]);
    if (end === -1 && header.length <= LONGEST_HEADER) return chunk.subarray(chunk.length);
    const line = header.toString('latin1');
    header = Buffer.alloc(0);
    const [, id, type, size] = HEADER.exec(line) ?? [];
    if (id !== undefined && type !== undefined) body = startBody({ id, type, size: Number(size) }, limit);
    else if (/ (missing|ambiguous)$/.test(line)) found.push({ kind: 'missing' });
    else lost = true;
    if (lost) found.push({ kind: 'not-understood' });
    return end === -1 ? chunk.subarray(chunk.length) : chunk.subarray(end + 1);
  }

  function readBody(current: Body, chunk: Buffer): Buffer {
    // A newline that is not part of the content ends it.
    const taken = chunk.subarray(0, current.left + 1);
    if (current.keeps) current.chunks.push(taken.subarray(0, current.left));
    current.left -= taken.length;
    if (current.left < 0) {
      body = undefined;
      found.push(objectOf(current));
    }
    return chunk.subarray(taken.length);
  }

  return (chunk) => {
    let rest = chunk;
    found = [];
    while (rest.length > 0 && !lost) rest = body === undefined ? readHeader(rest) : readBody(body, rest);
    return found;
  };
}

interface Body {
  readonly id: string;
  readonly type: string;
  readonly size: number;
  readonly keeps: boolean;
  readonly chunks: Buffer[];
  left: number;
}

function startBody(header: { id: string; type: string; size: number }, limit: number): Body {
  // A folder has to be read however long it is: only the contents of files are limited.
  const keeps = header.type !== 'blob' || header.size <= limit;
  return { ...header, keeps, chunks: [], left: header.size };
}

function objectOf({ id, type, size, keeps, chunks }: Body): GitObject {
  return { kind: 'object', id, type, size, content: keeps ? Buffer.concat(chunks) : undefined };
}
