/** What Node and browsers both have, and the pure core's compiler settings do not declare. */
declare const atob: (base64: string) => string;
declare const DecompressionStream: new (format: 'gzip') => {
  readonly writable: { getWriter(): { write(bytes: Uint8Array): Promise<void>; close(): Promise<void> } };
  readonly readable: { getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }> } };
};

/** Undoes gzip and then base64; rejects when the text is neither. */
export async function unpackWasm(packed: string): Promise<Uint8Array> {
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  // Reading goes on while writing waits for room, so both must be under way together.
  const [bytes] = await Promise.all([
    readAll(stream.readable.getReader()),
    writer.write(Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))),
    writer.close(),
  ]);
  return bytes;
}

async function readAll(reader: {
  read(): Promise<{ done: boolean; value?: Uint8Array }>;
}): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let next = await reader.read(); next.value !== undefined; next = await reader.read()) {
    chunks.push(next.value);
  }
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
